import { expect, test } from 'vitest'
import { token } from '../../shared/api/device-authorization'
import type { TestHub } from '../helpers/hub'
import { asOwner, bearer, call, hubForTest, signedIn, type Reply } from './call'
import { EventStream } from './event-stream'
import {
  approved,
  collected,
  decide,
  deny,
  nobodysToken,
  open,
  paths,
  poll,
  unknownCode,
  word,
} from './pairing-steps'
import { RawConnection, requestText } from './raw-connection'

const withStatus = (replies: readonly Reply[], status: number) =>
  replies.filter((reply) => reply.status === status)
const many = (count: number, each: () => Promise<Reply>) => Promise.all(Array.from({ length: count }, each))
const devices = async (hub: TestHub) =>
  (await call(hub, 'GET', '/api/devices', { as: asOwner })).body as { id: string; token_state: string }[]

/** What a request answers once it is decided: gone from the codes, or named as decided (wire.md 3.3). */
function expectDecided(reply: Reply, state: string): void {
  expect([404, 410]).toContain(reply.status)
  expect(reply.body).toEqual(reply.status === 404 ? unknownCode : { detail: `Code already ${state}` })
}

test('50 polls after an approval: exactly one token', async () => {
  const hub = await hubForTest()
  const { user_code, device_code } = await open(hub)
  await approved(hub, user_code)
  const replies = await many(50, () => poll(hub, device_code))
  expect(withStatus(replies, 200)).toHaveLength(1)
  for (const refused of withStatus(replies, 400)) expect(refused.body).toEqual(word('expired_token'))
  expect(withStatus(replies, 400)).toHaveLength(49)
})

test('50 polls at the moment of the approval: exactly one token, and it works', async () => {
  const hub = await hubForTest()
  const { user_code, device_code } = await open(hub)
  const [decision, ...polls] = await Promise.all([
    decide(hub, user_code),
    ...Array.from({ length: 50 }, () => poll(hub, device_code)),
  ])
  expect(decision).toMatchObject({ status: 200 })
  const granted = withStatus([...polls, await poll(hub, device_code)], 200)
  expect(granted).toHaveLength(1)
  for (const reply of granted) {
    const { access_token } = token.answer.parse(reply.body)
    const tried = await call(hub, 'GET', '/api/platforms', { as: bearer(access_token) })
    expect(tried).toMatchObject({ status: 200 })
  }
})

test('20 approvals at once: one device, one token, the others are told', async () => {
  const hub = await hubForTest()
  const { user_code, device_code } = await open(hub)
  const replies = await many(20, () => decide(hub, user_code))
  expect(withStatus(replies, 200)).toHaveLength(1)
  for (const late of replies.filter((reply) => reply.status !== 200)) expectDecided(late, 'approved')
  expect(await devices(hub)).toMatchObject([{ token_state: 'waiting' }])
  await collected(hub, device_code)
  expect(await poll(hub, device_code)).toMatchObject({ body: word('expired_token') })
})

test('approve against deny: one winner, and the device hears of that one', async () => {
  const hub = await hubForTest()
  for (let round = 0; round < 8; round += 1) {
    await hub.clock.advance(61_000)
    const { user_code, device_code } = await open(hub)
    const decisions = [() => decide(hub, user_code), () => deny(hub, user_code)] as const
    const [first, second] = round % 2 === 0 ? decisions : ([decisions[1], decisions[0]] as const)
    const replies = await Promise.all([first(), second()])
    const [approval, denial] = round % 2 === 0 ? replies : [replies[1], replies[0]]
    const heard = await poll(hub, device_code)
    const isApproved = approval.status === 200
    const [winner, loser] = isApproved ? [approval, denial] : [denial, approval]
    expect(winner.status).toBe(200)
    expectDecided(loser, isApproved ? 'approved' : 'denied')
    expect(heard).toMatchObject(isApproved ? { status: 200 } : { status: 400, body: word('access_denied') })
  }
})

test('first approvals of one identifier at once: one device', async () => {
  const hub = await hubForTest()
  const requests = await Promise.all(Array.from({ length: 8 }, () => open(hub)))
  const replies = await Promise.all(requests.map((request) => decide(hub, request.user_code)))
  expect(withStatus(replies, 200)).toHaveLength(8)
  expect(new Set(replies.map((reply) => (reply.body as { device_id: string }).device_id)).size).toBe(1)
  expect(await devices(hub)).toHaveLength(1)
})

test('approvals at once at the limit of 25 tokens: not one more than fits (W-18)', async () => {
  const hub = await hubForTest()
  const requests = []
  for (let index = 0; index < 30; index += 1) {
    if (index % 10 === 0) await hub.clock.advance(61_000)
    requests.push(await open(hub, { client_device_identifier: `machine ${index}` }))
  }
  const replies = await Promise.all(requests.map((request) => decide(hub, request.user_code)))
  expect(withStatus(replies, 200)).toHaveLength(25)
  expect(withStatus(replies, 400).map((reply) => reply.body)).toEqual(
    Array.from({ length: 5 }, () => ({ detail: 'Maximum of 25 tokens per user reached' })),
  )
  expect(await devices(hub)).toHaveLength(25)
})

test('taking the device out while its token is collected leaves no token that works', async () => {
  const hub = await hubForTest()
  for (let round = 0; round < 5; round += 1) {
    await hub.clock.advance(61_000)
    const { user_code, device_code } = await open(hub)
    const { device_id } = await approved(hub, user_code)
    const [heard, removed] = await Promise.all([
      poll(hub, device_code),
      call(hub, 'DELETE', `/api/devices/${device_id}`, { as: asOwner }),
    ])
    expect(removed).toMatchObject({ status: 204 })
    expect([200, 400]).toContain(heard.status)
    const { access_token } = heard.body as { access_token?: string }
    const tried = await call(hub, 'GET', '/api/platforms', { as: bearer(access_token ?? nobodysToken) })
    expect(tried).toMatchObject({ status: 401 })
  }
})

/** Polls, and is gone before the answer comes; resolves when the hub has noticed that it collected for nobody. */
async function pollAndVanish(hub: TestHub, deviceCode: string): Promise<void> {
  const stream = await EventStream.open(hub, { cookie: await signedIn(hub) })
  const connection = await RawConnection.open(hub)
  const body = JSON.stringify({ device_code: deviceCode })
  const headers = [
    `Host: ${new URL(hub.url).host}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ]
  connection.send(requestText(`POST ${paths.token}`, headers, body))
  connection.hangUp()
  await connection.closed()
  await stream.next((event) => event.type === 'device' && event.state === 'changed')
  stream.close()
  expect(await devices(hub)).toMatchObject([{ token_state: 'waiting' }])
}

test('an answer that never arrived may be collected again for 30 seconds, with a fresh secret', async () => {
  const hub = await hubForTest()
  const { user_code, device_code } = await open(hub)
  await approved(hub, user_code)
  await pollAndVanish(hub, device_code)
  await hub.clock.advance(29_999)
  const grant = await collected(hub, device_code)
  expect(await call(hub, 'GET', '/api/platforms', { as: bearer(grant.access_token) })).toMatchObject({
    status: 200,
  })
  expect(await poll(hub, device_code)).toMatchObject({ body: word('expired_token') })
  expect(await devices(hub)).toHaveLength(1)
})

test('after those 30 seconds it is expired_token', async () => {
  const hub = await hubForTest()
  const { user_code, device_code } = await open(hub)
  await approved(hub, user_code)
  await pollAndVanish(hub, device_code)
  await hub.clock.advance(30_001)
  expect(await poll(hub, device_code)).toMatchObject({ status: 400, body: word('expired_token') })
})

test('several lost answers in a row are no hindrance', async () => {
  const hub = await hubForTest()
  const { user_code, device_code } = await open(hub)
  await approved(hub, user_code)
  for (let lost = 0; lost < 3; lost += 1) await pollAndVanish(hub, device_code)
  await collected(hub, device_code)
  expect(await poll(hub, device_code)).toMatchObject({ body: word('expired_token') })
})
