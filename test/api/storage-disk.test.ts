import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { health } from '../../shared/api/health'
import type { TestHub } from '../helpers/hub'
import {
  contentOf,
  game,
  type Handheld,
  handheld,
  multipart,
  play,
  queryOf,
  saveOf,
  savesHub,
  savesOf,
  someSave,
} from './saves-steps'
import { signedIn } from './call'
import { RawConnection, requestText } from './raw-connection'
import { EventStream } from './event-stream'
import { storageOf } from './storage-steps'
import { ask, type Caller } from './token-steps'

const gibibyte = 1024 ** 3

async function healthOf(hub: TestHub, as: Caller = 'window') {
  return health.parse((await ask(hub, as, 'GET', '/api/health')).body)
}

/** Node sends a body in chunks when it is not told its length. */
async function statusOfChunked(hub: TestHub, { as, id }: Handheld): Promise<number | undefined> {
  const { type, body } = multipart([{ field: 'saveFile', fileName: 'a.srm', bytes: someSave() }])
  const path = `/api/saves?${queryOf({ rom_id: game.id, slot: 'autosave', device_id: id })}`
  const outgoing = request(new URL(path, hub.url), {
    method: 'POST',
    headers: { authorization: as, 'content-type': type },
    agent: false,
  })
  const answered: Promise<IncomingMessage[]> = once(outgoing, 'response')
  outgoing.write(body)
  outgoing.end()
  const [response] = await answered
  response?.resume()
  return response?.statusCode
}

describe('the disk gets full', () => {
  test('what no disk would make the hub take is too large, and not for want of room', async () => {
    const hub = await savesHub()
    const { as } = await handheld(hub)
    hub.disk.freeBytes = 20 * gibibyte
    for (const path of [`/api/saves?rom_id=${game.id}`, `/api/states?rom_id=${game.id}`]) {
      const connection = await RawConnection.open(hub)
      connection.send(
        requestText(`POST ${path}`, [
          `Host: ${new URL(hub.url).host}`,
          `Authorization: ${as}`,
          'Content-Type: multipart/form-data; boundary=b',
          `Content-Length: ${30 * gibibyte}`,
        ]),
      )
      expect(await connection.reply()).toMatchObject({ status: 413 })
      connection.destroy()
    }
  })

  test('it is said long before, and saves are still taken', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    expect((await healthOf(hub)).disk).toMatchObject({ state: 'ok', level: 'ok' })
    hub.disk.freeBytes = 20 * gibibyte
    saveOf(await play(hub, pocket, someSave()))
    expect(await healthOf(hub)).toMatchObject({
      status: 'ok',
      disk: { state: 'warning', code: 'disk-low', level: 'low', free_bytes: 20 * gibibyte },
    })
    expect((await storageOf(hub)).disk).toMatchObject({ level: 'low', warn_below_bytes: 25 * gibibyte })
  })

  test('new uploads are refused with 507 and a reason; all else goes on', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const bytes = someSave()
    const first = saveOf(await play(hub, pocket, bytes))
    const second = saveOf(await play(hub, pocket, someSave()))
    hub.disk.freeBytes = gibibyte
    expect(await play(hub, pocket, someSave())).toMatchObject({
      status: 507,
      body: {
        detail:
          'The disk of this hub is nearly full, so it takes no new saves. Everything stored before is kept. ' +
          'Free some space on the disk, then try again.',
      },
    })
    expect(await healthOf(hub)).toMatchObject({ status: 'degraded', disk: { state: 'bad', level: 'full' } })
    expect(await healthOf(hub, 'nobody')).toEqual({ status: 'degraded', version: expect.any(String) })
    expect((await savesOf(hub, pocket.as)).length).toBe(2)
    expect(await contentOf(hub, pocket.as, first.id)).toEqual(bytes)
    const path = `/api/saves/${second.id}/downloaded`
    expect(await ask(hub, pocket.as, 'POST', path, { json: { device_id: pocket.id } })).toMatchObject({
      status: 200,
    })
    const json = { saves: [second.id] }
    expect(await ask(hub, pocket.as, 'POST', '/api/saves/delete', { json })).toMatchObject({ status: 200 })
    hub.disk.freeBytes = 100 * gibibyte
    saveOf(await play(hub, pocket, someSave()))
  })

  test('an upload is refused by the length it says it has, before its bytes are read', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    hub.disk.freeBytes = 2 * gibibyte + 1000
    expect(await play(hub, pocket, someSave(2_000))).toMatchObject({
      status: 507,
      body: { detail: expect.stringContaining('too large for the space left') },
    })
    saveOf(await play(hub, pocket, someSave(100)))
  })

  test('an upload that does not say its length is refused while there is no room', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    hub.disk.freeBytes = gibibyte
    expect(await statusOfChunked(hub, pocket)).toBe(507)
    hub.disk.freeBytes = 100 * gibibyte
    expect(await statusOfChunked(hub, pocket)).toBe(200)
  })

  test('an event tells of the change, found within ten minutes', async () => {
    const hub = await savesHub()
    const events = await EventStream.open(hub, { cookie: await signedIn(hub) })
    hub.disk.freeBytes = gibibyte
    await hub.clock.advance(600_000)
    const told = await events.next(({ type }) => type === 'health')
    expect(told.event).toEqual({ type: 'health', id: 'disk' })
  })
})

describe('health', () => {
  test('says that the clock is behind', async () => {
    const hub = await savesHub()
    saveOf(await play(hub, await handheld(hub), someSave()))
    expect((await healthOf(hub)).clock).toMatchObject({ state: 'ok', code: null })
    await hub.clock.advance(-600_000)
    expect((await healthOf(hub)).clock).toMatchObject({ state: 'warning', code: 'clock-behind' })
  })
})
