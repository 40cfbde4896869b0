import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { firstLookAfter, lookEvery } from '../../main/domain/storage/storage-care'
import { backupEvery } from '../../main/domain/storage/backup-service'
import type { TestHub } from '../helpers/hub'
import { sha256 } from '../unit/blobs/fixture'
import { addFolder } from './library-steps'
import { handheld, savesHub } from './saves-steps'
import {
  aDisk,
  backUp,
  backupOf,
  endOf,
  harm,
  healthOf,
  pathOfContent,
  pickFolder,
  placeOf,
  playMany,
  withBackupFolder,
} from './backup-steps'
import { storageOf } from './storage-steps'
import { ask } from './token-steps'

describe('the folder', () => {
  test('is tried before it is taken', async () => {
    const hub = await savesHub()
    const disk = await aDisk()
    await writeFile(join(disk, 'file'), '')
    await mkdir(join(hub.dataFolder, 'inside'))
    await symlink(hub.dataFolder, join(disk, 'link'))
    const refused: readonly (readonly [string, RegExp])[] = [
      ['relative/path', /not a whole path/],
      [join(disk, 'nothing'), /cannot be opened/],
      [join(disk, 'file'), /is a file/],
      [hub.dataFolder, /inside the data folder/],
      [join(hub.dataFolder, 'inside'), /inside the data folder/],
      [join(disk, 'link'), /inside the data folder/],
    ]
    for (const [folder, why] of refused) {
      const answer = await pickFolder(hub, folder)
      expect(answer, folder).toMatchObject({ status: 422, body: { detail: expect.stringMatching(why) } })
    }
    expect(await backupOf(hub)).toBeNull()
    expect(await ask(hub, 'window', 'POST', '/api/storage/backup')).toMatchObject({ status: 409 })
  })

  test('is none of the library', async () => {
    const hub = await savesHub()
    const disk = await aDisk()
    await mkdir(join(disk, 'gba'))
    await addFolder(hub, disk)
    expect(await pickFolder(hub, join(disk, 'gba'))).toMatchObject({ status: 409 })
  })

  test('is kept over a restart, told to the owner, and forgotten when asked', async () => {
    const hub = await savesHub()
    const disk = await withBackupFolder(hub)
    await backUp(hub)
    await hub.restart()
    expect(await backupOf(hub)).toMatchObject({
      folder: disk,
      last_run: { state: 'done', contents: 0, lacking: 0, problem: null },
      last_good_at: '2026-03-01T12:00:00.000Z',
    })
    expect(await ask(hub, 'window', 'DELETE', '/api/storage/backup')).toMatchObject({ status: 204 })
    expect(await backupOf(hub)).toBeNull()
    expect(await readdir(join((await placeOf(disk)).place, 'manifests'))).not.toEqual([])
  })
})

describe('a backup', () => {
  test('holds the database, every content and every side-car, and says so last', async () => {
    const hub = await savesHub()
    const played = await playMany(hub, await handheld(hub), 4)
    const disk = await withBackupFolder(hub)
    expect(await backUp(hub)).toMatchObject({ state: 'done', done: 4, total: 4, problems: [] })
    const { place, hubId } = await placeOf(disk)
    for (const bytes of played.values()) {
      expect(await readFile(pathOfContent(place, sha256(bytes)))).toEqual(bytes)
    }
    const sidecars = await readdir(join(place, 'sidecars'), { recursive: true })
    expect(sidecars.filter((name) => name.endsWith('.json'))).toHaveLength(4)
    const manifest = (await readdir(join(place, 'manifests'))).find((name) => name.endsWith('.json')) ?? ''
    const said = JSON.parse(await readFile(join(place, 'manifests', manifest), 'utf8'))
    expect(said.manifest).toMatchObject({ hubId, contents: 4, lacking: 0 })
    const database = await readFile(join(place, 'databases', said.manifest.database.file))
    expect(sha256(database)).toBe(said.manifest.database.sha256)
    expect(
      (await readdir(join(hub.dataFolder, 'snapshots'))).filter((name) => name.startsWith('backup')),
    ).toEqual([])
  })

  test('copies what is new only', async () => {
    const hub = await savesHub()
    const device = await handheld(hub)
    const [first = Buffer.alloc(0)] = (await playMany(hub, device, 2)).values()
    const disk = await withBackupFolder(hub)
    await backUp(hub)
    // Whoever copied it again would mend this.
    const { place } = await placeOf(disk)
    const path = await harm(place, first, 'flipped')
    const flipped = await readFile(path)
    await hub.clock.advance(1_000)
    const more = await playMany(hub, device, 1)
    expect(await backUp(hub)).toMatchObject({ state: 'done', done: 3, problems: [] })
    expect(await readFile(path)).toEqual(flipped)
    for (const bytes of more.values()) {
      expect(await readFile(pathOfContent(place, sha256(bytes)))).toEqual(bytes)
    }
  })

  test('names what it could not take, and is degraded until that is well', async () => {
    const hub = await savesHub()
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = (
      await playMany(hub, await handheld(hub), 3)
    ).values()
    await harm(hub.dataFolder, first, 'flipped')
    await harm(hub.dataFolder, second, 'gone')
    const disk = await withBackupFolder(hub)
    const { state, problems } = await backUp(hub)
    expect(state).toBe('done')
    expect(problems).toHaveLength(2)
    expect(problems[0]).toMatch(/^Test Game \(USA\) \(gba\), save of owner .* this backup does not have it$/)
    expect((await backupOf(hub))?.last_run).toMatchObject({ state: 'done', lacking: 2 })
    expect(await healthOf(hub)).toMatchObject({ status: 'degraded', backup: { code: 'backup-lacking' } })
    const contents = await readdir(join((await placeOf(disk)).place, 'blobs'), { recursive: true })
    expect(contents.filter((name) => name.length > 60)).toHaveLength(1)
  })

  test('of a disk that is gone says so, and keeps the one before', async () => {
    const hub = await savesHub()
    await playMany(hub, await handheld(hub), 1)
    const disk = await withBackupFolder(hub)
    await backUp(hub)
    // The folder of an unplugged disk is often still there, and empty.
    const { place } = await placeOf(disk)
    const away = `${await aDisk()}/away`
    await rename(place, away)
    await hub.clock.advance(1_000)
    const { state, problems } = await backUp(hub)
    expect({ state, problems }).toEqual({
      state: 'failed',
      problems: [expect.stringContaining('Is the disk connected')],
    })
    expect(await readdir(disk)).toEqual([])
    expect(await backupOf(hub)).toMatchObject({
      last_run: { state: 'failed', problem: problems[0] },
      last_good_at: '2026-03-01T12:00:00.000Z',
    })
    expect(await healthOf(hub)).toMatchObject({
      status: 'degraded',
      backup: { state: 'bad', code: 'backup-failed', problem: problems[0] },
    })
    await rename(away, place)
    expect(await backUp(hub)).toMatchObject({ state: 'done' })
    expect(await healthOf(hub)).toMatchObject({ status: 'ok', backup: { state: 'ok' } })
  })

  test('fourteen are kept, each with its database', async () => {
    const hub = await savesHub()
    const disk = await withBackupFolder(hub)
    for (let run = 0; run < 16; run += 1) {
      await hub.clock.advance(1_000)
      await backUp(hub)
    }
    const { place } = await placeOf(disk)
    const names = async (folder: string, ending: string) =>
      (await readdir(join(place, folder)))
        .filter((name) => name.endsWith(ending))
        .map((name) => name.slice(0, -ending.length))
        .sort()
    const manifests = await names('manifests', '.json')
    expect(manifests).toHaveLength(14)
    expect(await names('databases', '.sqlite')).toEqual(manifests)
  })
})

describe('by the clock', () => {
  /** Asks until the last run is this one. */
  async function runAt(hub: TestHub, day: string, state: string): Promise<void> {
    for (;;) {
      const last = (await backupOf(hub))?.last_run
      if (last?.state === state && last.at.startsWith(day)) return
    }
  }

  test('a snapshot and a backup are made every day, and fourteen snapshots are kept', async () => {
    const hub = await savesHub()
    await withBackupFolder(hub)
    const older = Array.from({ length: 20 }, (_, day) => `2026-02-${String(day + 1).padStart(2, '0')}`)
    await mkdir(join(hub.dataFolder, 'snapshots'))
    for (const day of older) {
      await writeFile(join(hub.dataFolder, 'snapshots', `daily-${day}T12-00-00.000Z.sqlite`), '')
    }
    const days = ['2026-03-01', '2026-03-02', '2026-03-03']
    for (const day of days) {
      await hub.clock.advance(day === days[0] ? firstLookAfter : backupEvery)
      await runAt(hub, day, 'done')
    }
    const { snapshots } = await storageOf(hub)
    const kept = [...older, ...days].slice(-14).reverse()
    expect(snapshots.map(({ kind, at }) => `${kind} ${at.slice(0, 10)}`)).toEqual(
      kept.map((day) => `daily ${day}`),
    )
    expect(snapshots[0]?.size_bytes).toBeGreaterThan(0)
  })

  test('a failed one is tried again after an hour', async () => {
    const hub = await savesHub()
    const disk = await withBackupFolder(hub)
    const { place } = await placeOf(disk)
    await rename(place, `${place}-away`)
    await hub.clock.advance(firstLookAfter)
    await runAt(hub, '2026-03-01T12:01', 'failed')
    await rename(`${place}-away`, place)
    await hub.clock.advance(lookEvery)
    await runAt(hub, '2026-03-01T13:01', 'done')
    expect((await backupOf(hub))?.last_good_at).toBe('2026-03-01T13:01:00.000Z')
  })
})

test('a member is told that there are backups, and not where', async () => {
  const hub = await savesHub()
  const disk = await withBackupFolder(hub)
  await rm(join(disk, (await readdir(disk))[0] ?? ''), { recursive: true })
  await backUp(hub)
  const { id } = await hub.people.add('kim', { password: 'correct horse' })
  expect(id).toBeGreaterThan(0)
  const as = `Basic ${Buffer.from('kim:correct horse').toString('base64')}` as const
  const answer = await ask(hub, as, 'GET', '/api/storage')
  expect(answer).toMatchObject({
    status: 200,
    body: { backup: { folder: null, last_run: { state: 'failed', problem: null } } },
  })
  expect(answer.text).not.toContain(disk)
  expect(await ask(hub, as, 'POST', '/api/storage/backup')).toMatchObject({ status: 403 })
  const told = await ask(hub, as, 'GET', '/api/health')
  expect(told.body).toMatchObject({ status: 'degraded' })
  expect(told.text).not.toContain(disk)
})

test('a backup that was cancelled leaves the one before, and what it copied serves the next', async () => {
  const hub = await savesHub()
  const device = await handheld(hub)
  await playMany(hub, device, 1)
  const disk = await withBackupFolder(hub)
  await backUp(hub)
  await playMany(hub, device, 20)
  const started = await ask(hub, 'window', 'POST', '/api/storage/backup')
  const { id } = started.body as { id: string }
  await ask(hub, 'window', 'DELETE', `/api/jobs/${id}`)
  const facts = await backupOf(hub)
  expect(facts?.last_run?.state).toBe('cancelled')
  const { place } = await placeOf(disk)
  const manifests = (await readdir(join(place, 'manifests'))).filter((name) => name.endsWith('.json'))
  expect(manifests).toHaveLength(1)
  expect(await endOf(hub, '/api/storage/backup')).toMatchObject({ state: 'done', done: 21 })
})
