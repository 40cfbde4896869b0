import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { HubEvent } from '../../shared/api/events'
import { fastest } from '../helpers/fastest'
import type { TestHub } from '../helpers/hub'
import { asOwner, basic, call, hubForTest, originOf, signedIn } from './call'
import { EventStream } from './event-stream'
import { approved, collected, deny, open } from './pairing-steps'

const listen = async (hub: TestHub, headers: Record<string, string> = {}) =>
  EventStream.open(hub, { cookie: await signedIn(hub), ...headers })

const pairing = (state: string) => (event: HubEvent) => event.type === 'pairing' && event.state === state

async function requestIds(hub: TestHub): Promise<string[]> {
  const requests = (await call(hub, 'GET', '/api/pairing', { as: asOwner })).body as { id: string }[]
  return requests.map((request) => request.id)
}

test('a request is announced within half a second', async () => {
  const hub = await hubForTest()
  const stream = await listen(hub)
  expect(stream.headers['content-type']).toMatch(/^text\/event-stream\b/)
  expect(stream.headers['cache-control']).toMatch(/no-store|no-cache/)
  const milliseconds = await fastest(3, async () => {
    const before = await requestIds(hub)
    const asked = performance.now()
    await open(hub)
    const received = await stream.next((event) => pairing('opened')(event) && !before.includes(event.id))
    const id = (await requestIds(hub)).find((each) => !before.includes(each))
    expect(received.event).toEqual({ type: 'pairing', id, state: 'opened' })
    expect(received.lastEventId).not.toBe('')
    return received.at - asked
  })
  expect(milliseconds).toBeLessThan(500)
})

test('the whole life of a request, and the device it makes', async () => {
  const hub = await hubForTest()
  const stream = await listen(hub)
  const { user_code, device_code } = await open(hub)
  const opened = await stream.next(pairing('opened'))
  const { device_id } = await approved(hub, user_code)
  const added = await stream.next((event) => event.type === 'device' && event.state === 'added')
  expect(added.event.id).toBe(device_id)
  expect((await stream.next(pairing('approved'))).event.id).toBe(opened.event.id)
  await collected(hub, device_code)
  expect((await stream.next(pairing('collected'))).event.id).toBe(opened.event.id)
  await call(hub, 'DELETE', `/api/devices/${device_id}`, { as: asOwner })
  const removed = await stream.next((event) => event.type === 'device' && event.state === 'removed')
  expect(removed.event.id).toBe(device_id)
})

test('a denied and an expired request are announced', async () => {
  const hub = await hubForTest()
  const stream = await listen(hub)
  const { user_code } = await open(hub)
  await deny(hub, user_code)
  const denied = await stream.next(pairing('denied'))
  await hub.clock.advance(60_001)
  await open(hub)
  await hub.clock.advance(600_001)
  const expired = await stream.next(pairing('expired'))
  // What was denied does not expire later: it has had its end.
  expect(expired.event.id).not.toBe(denied.event.id)
})

test('Last-Event-ID brings what was missed, once and in order', async () => {
  const hub = await hubForTest()
  const first = await listen(hub)
  await open(hub, { client_device_identifier: 'one' })
  const seen = await first.next(pairing('opened'))
  first.close()
  await open(hub, { client_device_identifier: 'two' })
  await open(hub, { client_device_identifier: 'three' })
  const missed = (await requestIds(hub)).filter((id) => id !== seen.event.id).reverse()
  const second = await listen(hub, { 'last-event-id': seen.lastEventId })
  await second.next((event) => event.id === missed[1])
  await open(hub, { client_device_identifier: 'four' })
  const [newest] = await requestIds(hub)
  await second.next((event) => event.id === newest)
  expect(second.events.filter(({ event }) => event.type === 'pairing').map(({ event }) => event.id)).toEqual([
    ...missed,
    newest,
  ])
})

test('a made-up or too old Last-Event-ID is no reason to fail', async () => {
  const hub = await hubForTest()
  for (const id of ['x', '-1', '99999999999999999999', '%00']) {
    await hub.clock.advance(61_000)
    const stream = await listen(hub, { 'last-event-id': id })
    await open(hub)
    const received = await stream.next(pairing('opened'))
    expect(await requestIds(hub)).toContain(received.event.id)
    stream.close()
  }
})

test('nothing secret is in it: no user code, no device code, no token', async () => {
  const hub = await hubForTest()
  const stream = await listen(hub)
  const { user_code, device_code } = await open(hub)
  await approved(hub, user_code)
  const { access_token } = await collected(hub, device_code)
  await stream.next(pairing('collected'))
  for (const secret of [user_code, device_code, access_token, access_token.slice(4)]) {
    expect(stream.raw).not.toContain(secret)
  }
})

test('it needs a person', async () => {
  const hub = await hubForTest()
  expect(await call(hub, 'GET', '/api/events')).toMatchObject({ status: 401 })
  await expect(EventStream.open(hub, { authorization: basic('owner', 'wrong one') })).rejects.toThrow('401')
})

test('it ends when the session is signed out, and the others go on', async () => {
  const hub = await hubForTest()
  const cookie = await signedIn(hub)
  const [own, other] = [await EventStream.open(hub, { cookie }), await listen(hub)]
  await call(hub, 'POST', '/api/logout', { headers: { cookie, origin: originOf(hub) } })
  await own.closed()
  await open(hub)
  await other.next(pairing('opened'))
  await expect(EventStream.open(hub, { cookie })).rejects.toThrow('401')
})

test('a device event of one person does not reach another', async () => {
  const hub = await hubForTest()
  await hub.people.add('kim', { password: 'a good one' })
  const kims = await EventStream.open(hub, { authorization: basic('kim', 'a good one') })
  const { user_code } = await open(hub)
  await kims.next(pairing('opened'))
  await approved(hub, user_code)
  await open(hub, { client_device_identifier: 'a later one' })
  const later = (await requestIds(hub))[0]
  await kims.next((event) => event.id === later)
  expect(kims.events.filter(({ event }) => event.type === 'device')).toEqual([])
})

test('a hundred streams that went away leave nothing behind that fails', async () => {
  const hub = await hubForTest()
  const cookie = await signedIn(hub)
  const streams = await Promise.all(Array.from({ length: 100 }, () => EventStream.open(hub, { cookie })))
  for (const stream of streams) stream.close()
  const last = await listen(hub)
  await open(hub)
  await last.next(pairing('opened'))
  expect(hub.logs()).not.toMatch(/"level":"?(50|error)/i)
})

test('a reader that asks again while the hub stops does not hold it up', async () => {
  const hub = await hubForTest()
  const { host, port } = new URL(hub.url)
  const cookie = await signedIn(hub)
  const stream = await EventStream.open(hub, { cookie })
  const socket = connect(Number(port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let said = ''
  socket.on('data', (chunk) => (said += chunk.toString('latin1')))
  // What is on its way when the hub stops is finished, so its connection is there when the next is asked on it.
  const form = 'grant_type=password&username=owner'
  const type = 'Content-Type: application/x-www-form-urlencoded'
  socket.write(
    `POST /api/token HTTP/1.1\r\nHost: ${host}\r\n${type}\r\nContent-Length: ${form.length}\r\nExpect: 100-continue\r\n\r\n`,
  )
  await once(socket, 'data')
  expect(said).toContain('100 Continue')
  const stopped = hub.stop()
  await stream.closed()
  socket.write(`${form}GET /api/events HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`)
  await Promise.all([stopped, once(socket, 'close')])
  const second = said.slice(said.lastIndexOf('HTTP/1.1 '))
  expect(second).toMatch(/^HTTP\/1\.1 503 .*\r\nconnection: close\r\n/is)
  expect(second).toContain('Roost is stopping.')
})
