import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportManifestName } from '../../shared/api/export'
import type { Version } from '../../shared/api/versions'
import type { TestHub } from '../helpers/hub'
import { askLook, look, lookOf, sendZip, take } from './import-steps'
import { folderWith, romPage } from './library-steps'
import {
  bytesOfVersion,
  game,
  handheld,
  history,
  otherGame,
  play,
  savesHub,
  slotlessClient,
  someSave,
  upload,
} from './saves-steps'
import { jobDone, sha256Of } from './storage-steps'
import { uploadState } from './states-steps'
import { aHub, ask } from './token-steps'

/** A household with two people, slots, a slotless file, a state and a history. */
async function household(): Promise<TestHub> {
  const hub = await savesHub()
  const pocket = await handheld(hub)
  for (const size of [100, 200, 300]) await play(hub, pocket, someSave(size))
  await play(hub, pocket, someSave(), { slot: 'quest' })
  const as = await slotlessClient(hub)
  await upload(hub, as, { bytes: someSave(), name: 'Other Game.rtc', query: { rom_id: otherGame.id } })
  await uploadState(hub, pocket.as, { bytes: someSave(700) })
  await hub.people.add('kim', { password: 'a good one' })
  const asKim = `Basic ${Buffer.from('kim:a good one').toString('base64')}` as const
  await upload(hub, asKim, { bytes: someSave(), query: { slot: 'autosave' } })
  return hub
}

async function zipOfAll(hub: TestHub): Promise<Buffer> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ format: 'zip', person: 'all', history: true }),
  }
  const answer = await hub.windowFetch('/api/export', init)
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

/** Everything of one game that a person can tell apart, without ids and moments. */
async function contentsOf(hub: TestHub, gameId: number) {
  const lines = (await ask(hub, 'window', 'GET', `/api/lines?rom_id=${gameId}`)).body as {
    id: number
    kind: string
    key: string
  }[]
  const versions = await history(hub, gameId)
  const told = await Promise.all(
    versions.map(async ({ id, content_hash, file_name }: Version) => ({
      content_hash,
      file_name,
      sha256: sha256Of(await bytesOfVersion(hub, id)),
    })),
  )
  return {
    lines: lines.map(({ kind, key }) => `${kind} ${key}`).sort(),
    versions: told.sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1)),
  }
}

async function headsOf(hub: TestHub): Promise<string[]> {
  const { files } = await manifestOfZip(await zipOfAll(hub))
  return files.flatMap((file) => (file.is_head ? [`${file.path} ${file.sha256}`] : [])).sort()
}

async function manifestOfZip(zip: Buffer) {
  const { unzip } = await import('../helpers/unzip')
  return JSON.parse((await unzip(zip)).get(exportManifestName)?.toString() ?? '') as {
    files: { path: string; sha256: string; is_head: boolean }[]
  }
}

async function gameIdOf(hub: TestHub, fileName: string): Promise<number> {
  return (await romPage(hub)).items.find(({ fs_name: name }) => name === fileName)?.id ?? 0
}

test('an export comes back on another hub as it was: games, slots, files, states, history, people', async () => {
  const from = await household()
  const zip = await zipOfAll(from)
  const to = await aHub()
  await to.people.add('kim', { password: 'a good one' })
  const seen = lookOf(await sendZip(to, 'window', zip, { person: 'all' }))
  expect(seen).toMatchObject({ kind: 'roost', counts: { here: 0, differs: 0, unmatched: 0 }, problems: [] })
  const { job, result } = await take(to, seen.id)
  expect(job).toMatchObject({ state: 'done', problems: [] })
  expect(result).toMatchObject({ became_head: 5, kept_beside: 2, games_added: 2, failed: 0, left_out: 0 })
  for (const { id, stem } of [game, otherGame]) {
    const there = await gameIdOf(to, `${stem}.gba`)
    expect(await contentsOf(to, there)).toEqual(await contentsOf(from, id))
  }
  expect(await headsOf(to)).toEqual(await headsOf(from))
  const again = lookOf(await sendZip(to, 'window', zip, { person: 'all' }))
  expect(again.counts).toMatchObject({ new: 0, differs: 0, unmatched: 0 })
  const activity = (await ask(to, 'window', 'GET', '/api/activity?kind=save.imported')).body
  expect(activity).toMatchObject([{ subject: 'saves.zip' }, { subject: 'saves.zip' }])
})

test('what came for several people is taken back for each of them', async () => {
  const zip = await zipOfAll(await household())
  const to = await aHub()
  await to.people.add('kim', { password: 'a good one' })
  const { result } = await take(to, lookOf(await sendZip(to, 'window', zip, { person: 'all' })).id)
  const heads = result?.heads ?? []
  expect(new Set(heads.map(({ versions }) => versions.length))).toEqual(new Set([1, 4]))
  for (const { person_id: person, versions } of heads) {
    const query = `?person=${person}`
    const answer = await ask(to, 'window', 'POST', `/api/versions/delete${query}`, { json: { versions } })
    expect(answer, answer.text).toMatchObject({ status: 200 })
    const bin = await ask(to, 'window', 'GET', `/api/bin${query}`)
    expect(new Set((bin.body as { id: number }[]).map(({ id }) => id))).toEqual(new Set(versions))
  }
})

test('of several people a single one gets only what is theirs', async () => {
  const zip = await zipOfAll(await household())
  const to = await aHub()
  const seen = lookOf(await sendZip(to, 'window', zip))
  expect(seen.counts).toMatchObject({ unmatched: 1 })
  expect(seen.files[0]).toMatchObject({ path: expect.stringMatching(/^kim\//), reason: 'other-person' })
})

const exportTo = (hub: TestHub, path: string, more: object = {}) =>
  ask(hub, 'window', 'POST', '/api/export/folder', { json: { path, person: 'all', history: true, ...more } })

test('a plain folder tree has the files of the archive, and comes back the same', async () => {
  const from = await household()
  const folder = await folderWith()
  expect(await jobDone(from, await exportTo(from, folder))).toMatchObject({ state: 'done', problems: [] })
  const { files } = await manifestOfZip(await zipOfAll(from))
  for (const { path, sha256 } of files) expect(sha256Of(await readFile(join(folder, path)))).toBe(sha256)
  const written = JSON.parse(await readFile(join(folder, exportManifestName), 'utf8')) as { files: object[] }
  expect(written.files).toEqual(files)
  const to = await aHub()
  await to.people.add('kim', { password: 'a good one' })
  const { result } = await take(to, (await look(to, 'folder', folder, 'all')).id)
  expect(result).toMatchObject({ became_head: 5, kept_beside: 2, failed: 0 })
  expect(await headsOf(to)).toEqual(await headsOf(from))
})

test('an export overwrites nothing: what is the same is skipped, what is not is named', async () => {
  const hub = await household()
  const folder = await folderWith()
  const slot = `owner/gba/${game.stem}/autosave`
  await mkdir(join(folder, slot), { recursive: true })
  await writeFile(join(folder, slot, `${game.stem}.srm`), 'mine')
  const first = await jobDone(hub, await exportTo(hub, folder, { rom_id: game.id }))
  expect(first.problems).toEqual([expect.stringContaining(`${slot}/${game.stem}.srm was not written`)])
  expect(await readFile(join(folder, slot, `${game.stem}.srm`), 'utf8')).toBe('mine')
  await rm(join(folder, slot, `${game.stem}.srm`))
  expect(await jobDone(hub, await exportTo(hub, folder, { rom_id: game.id }))).toMatchObject({ problems: [] })
  expect(await jobDone(hub, await exportTo(hub, folder, { rom_id: otherGame.id }))).toMatchObject({
    problems: [],
  })
  const to = await aHub()
  // Both exports are in the one description.
  expect((await look(to, 'folder', folder, 'all')).counts).toMatchObject({ new: 6, unmatched: 1 })
})

test('an export stays in the folder it was told, and out of those it cannot use', async () => {
  const hub = await household()
  const outside = await folderWith()
  const folder = await folderWith()
  await symlink(outside, join(folder, 'owner'))
  const job = await jobDone(hub, await exportTo(hub, folder, { person: undefined }))
  expect(job.problems.length).toBeGreaterThan(0)
  expect((await look(hub, 'retroarch', outside)).files).toEqual([])
  for (const path of ['relative', join(folder, 'not there'), hub.dataFolder]) {
    expect(await exportTo(hub, path)).toMatchObject({ status: 422 })
  }
  const taken = await folderWith({ [exportManifestName]: 'something else' })
  expect(await exportTo(hub, taken)).toMatchObject({ status: 409 })
  expect(await askLook(hub, 'folder', outside)).toMatchObject({ status: 422 })
})
