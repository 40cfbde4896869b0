import { expect, test } from 'vitest'
import {
  compareVersions,
  contentBounds,
  listVersionChanges,
  versionPreview,
} from '../../shared/api/version-contents'
import type { TestHub } from '../helpers/hub'
import { zipOf } from '../unit/blobs/zip-writer'
import { ask, member } from './token-steps'
import { handheld, history, play, saveOf, savesHub, someSave } from './saves-steps'

async function aHistory(...contents: Uint8Array[]) {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  const ids: number[] = []
  for (const bytes of contents) ids.push(saveOf(await play(hub, pocket, bytes)).id)
  const [line] = (await ask(hub, 'window', 'GET', '/api/lines')).body as { id: number }[]
  return { hub, pocket, ids, lineId: line?.id ?? 0 }
}

async function changes(hub: TestHub, lineId: number, query = '') {
  const answer = await ask(hub, 'window', 'GET', `/api/lines/${lineId}/changes?${query}`)
  return listVersionChanges.answer.parse(answer.body)
}

async function compare(hub: TestHub, id = 0, other = 0) {
  const answer = await ask(hub, 'window', 'GET', `/api/versions/${id}/compare?with=${other}`)
  return compareVersions.answer.parse(answer.body)
}

async function preview(hub: TestHub, id = 0) {
  const answer = await ask(hub, 'window', 'GET', `/api/versions/${id}/preview`)
  return versionPreview.answer.parse(answer.body)
}

function zip(files: Readonly<Record<string, string>>): Buffer {
  return zipOf(Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) })))
}

/** A save with these bytes changed. */
function changed(save: Uint8Array, ...places: number[]): Uint8Array {
  const copy = Uint8Array.from(save)
  for (const place of places) copy[place] = (copy[place] ?? 0) ^ 0xff
  return copy
}

test('each version says how many bytes it changed against the one before it', async () => {
  const first = someSave(4_000)
  const second = changed(first, 0, 7, 3_999)
  const { hub, lineId, ids } = await aHistory(first, second, Buffer.concat([second, Buffer.from('more')]))
  expect(await changes(hub, lineId)).toMatchObject([
    { version_id: ids[2], against_id: ids[1], kind: 'bytes', changed_bytes: 4, grown_by: 4 },
    { version_id: ids[1], against_id: ids[0], kind: 'bytes', changed_bytes: 3, screenshot_id: null },
    { version_id: ids[0], against_id: null, kind: 'first', changed_bytes: null },
  ])
  expect(await changes(hub, lineId, 'limit=1&before=3')).toMatchObject([
    { version_id: ids[1], against_id: ids[0], changed_bytes: 3 },
  ])
})

test('two versions are compared row by row, in either direction', async () => {
  const first = someSave(100)
  const { hub, ids } = await aHistory(first, changed(first, 0, 7, 99))
  const comparison = await compare(hub, ids[1], ids[0])
  expect(comparison).toMatchObject({
    kind: 'bytes',
    compared_bytes: 100,
    changed_bytes: 3,
    row_count: 2,
    rows: [
      { offset: 0, was: first.subarray(0, 8).toString('hex') },
      { offset: 96, was: first.subarray(96).toString('hex') },
    ],
  })
  const back = await compare(hub, ids[0], ids[1])
  expect(back.rows.map(({ is }) => is)).toEqual(comparison.rows.map(({ was }) => was))
  expect(await compare(hub, ids[0], ids[0])).toMatchObject({ kind: 'same', changed_bytes: 0 })
})

test('of archives the files are compared, and named in a preview', async () => {
  const first = zip({ 'a.sav': 'one', 'b.sav': 'two', 'gone.sav': '' })
  const second = zip({ 'a.sav': 'one', 'b.sav': 'changed', 'new.sav': 'new' })
  const { hub, ids, lineId } = await aHistory(first, second)
  const names = { changed: 'b.sav', added: 'new.sav', removed: 'gone.sav' }
  expect(await compare(hub, ids[1], ids[0])).toMatchObject({
    kind: 'archive',
    same_files: 1,
    file_count: 3,
    files: [
      { name: names.changed, change: 'changed', size_bytes: 7, was_bytes: 3 },
      { name: names.added, change: 'added', size_bytes: 3, was_bytes: null },
      { name: names.removed, change: 'removed', size_bytes: null, was_bytes: 0 },
    ],
  })
  expect((await changes(hub, lineId))[0]).toMatchObject({
    kind: 'archive',
    added_files: 1,
    removed_files: 1,
    changed_files: 1,
  })
  expect(await preview(hub, ids[1])).toMatchObject({
    kind: 'archive',
    file_count: 3,
    files: [{ name: 'a.sav', size_bytes: 3 }, {}, {}],
  })
})

test('nothing is looked at beyond the bounds, and what was not looked at is said', async () => {
  const large = someSave(contentBounds.compareInList + 1)
  const { hub, ids, lineId } = await aHistory(large, changed(large, large.length - 1))
  expect((await changes(hub, lineId))[0]).toMatchObject({ kind: 'unknown', changed_bytes: null })
  expect(await compare(hub, ids[1], ids[0])).toMatchObject({ changed_bytes: 1, row_count: 1 })
  const shown = await preview(hub, ids[0])
  expect(shown).toMatchObject({ kind: 'bytes', size_bytes: large.length })
  expect(shown.start).toBe(large.subarray(0, contentBounds.preview).toString('hex'))
})

test('a person deletes versions, also for another one as the owner, and nothing of others', async () => {
  const { hub, ids } = await aHistory(someSave(), someSave())
  const robin = await member(hub)
  const remove = (as: Parameters<typeof ask>[1], versions: unknown[], query = '') =>
    ask(hub, as, 'POST', `/api/versions/delete${query}`, { json: { versions } })
  expect(await remove(robin.as, ids)).toMatchObject({ status: 404 })
  expect(await remove('window', ids, `?person=${robin.id}`)).toMatchObject({ status: 404 })
  expect(await remove('window', [ids[1], 99])).toMatchObject({ status: 404 })
  expect((await history(hub)).map(({ state }) => state)).toEqual(['head', 'past'])
  expect(await remove('window', [ids[1]])).toMatchObject({
    status: 200,
    body: [{ id: ids[1], state: 'deleted' }],
  })
  expect((await history(hub)).map(({ state }) => state)).toEqual(['deleted', 'head'])
  expect(await remove('window', [ids[1]])).toMatchObject({ status: 400 })
  for (const path of [`${ids[0]}/preview`, `${ids[0]}/compare?with=${ids[1]}`]) {
    expect(await ask(hub, robin.as, 'GET', `/api/versions/${path}`)).toMatchObject({ status: 404 })
  }
})
