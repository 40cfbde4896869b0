import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { GameLookup } from '../../main/domain/saves/game-lookup'
import { Connection } from '../../main/store/connection'
import { save } from '../../shared/api/saves'
import type { TestHub } from '../helpers/hub'
import { zipOf } from '../unit/blobs/zip-writer'
import { remove, restore } from './people-calls'
import { hoursAgo, ingested, listed, player } from './play-steps'
import { RawConnection, requestText } from './raw-connection'
import {
  contentOf,
  game,
  handheld,
  history,
  multipart,
  otherGame,
  type Part,
  play,
  put,
  saveOf,
  savesHub,
  savesOf,
  send,
  someSave,
  upload,
} from './saves-steps'
import { stateOf, statesOf, uploadState } from './states-steps'
import { ask, member } from './token-steps'

afterEach(() => {
  vi.restoreAllMocks()
})

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), someSave(100)])
const picture: Part = { field: 'screenshotFile', fileName: 'Test Game.png', bytes: png }

async function blobs(hub: TestHub): Promise<string[]> {
  const entries = await readdir(hub.dataFolder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && join(entry.parentPath, entry.name).includes('/blobs/'))
    .map(({ name }) => name)
}

test('W-36: of a game that somebody may not see nothing is told and nothing taken', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const console = await player(hub, 'Console')
  const hidden = saveOf(await upload(hub, pocket.as, { more: [picture], query: { slot: 'autosave' } }))
  const shown = saveOf(await play(hub, pocket, someSave(), { rom_id: otherGame.id }))
  const state = stateOf(await uploadState(hub, pocket.as))
  const { visible, existing } = GameLookup.prototype
  vi.spyOn(GameLookup.prototype, 'visible').mockImplementation(function (this: GameLookup, id, ids) {
    return visible.call(
      this,
      id,
      ids.filter((each) => each !== game.id),
    )
  })
  vi.spyOn(GameLookup.prototype, 'existing').mockImplementation(function (this: GameLookup, id, ids) {
    return existing.call(
      this,
      id,
      ids.filter((each) => each !== game.id),
    )
  })
  const missing = { status: 404 }
  expect(await play(hub, pocket, someSave())).toMatchObject(missing)
  expect(await uploadState(hub, pocket.as)).toMatchObject(missing)
  expect(await put(hub, pocket.as, hidden.id, someSave())).toMatchObject(missing)
  for (const path of [
    `/api/saves/${hidden.id}`,
    hidden.download_path,
    hidden.screenshot?.download_path ?? '',
    `/api/states/${state.id}`,
    state.download_path,
  ]) {
    expect(await ask(hub, pocket.as, 'GET', path), path).toMatchObject(missing)
  }
  const post = (path: string, json: object) => ask(hub, pocket.as, 'POST', path, { json })
  expect(await post(`/api/saves/${hidden.id}/downloaded`, { device_id: pocket.id })).toMatchObject(missing)
  expect(await post('/api/saves/delete', { saves: [hidden.id] })).toMatchObject(missing)
  expect(await post('/api/states/delete', { states: [state.id] })).toMatchObject(missing)
  expect((await savesOf(hub, pocket.as, '')).map(({ id }) => id)).toEqual([shown.id])
  expect(await statesOf(hub, pocket.as)).toEqual([])
  await ingested(hub, console.as, [hoursAgo(hub, 2)])
  expect(await listed(hub, console.as)).toMatchObject([{ rom_id: null }])
  const asked = { rom_id: game.id, file_name: 'x.srm', slot: 'autosave', file_size_bytes: 1 }
  const negotiated = await post('/api/sync/negotiate', {
    device_id: pocket.id,
    saves: [{ ...asked, updated_at: hidden.updated_at }],
  })
  const { operations } = negotiated.body as { operations: { rom_id: number; action: string }[] }
  expect(operations.filter(({ rom_id }) => rom_id === game.id)).toMatchObject([{ action: 'no_op' }])
})

test('W-37: a list of many saves asks the database as often as one of a few', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const queries = async () => {
    const asking = vi.spyOn(Connection.prototype, 'run')
    const found = await savesOf(hub, pocket.as, `device_id=${pocket.id}`)
    const count = asking.mock.calls.length
    asking.mockRestore()
    return { saves: found.length, count }
  }
  saveOf(await upload(hub, pocket.as, { more: [picture], query: { slot: 'first' } }))
  const few = await queries()
  for (let index = 0; index < 20; index += 1) {
    saveOf(await upload(hub, pocket.as, { more: [picture], query: { slot: `slot ${index}` } }))
  }
  const many = await queries()
  expect([few.saves, many.saves]).toEqual([1, 21])
  expect(many.count).toBe(few.count)
})

test('W-68: a bomb is a save like any other, and is not unpacked', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const inner = zipOf([{ name: 'zeros', content: Buffer.alloc(80 * 1024 * 1024) }])
  for (const bomb of [
    inner,
    zipOf(Array.from({ length: 20 }, (_, at) => ({ name: `${at}`, content: inner }))),
  ]) {
    const { id, content_hash } = saveOf(await play(hub, pocket, bomb))
    expect(content_hash).toMatch(/^[0-9a-f]{32}$/)
    expect(await contentOf(hub, pocket.as, id)).toEqual(bomb)
  }
})

test('W-69: who uploads slowly holds nobody up', async () => {
  const hub = await savesHub()
  const [pocket, deck] = [await handheld(hub, 'Pocket'), await handheld(hub, 'Deck')]
  const bytes = someSave(300_000)
  const { type, body } = multipart([{ field: 'saveFile', fileName: 'Slow.srm', bytes }])
  const slow = await RawConnection.open(hub)
  slow.send(
    requestText(`POST /api/saves?rom_id=${game.id}&slot=slow`, [
      `Host: ${new URL(hub.url).host}`,
      `Authorization: ${pocket.as}`,
      `Content-Type: ${type}`,
      `Content-Length: ${body.length}`,
    ]),
  )
  slow.send(body.subarray(0, 200_000))
  for (const slot of ['one', 'two', 'slow']) saveOf(await play(hub, deck, someSave(), { slot }))
  expect(await ask(hub, 'nobody', 'GET', '/api/heartbeat')).toMatchObject({ status: 200 })
  slow.send(body.subarray(200_000))
  const answer = await slow.reply()
  // The slot got a head meanwhile: the slow one is kept aside.
  expect(answer.status).toBe(409)
  expect((await history(hub)).filter(({ state }) => state === 'held')).toHaveLength(1)
  slow.destroy()
})

test('W-71: a time is the same text in every answer, and the uploader is current at once', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const answer = saveOf(await play(hub, pocket, someSave()))
  expect(answer.device_syncs).toMatchObject([{ device_id: pocket.id, is_current: true }])
  const query = `?device_id=${pocket.id}`
  expect(saveOf(await ask(hub, pocket.as, 'GET', `/api/saves/${answer.id}${query}`))).toEqual(answer)
  expect(await savesOf(hub, pocket.as, query.slice(1))).toEqual([answer])
  const summary = await ask(hub, pocket.as, 'GET', `/api/saves/summary${query}&rom_id=${game.id}`)
  expect(save.parse((summary.body as { slots: { latest: unknown }[] }).slots[0]?.latest)).toEqual(answer)
  expect(answer.device_syncs[0]?.last_synced_at).toBe(answer.updated_at)
  const saves = [{ rom_id: game.id, file_name: answer.file_name, slot: 'autosave', file_size_bytes: 512 }]
  const negotiated = await ask(hub, pocket.as, 'POST', '/api/sync/negotiate', {
    json: { saves: saves.map((each) => ({ ...each, updated_at: answer.updated_at })) },
  })
  expect(negotiated.body).toMatchObject({ operations: [{ server_updated_at: answer.updated_at }] })
  for (const time of [answer.updated_at, answer.created_at]) {
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  }
})

test('W-72: a download path works as it is, and after one client escapes it again', async () => {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const bytes = someSave()
  const { download_path } = saveOf(await play(hub, pocket, bytes))
  expect(download_path).toMatch(/^[\w/]+$/)
  expect(encodeURI(download_path)).toBe(download_path)
  expect((await send(hub, pocket.as, 'GET', download_path)).bytes).toEqual(bytes)
})

test('W-76: saves of somebody who was removed are kept and come back', async () => {
  const hub = await savesHub()
  const robin = await member(hub)
  const bytes = someSave()
  const { id } = saveOf(await upload(hub, robin.as, { bytes, query: { slot: 'autosave' } }))
  expect(await remove(hub, robin.id)).toMatchObject({ status: 200 })
  expect(await ask(hub, robin.as, 'GET', `/api/saves/${id}`)).toMatchObject({ status: 401 })
  expect(await blobs(hub)).not.toEqual([])
  expect(await restore(hub, robin.id)).toMatchObject({ status: 200 })
  await ask(hub, 'window', 'PUT', `/api/users/${robin.id}`, { json: { password: 'another good one' } })
  const again = `Basic ${Buffer.from('robin:another good one').toString('base64')}` as const
  expect(await contentOf(hub, again, id)).toEqual(bytes)
})
