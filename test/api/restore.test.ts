import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { firstLookAfter } from '../../main/domain/storage/storage-care'
import { systemRandom } from '../../main/platform/system-random'
import { type Replaced, replaceDatabase } from '../../main/store/replace/replace-database'
import { RestoreRefused } from '../../main/store/replace/find-source'
import { StoreUnusable } from '../../main/store/store-unusable'
import type { Version } from '../../shared/api/versions'
import type { TestHub } from '../helpers/hub'
import { aDisk, backUp, harm, placeOf, playMany, verify, withBackupFolder } from './backup-steps'
import {
  bytesOfVersion,
  contentOf,
  handheld,
  history,
  play,
  savesHub,
  savesOf,
  saveOf,
  someSave,
} from './saves-steps'
import { storageOf } from './storage-steps'
import { ask } from './token-steps'
import { sha256 } from '../unit/blobs/fixture'

const log = { info: () => undefined, warn: () => undefined }

/** Stops the hub, does what the command line does, and starts it again. */
async function replacing(
  hub: TestHub,
  from: string | null,
  before = () => Promise.resolve(),
): Promise<Replaced> {
  let done: Replaced | null = null
  await hub.restart(async () => {
    await before()
    done = await replaceDatabase({
      folder: hub.dataFolder,
      clock: hub.clock,
      random: systemRandom,
      log,
      from,
    })
  })
  if (!done) throw new Error('Nothing was replaced')
  return done
}

/** Lets the clock take a snapshot, and waits until it is there. */
async function snapshotNow(hub: TestHub): Promise<string> {
  await hub.clock.advance(firstLookAfter)
  for (;;) {
    const [newest] = (await storageOf(hub)).snapshots
    if (newest) return newest.name
  }
}

const contents = (versions: readonly Version[]) => versions.map(({ sha256: name }) => name).sort()

describe('a snapshot', () => {
  test('brings back what was then, and what came since as side versions', async () => {
    const hub = await savesHub()
    const device = await handheld(hub)
    const [old = Buffer.alloc(0)] = (await playMany(hub, device, 1)).values()
    const before = await history(hub)
    await snapshotNow(hub)
    const later = await handheld(hub, 'Later')
    await hub.clock.advance(1_000)
    const played = await playMany(hub, device, 2)
    const all = await history(hub)
    const highest = Math.max(...all.map(({ id }) => id))

    const done = await replacing(hub, 'latest')
    expect(done).toMatchObject({ versions: 2, withoutBytes: 0, problems: [], contentsCopied: 0 })
    const now = await history(hub)
    expect(now.filter(({ state }) => state === 'head').map(({ id }) => id)).toEqual(
      before.map(({ id }) => id),
    )
    const sides = now.filter(({ state }) => state === 'side')
    expect(contents(sides)).toEqual([...played.values()].map((bytes) => sha256(bytes)).sort())
    for (const { id, sha256: name } of sides) {
      expect(id).toBeGreaterThan(highest + 1_000_000)
      expect(sha256(await bytesOfVersion(hub, id))).toBe(name)
    }
    const arrivals = (versions: readonly Version[]) => versions.map(({ arrived_at: at }) => at).sort()
    const since = all.filter(({ sha256: name }) => contents(sides).includes(name))
    expect(arrivals(sides)).toEqual(arrivals(since))
    // Keys are those of then: who was let in since is not let in.
    expect(await ask(hub, later.as, 'GET', '/api/saves')).toMatchObject({ status: 401 })
    const [head] = await savesOf(hub, device.as)
    expect(await contentOf(hub, device.as, head?.id ?? 0)).toEqual(old)
    const next = saveOf(await play(hub, device, someSave(), { overwrite: true }))
    expect(next.id).toBeGreaterThan(highest + 1_000_000)
    const { collection_off_until: offUntil } = await storageOf(hub)
    expect(offUntil).toBe(new Date(hub.clock.now() + 30 * 24 * 60 * 60 * 1000).toISOString())
    expect(await verify(hub)).toMatchObject({ state: 'done', problems: [] })
  })

  test('keeps the database it replaces, and going back to that is a restore too', async () => {
    const hub = await savesHub()
    const device = await handheld(hub)
    await playMany(hub, device, 1)
    const name = await snapshotNow(hub)
    await playMany(hub, device, 1)
    const all = await history(hub)
    const { replaced } = await replacing(hub, name)
    expect(await readdir(replaced ?? '')).toContain('roost.sqlite')
    await hub.clock.advance(1_000)
    const undone = await replacing(hub, join(replaced ?? '', 'roost.sqlite'))
    expect(undone.versions).toBe(0)
    expect(await history(hub)).toEqual(all)
  })

  test('restored twice brings nothing back twice', async () => {
    const hub = await savesHub()
    const device = await handheld(hub)
    await playMany(hub, device, 1)
    const name = await snapshotNow(hub)
    await playMany(hub, device, 2)
    await replacing(hub, name)
    const once = await history(hub)
    await hub.clock.advance(1_000)
    await replacing(hub, name)
    const twice = await history(hub)
    expect(contents(twice)).toEqual(contents(once))
    // The names beside the saves are in order again after the first look.
    await hub.clock.advance(firstLookAfter)
    for (;;) {
      const names = await readdir(join(hub.dataFolder, 'sidecars'), { recursive: true })
      if (names.filter((file) => file.endsWith('.json')).length === 3) break
    }
  })
})

describe('a backup', () => {
  test('brings a household to another computer, every byte of it', async () => {
    const hub = await savesHub()
    const device = await handheld(hub)
    const played = await playMany(hub, device, 4)
    const disk = await withBackupFolder(hub)
    await backUp(hub)
    const all = await history(hub)
    const done = await replacing(hub, disk, async () => {
      await rm(hub.dataFolder, { recursive: true })
      await mkdir(hub.dataFolder)
    })
    expect(done).toMatchObject({ contentsCopied: 4, versions: 0, problems: [], replaced: null })
    expect(await history(hub)).toEqual(all)
    for (const [id, bytes] of played) expect(await contentOf(hub, device.as, id)).toEqual(bytes)
    expect(await verify(hub)).toMatchObject({ state: 'done', problems: [] })
    expect((await storageOf(hub)).backup).toMatchObject({ folder: disk })
  })

  test('gives damaged and missing contents back, and leaves those of since', async () => {
    const hub = await savesHub()
    const device = await handheld(hub)
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = (await playMany(hub, device, 3)).values()
    const disk = await withBackupFolder(hub)
    await backUp(hub)
    const [newest = Buffer.alloc(0)] = (await playMany(hub, device, 1)).values()
    await harm(hub.dataFolder, first, 'flipped')
    await harm(hub.dataFolder, second, 'gone')
    expect(await replacing(hub, disk)).toMatchObject({ contentsCopied: 2, versions: 1 })
    expect(await verify(hub)).toMatchObject({ state: 'done', done: 4, problems: [] })
    expect(contents((await history(hub)).filter(({ state }) => state === 'side'))).toEqual([sha256(newest)])
  })

  test('whose database was changed is refused; an earlier one of the same folder can be named', async () => {
    const hub = await savesHub()
    const device = await handheld(hub)
    await playMany(hub, device, 1)
    const disk = await withBackupFolder(hub)
    await backUp(hub)
    await playMany(hub, device, 1)
    await hub.clock.advance(1_000)
    await backUp(hub)
    const { place } = await placeOf(disk)
    const [earlier = '', newest = ''] = (await readdir(join(place, 'databases')))
      .filter((name) => name.endsWith('.sqlite'))
      .sort()
    const bytes = await readFile(join(place, 'databases', newest))
    bytes.writeUInt8(bytes.readUInt8(5_000) ^ 1, 5_000)
    await writeFile(join(place, 'databases', newest), bytes)
    await hub.restart(async () => {
      const before = await readFile(join(hub.dataFolder, 'roost.sqlite'))
      await expect(restoring(hub, disk)).rejects.toThrow(/is not what was written/)
      expect(await readFile(join(hub.dataFolder, 'roost.sqlite'))).toEqual(before)
    })
    expect(await history(hub)).toHaveLength(2)
    await replacing(hub, join(place, 'databases', earlier))
    expect((await history(hub)).map(({ state }) => state).sort()).toEqual(['head', 'side'])
  })
})

function restoring(hub: TestHub, from: string | null): Promise<Replaced> {
  return replaceDatabase({ folder: hub.dataFolder, clock: hub.clock, random: systemRandom, log, from })
}

test('what is no copy is refused, and nothing is changed', async () => {
  const hub = await savesHub()
  await playMany(hub, await handheld(hub), 1)
  const disk = await aDisk()
  await writeFile(join(disk, 'empty.sqlite'), '')
  await writeFile(join(disk, 'text.sqlite'), 'not a database, '.repeat(500))
  const all = await history(hub)
  await hub.restart(async () => {
    for (const from of ['latest', disk, join(disk, 'nothing')]) {
      await expect(restoring(hub, from), from).rejects.toBeInstanceOf(RestoreRefused)
    }
    await expect(restoring(hub, join(disk, 'text.sqlite'))).rejects.toBeInstanceOf(StoreUnusable)
  })
  expect(await history(hub)).toEqual(all)
  await expect(access(join(hub.dataFolder, 'replaced'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('while a hub runs nothing is replaced', async () => {
  const hub = await savesHub()
  await expect(restoring(hub, null)).rejects.toMatchObject({ reason: 'locked' })
})
