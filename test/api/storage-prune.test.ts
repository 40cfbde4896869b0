import { describe, expect, test } from 'vitest'
import { emptyBin } from '../../shared/api/bin'
import { previewPrune } from '../../shared/api/storage'
import type { TestHub } from '../helpers/hub'
import { jobEnd } from './library-steps'
import {
  bytesOfVersion,
  contentOf,
  game,
  handheld,
  type Handheld,
  history,
  otherGame,
  play,
  saveOf,
  savesHub,
  savesOf,
  send,
  someSave,
  upload,
} from './saves-steps'
import { blobsOf, idle, jobDone, sha256Of, storageOf, until } from './storage-steps'
import { ask } from './token-steps'

const day = 24 * 60 * 60 * 1000
const keepOne = { keep: 'newest', newest: 1, days: 30 } as const

/** A hub with one line of these sizes, one a day, and then a long time without any. */
async function played(sizes: readonly number[]) {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const contents: Buffer[] = []
  const ids: number[] = []
  for (const size of sizes) {
    const bytes = someSave(size)
    contents.push(bytes)
    ids.push(saveOf(await play(hub, pocket, bytes)).id)
    await hub.clock.advance(day)
  }
  const [first = 0, second = 0, third = 0] = ids
  return { hub, pocket, contents, first, second, third }
}

async function preview(hub: TestHub, json: unknown = keepOne) {
  const answer = await ask(hub, 'window', 'POST', '/api/storage/prune/preview', { json })
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return previewPrune.answer.parse(answer.body)
}

async function prune(hub: TestHub, json: unknown = keepOne) {
  await ask(hub, 'window', 'PUT', '/api/storage/retention', { json })
  const job = await jobDone(hub, await ask(hub, 'window', 'POST', '/api/storage/prune'))
  await idle(hub)
  return job
}

const remove = (hub: TestHub, { as }: Handheld, ...saves: number[]) =>
  ask(hub, as, 'POST', '/api/saves/delete', { json: { saves } })

async function empty(hub: TestHub, query = '') {
  const answer = await ask(hub, 'window', 'POST', `/api/bin/empty${query}`)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  const emptied = emptyBin.answer.parse(answer.body)
  if (emptied.job) await jobEnd(hub, emptied.job.id)
  return emptied
}

describe('pruning', () => {
  test('lets the bytes of old versions go, and never a row, a hash or the head', async () => {
    const { hub, pocket, contents, first, second, third } = await played([100, 200, 400])
    await hub.clock.advance(31 * day)
    expect(await preview(hub)).toMatchObject({
      versions: 2,
      size_bytes: 300,
      oldest_at: '2026-03-01T12:00:00.000Z',
      lines: [{ rom_id: game.id, kind: 'save', key: 'autosave', versions: 2, size_bytes: 300 }],
    })
    expect(await blobsOf(hub)).toHaveLength(3)
    expect(await prune(hub)).toMatchObject({ kind: 'prune', state: 'done', done: 2, total: 2 })
    expect(await blobsOf(hub)).toEqual([sha256Of(contents[2] ?? Buffer.alloc(0))])
    const at = expect.stringMatching(/^2026-04/)
    expect(await history(hub)).toMatchObject([
      { id: third, state: 'head', bytes_dropped_at: null, wire_id: third },
      { id: second, state: 'past', bytes_dropped_at: at, size_bytes: 200, wire_id: null },
      { id: first, state: 'past', bytes_dropped_at: at, sha256: sha256Of(contents[0] ?? Buffer.alloc(0)) },
    ])
    expect(await storageOf(hub)).toMatchObject({ versions: 3, contents: 1, size_bytes: 400, pruned: 2 })
    expect((await savesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([third])
    expect(await send(hub, pocket.as, 'GET', `/api/saves/${first}/content`)).toMatchObject({ status: 410 })
    expect(await ask(hub, 'window', 'GET', `/api/versions/${first}/content`)).toMatchObject({ status: 410 })
    expect(await ask(hub, pocket.as, 'GET', `/api/saves/${first}`)).toMatchObject({
      status: 200,
      body: { missing_from_fs: true },
    })
    const json = { head: third }
    expect(await ask(hub, 'window', 'POST', `/api/versions/${first}/restore`, { json })).toMatchObject({
      status: 410,
    })
  })

  test('keeps what is pinned, what is young, and so many of each line', async () => {
    const { hub, first, second } = await played([100, 200, 400, 800])
    await ask(hub, 'window', 'PUT', `/api/versions/${first}`, { json: { pinned: true } })
    expect(await preview(hub, { keep: 'newest', newest: 1, days: 3 })).toMatchObject({ versions: 0 })
    expect(await preview(hub, { keep: 'newest', newest: 3, days: 0 })).toMatchObject({ versions: 0 })
    expect(await preview(hub, { keep: 'newest', newest: 2, days: 0 })).toMatchObject({
      versions: 1,
      size_bytes: 200,
    })
    expect(await preview(hub, { keep: 'everything' })).toEqual({
      versions: 0,
      size_bytes: 0,
      oldest_at: null,
      lines: [],
    })
    await prune(hub, { keep: 'newest', newest: 1, days: 0 })
    const dropped = (await history(hub)).filter((version) => version.bytes_dropped_at !== null)
    expect(dropped.map(({ id }) => id)).toEqual([second + 1, second])
  })

  test('keeps everything of a line that waits for a decision', async () => {
    const { hub } = await played([100, 200])
    const deck = await handheld(hub, 'Deck')
    expect(await play(hub, deck, someSave(50))).toMatchObject({ status: 409 })
    await hub.clock.advance(60 * day)
    expect(await preview(hub)).toMatchObject({ versions: 0 })
    await prune(hub)
    expect(await blobsOf(hub)).toHaveLength(3)
  })

  test('keeps a content that another line needs', async () => {
    const { hub, pocket, contents, first } = await played([100, 200])
    await upload(hub, pocket.as, {
      bytes: contents[0] ?? Buffer.alloc(0),
      query: { rom_id: otherGame.id, slot: 'autosave' },
    })
    await hub.clock.advance(60 * day)
    expect(await preview(hub)).toMatchObject({ versions: 1, size_bytes: 0 })
    await prune(hub)
    expect(await blobsOf(hub)).toHaveLength(2)
    expect(await ask(hub, 'window', 'GET', `/api/versions/${first}/content`)).toMatchObject({ status: 410 })
    expect(await savesOf(hub, pocket.as, `rom_id=${otherGame.id}`)).toHaveLength(1)
  })

  test('happens by itself once a day, when that was chosen', async () => {
    const { hub } = await played([100, 200])
    await ask(hub, 'window', 'PUT', '/api/storage/retention', { json: { ...keepOne, days: 0 } })
    await hub.clock.advance(25 * 60 * 60 * 1000)
    await until(hub, async () => (await blobsOf(hub)).length < 2)
    expect(await storageOf(hub)).toMatchObject({ versions: 2, pruned: 1, size_bytes: 200 })
  })

  test('a content that comes again has its bytes again', async () => {
    const { hub, pocket, contents, first } = await played([100, 200])
    await hub.clock.advance(60 * day)
    await prune(hub)
    const again = contents[0] ?? Buffer.alloc(0)
    // An old card shows what it has: nothing new, but the only copy now.
    const deck = await handheld(hub, 'Deck')
    expect(saveOf(await play(hub, deck, again))).toMatchObject({ id: first })
    expect(await contentOf(hub, pocket.as, first)).toEqual(again)
    expect((await savesOf(hub, pocket.as)).map(({ id }) => id)).toHaveLength(2)
  })

  test('a version without bytes never becomes the head', async () => {
    const { hub, pocket, contents, first, second, third } = await played([100, 200, 400])
    await ask(hub, 'window', 'PUT', `/api/versions/${first}`, { json: { pinned: true } })
    await hub.clock.advance(60 * day)
    await prune(hub)
    await remove(hub, pocket, third)
    expect((await savesOf(hub, pocket.as)).map(({ id }) => id)).toEqual([first])
    expect(await history(hub)).toMatchObject([{ state: 'deleted' }, { state: 'past' }, { state: 'head' }])
    // Its bytes come again: of the versions that can be had it is the newest.
    await play(hub, pocket, contents[1] ?? Buffer.alloc(0))
    expect((await savesOf(hub, pocket.as)).at(-1)?.id).toBe(second)
    expect((await history(hub)).find(({ state }) => state === 'head')?.id).toBe(second)
  })
})

describe('emptying the bin', () => {
  test('lets the bytes go, keeps the rows, and says what it freed', async () => {
    const { hub, pocket, first, second, third } = await played([100, 200, 400])
    await remove(hub, pocket, first, third)
    expect(await empty(hub)).toMatchObject({ versions: 2, size_bytes: 500, kept_pinned: 0 })
    expect(await blobsOf(hub)).toHaveLength(1)
    expect((await ask(hub, 'window', 'GET', '/api/bin')).body).toEqual([])
    expect(await history(hub)).toMatchObject([{ state: 'deleted' }, { id: second }, { state: 'deleted' }])
    const json = { versions: [third] }
    expect(await ask(hub, 'window', 'POST', '/api/bin/restore', { json })).toMatchObject({ status: 410 })
    expect(await empty(hub)).toEqual({ versions: 0, size_bytes: 0, kept_pinned: 0, job: null })
  })

  test('keeps what is pinned', async () => {
    const { hub, pocket, contents, first } = await played([100, 200])
    await ask(hub, 'window', 'PUT', `/api/versions/${first}`, { json: { pinned: true } })
    await remove(hub, pocket, first)
    expect(await empty(hub)).toEqual({ versions: 0, size_bytes: 0, kept_pinned: 1, job: null })
    expect(await bytesOfVersion(hub, first)).toEqual(contents[0])
  })

  test('a deleted content whose bytes were let go comes back whole when it is uploaded again', async () => {
    const { hub, pocket, contents, first } = await played([100])
    await remove(hub, pocket, first)
    await empty(hub)
    expect(await blobsOf(hub)).toEqual([])
    const bytes = contents[0] ?? Buffer.alloc(0)
    const { id } = saveOf(await play(hub, pocket, bytes))
    expect(await contentOf(hub, pocket.as, id)).toEqual(bytes)
  })

  test('is for the owner; everybody’s bin only when asked for', async () => {
    const { hub, pocket, first } = await played([100])
    const { id: kim } = await hub.people.add('kim', { password: 'a good one' })
    await remove(hub, pocket, first)
    const asKim = `Basic ${Buffer.from('kim:a good one').toString('base64')}` as const
    expect(await ask(hub, asKim, 'POST', '/api/bin/empty')).toMatchObject({ status: 403 })
    expect(await empty(hub, `?person=${kim}`)).toMatchObject({ versions: 0 })
    expect(await empty(hub, '?person=all')).toMatchObject({ versions: 1 })
  })
})
