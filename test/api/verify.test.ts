import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { iso } from '../../main/domain/clock'
import { sha256 } from '../unit/blobs/fixture'
import { asOwner, basic, call } from './call'
import { handheld, savesHub } from './saves-steps'
import { storageOf } from './storage-steps'
import {
  backUp,
  type Harm,
  harm,
  pathOfContent,
  placeOf,
  playMany,
  verify,
  withBackupFolder,
} from './backup-steps'

const harms: readonly Harm[] = ['flipped', 'cut', 'gone']

test('a sound hub has no problems, and every content was looked at', async () => {
  const hub = await savesHub()
  await playMany(hub, await handheld(hub), 5)
  expect(await verify(hub)).toMatchObject({ kind: 'verify', state: 'done', done: 5, total: 5, problems: [] })
})

test('what the last check found is known for good, also after the hub was restarted', async () => {
  const hub = await savesHub()
  const [first = Buffer.alloc(0)] = (await playMany(hub, await handheld(hub), 3)).values()
  const { now } = hub.clock
  expect(await storageOf(hub)).toMatchObject({ last_check: null })
  await verify(hub)
  const well = { at: iso(now()), checked: 3, repaired: 0, spoilt: 0, database_intact: true }
  expect(await storageOf(hub)).toMatchObject({ last_check: well })
  await harm(hub.dataFolder, first, 'flipped')
  await verify(hub)
  await hub.restart()
  expect(await storageOf(hub)).toMatchObject({ last_check: { ...well, at: expect.any(String), spoilt: 1 } })
})

test.each(harms)('a content that is %s is told by game and person, and left as it is', async (how) => {
  const hub = await savesHub()
  const [first = Buffer.alloc(0)] = (await playMany(hub, await handheld(hub), 3)).values()
  const path = await harm(hub.dataFolder, first, how)
  const before = await readFile(path).catch(() => null)
  const { state, problems } = await verify(hub)
  expect(state).toBe('done')
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/^Test Game \(USA\) \(gba\), save of owner from 2026-03-01 12:00 UTC: /)
  expect(problems[0]).toContain('There is no backup')
  expect(await readFile(path).catch(() => null)).toEqual(before)
})

test.each(harms)('a content that is %s is put back from the backup', async (how) => {
  const hub = await savesHub()
  const [first = Buffer.alloc(0)] = (await playMany(hub, await handheld(hub), 3)).values()
  await withBackupFolder(hub)
  expect(await backUp(hub)).toMatchObject({ state: 'done', problems: [] })
  const path = await harm(hub.dataFolder, first, how)
  const { problems } = await verify(hub)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain('A good copy from the backup was put in its place')
  expect(await readFile(path)).toEqual(first)
  expect(await verify(hub)).toMatchObject({ state: 'done', problems: [] })
})

test('what it found of others is for owners only: its job is nobody else’s to look at', async () => {
  const hub = await savesHub()
  const [first = Buffer.alloc(0)] = (await playMany(hub, await handheld(hub), 1)).values()
  await harm(hub.dataFolder, first, 'gone')
  const { id } = await verify(hub)
  await hub.people.add('mia', { password: 'correct horse' })
  const as = basic('mia', 'correct horse')
  const list = await call(hub, 'GET', '/api/jobs', { as })
  expect(list.status).toBe(200)
  expect(list.text).not.toContain('verify')
  expect(await call(hub, 'GET', `/api/jobs/${id}`, { as })).toMatchObject({
    status: 404,
    body: { detail: `Job with ID ${id} not found` },
  })
  expect((await call(hub, 'GET', '/api/jobs', { as: asOwner })).text).toContain(id)
})

test('a damaged copy in the backup repairs nothing, and spoils nothing', async () => {
  const hub = await savesHub()
  const [first = Buffer.alloc(0)] = (await playMany(hub, await handheld(hub), 2)).values()
  const disk = await withBackupFolder(hub)
  await backUp(hub)
  const { place } = await placeOf(disk)
  await harm(place, first, 'flipped')
  const path = await harm(hub.dataFolder, first, 'cut')
  const before = await readFile(path)
  const { problems } = await verify(hub)
  expect(problems[0]).toContain('The copy in the backup is damaged too')
  expect(await readFile(path)).toEqual(before)
  // The other bytes of the backup were not kept under a name of their own.
  const spoilt = await readFile(pathOfContent(place, sha256(first)))
  await expect(readFile(pathOfContent(hub.dataFolder, sha256(spoilt)))).rejects.toMatchObject({
    code: 'ENOENT',
  })
})
