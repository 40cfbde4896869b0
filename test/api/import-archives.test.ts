import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportManifestName } from '../../shared/api/export'
import { importLimits } from '../../shared/api/import'
import type { TestHub } from '../helpers/hub'
import { zipOf } from '../unit/blobs/zip-writer'
import { fileOf, lookOf, sendZip, shown, take } from './import-steps'
import { bytesOfVersion, game, otherGame, savesHub, someSave } from './saves-steps'
import { sha256Of } from './storage-steps'
import { ask, type Caller } from './token-steps'

const srm = `${game.stem}.srm`
const asKim: Caller = `Basic ${Buffer.from('kim:a good one').toString('base64')}`

async function kept(hub: TestHub): Promise<string[]> {
  return readdir(join(hub.dataFolder, 'imports')).catch(() => [])
}

function described(path: string, content: Uint8Array, more: object = {}) {
  return {
    path,
    person: 'owner',
    platform: 'gba',
    game: 'Test Game',
    game_file_name: `${game.stem}.gba`,
    kind: 'save',
    key: 'autosave',
    file_name: srm,
    sha256: sha256Of(content),
    size_bytes: content.length,
    arrived_at: '2026-01-02T03:04:05.000Z',
    is_head: true,
    ...more,
  }
}

function exportOf(files: readonly object[], entries: Parameters<typeof zipOf>[0]) {
  const manifest = { format: 'roost-export', version: 1, files }
  return zipOf([{ name: exportManifestName, content: Buffer.from(JSON.stringify(manifest)) }, ...entries])
}

test('a member of the household brings in an archive of their own; it goes when the import has ended', async () => {
  const hub = await savesHub()
  await hub.people.add('kim', { password: 'a good one' })
  const bytes = someSave()
  const zip = zipOf([
    { name: `saves/${srm}`, content: bytes },
    { name: 'saves/Nobody Knows.srm', content: someSave() },
  ])
  const seen = lookOf(await sendZip(hub, asKim, zip))
  expect(seen).toMatchObject({ kind: 'retroarch', name: 'saves.zip', counts: { new: 1, unmatched: 1 } })
  expect(await kept(hub)).toHaveLength(1)
  expect(await ask(hub, 'window', 'GET', `/api/import/${seen.id}`)).toMatchObject({ status: 404 })
  expect(await sendZip(hub, asKim, zip, { person: 1 })).toMatchObject({ status: 403 })
  expect(await sendZip(hub, asKim, zip, { person: 'all' })).toMatchObject({ status: 403 })
  const { result } = await take(hub, seen.id, {}, asKim)
  expect(result).toMatchObject({ became_head: 1, left_out: 1 })
  expect(await kept(hub)).toEqual([])
  expect((await ask(hub, asKim, 'GET', `/api/lines?rom_id=${game.id}`)).body).toHaveLength(1)
  expect((await ask(hub, 'window', 'GET', `/api/lines?rom_id=${game.id}`)).body).toEqual([])
})

test('a look is forgotten after an hour, when somebody says so, and when the hub ends', async () => {
  const hub = await savesHub()
  const zip = zipOf([{ name: srm, content: someSave() }])
  const one = lookOf(await sendZip(hub, 'window', zip))
  const gone = await ask(hub, 'window', 'DELETE', `/api/import/${one.id}`)
  expect(gone).toMatchObject({ status: 204 })
  const two = lookOf(await sendZip(hub, 'window', zip))
  expect(await kept(hub)).toHaveLength(1)
  await hub.clock.advance(importLimits.keptMilliseconds)
  expect(await ask(hub, 'window', 'GET', `/api/import/${two.id}`)).toMatchObject({ status: 404 })
  await expect.poll(() => kept(hub)).toEqual([])
  await sendZip(hub, 'window', zip)
  await hub.restart()
  expect(await kept(hub)).toEqual([])
})

test.each([
  ['no archive', Buffer.from('not a zip')],
  ['half of one', zipOf([{ name: srm, content: someSave(4_000) }]).subarray(0, -30)],
  ['a bomb', zipOf([{ name: srm, content: Buffer.alloc(300 * 1024 * 1024) }])],
  ['a locked one', zipOf([{ name: srm, content: someSave(), flags: 0x801 }])],
  ['a line break in a name', zipOf([{ name: 'a\nb.srm', content: someSave() }])],
  ['a description that is none', zipOf([{ name: exportManifestName, content: Buffer.from('{}') }])],
  ['a wrong file in the description', exportOf([{ path: 7 }], [])],
])('%s is refused, and nothing of it stays', async (_case, zip) => {
  const hub = await savesHub()
  expect(await sendZip(hub, 'window', zip)).toMatchObject({ status: 422 })
  expect(await kept(hub)).toEqual([])
})

test('names that lead out of the archive, links, and bytes that are not those of the description', async () => {
  const hub = await savesHub()
  const bytes = someSave()
  const link = { name: 'link.srm', content: Buffer.from('/etc/passwd'), attributes: (0o120777 << 16) >>> 0 }
  const names = ['../evil.srm', '/evil.srm', 'C:\\evil.srm', 'a/../../evil.srm', 'a\\evil.srm', 'a\0.srm']
  const bad = names.map((name) => ({ name, content: bytes }))
  const damaged = { name: 'Other Game.srm', content: bytes, crc: 1 }
  const seen = lookOf(
    await sendZip(hub, 'window', zipOf([...bad, link, damaged, { name: srm, content: bytes }])),
  )
  expect(seen.problems).toEqual([
    expect.stringMatching(new RegExp(`^Entries left out, .*: ${names.length}$`)),
  ])
  expect(seen.files.map(({ path, reason }) => [path, reason])).toEqual([
    ['link.srm', 'link'],
    ['Other Game.srm', 'damaged'],
    [srm, null],
  ])
  expect(await take(hub, seen.id)).toMatchObject({ result: { became_head: 1, failed: 0 } })
})

test('what a description says is judged as what an upload says is', async () => {
  const hub = await savesHub()
  const bytes = someSave()
  const places: readonly [string, object][] = [
    ['key.srm', { kind: 'file', key: 'a/../b' }],
    ['slot.srm', { key: 'a\u0007b' }],
    ['name.srm', { file_name: '../name.srm' }],
    ['game.srm', { game_file_name: '../../game.gba' }],
    ['platform.srm', { platform: '..' }],
    ['core.srm', { emulator: '../x' }],
    ['state.srm', { kind: 'state', key: 'a/b/c' }],
  ]
  const zip = exportOf(
    [...places.map(([path, more]) => described(path, bytes, more)), described('gone.srm', bytes)],
    [...places.map(([name]) => ({ name, content: bytes })), { name: 'more.srm', content: bytes }],
  )
  const seen = lookOf(await sendZip(hub, 'window', zip))
  expect(seen).toMatchObject({ kind: 'roost', counts: { unmatched: places.length + 2, new: 0 } })
  for (const [path] of places) expect(fileOf(seen, path), path).toMatchObject({ reason: 'bad-name' })
  expect(fileOf(seen, 'gone.srm')).toMatchObject({ reason: 'missing' })
  expect(fileOf(seen, 'more.srm')).toMatchObject({ reason: 'not-described' })
  expect(await take(hub, seen.id)).toMatchObject({ result: { became_head: 0, kept_beside: 0 } })
})

test('a file that was changed by hand is taken as it is now', async () => {
  const hub = await savesHub()
  const changed = someSave()
  const zip = exportOf([described('a.srm', someSave())], [{ name: 'a.srm', content: changed }])
  const seen = lookOf(await sendZip(hub, 'window', zip))
  const { result } = await take(hub, seen.id)
  expect(await bytesOfVersion(hub, result?.heads[0]?.versions[0] ?? 0)).toEqual(changed)
})

test('only one import at a time, and one that is forgotten while it runs ends', async () => {
  const hub = await savesHub()
  const files = Array.from({ length: 40 }, (_, place) => ({
    name: `saves/core${place}/${place % 2 === 0 ? game.stem : otherGame.stem}.srm`,
    content: someSave(),
  }))
  const one = lookOf(await sendZip(hub, 'window', zipOf(files)))
  const two = lookOf(await sendZip(hub, 'window', zipOf(files)))
  const run = (id: string) => ask(hub, 'window', 'POST', `/api/import/${id}/run`, { json: {} })
  const [started, other] = [await run(one.id), await run(two.id)]
  expect(started).toMatchObject({ status: 200, body: { kind: 'import', state: 'running' } })
  expect(other).toMatchObject({ status: 409 })
  const { id } = started.body as { id: string }
  expect(await ask(hub, 'window', 'DELETE', `/api/jobs/${id}`)).toMatchObject({
    body: { state: 'cancelled' },
  })
  const { result, state } = await shown(hub, one.id)
  expect(state).toBe('done')
  expect((result?.became_head ?? 0) + (result?.kept_beside ?? 0)).toBeLessThan(files.length)
  expect(await kept(hub)).toHaveLength(1)
  // What was left comes with the next one.
  await take(hub, two.id)
  const again = lookOf(await sendZip(hub, 'window', zipOf(files)))
  expect(again.counts).toEqual({ new: 0, here: files.length, differs: 0, unmatched: 0 })
})
