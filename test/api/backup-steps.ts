import { mkdtemp, readdir, readFile, rm, truncate, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { type BackupFacts, setBackupFolder } from '../../shared/api/backup'
import { type Health, health } from '../../shared/api/health'
import { job, type Job } from '../../shared/api/jobs'
import type { TestHub } from '../helpers/hub'
import { sha256 } from '../unit/blobs/fixture'
import { jobEnd } from './library-steps'
import { type Handheld, play, saveOf, someSave } from './saves-steps'
import { storageOf } from './storage-steps'
import { ask } from './token-steps'

/** A folder that goes when the test ends, as a disk somebody plugged in. */
export async function aDisk(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-disk-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export async function backupOf(hub: TestHub): Promise<BackupFacts | null> {
  return (await storageOf(hub)).backup
}

export function pickFolder(hub: TestHub, folder: string) {
  return ask(hub, 'window', 'PUT', '/api/storage/backup', { json: { folder } })
}

export async function withBackupFolder(hub: TestHub): Promise<string> {
  const disk = await aDisk()
  const answer = await pickFolder(hub, disk)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  setBackupFolder.answer.parse(answer.body)
  return disk
}

/** Starts a job and waits until it has ended. */
export async function endOf(hub: TestHub, path: string): Promise<Job> {
  const answer = await ask(hub, 'window', 'POST', path)
  expect(answer, answer.text).toMatchObject({ status: 200 })
  return jobEnd(hub, job.parse(answer.body).id)
}

export const backUp = (hub: TestHub) => endOf(hub, '/api/storage/backup')
export const verify = (hub: TestHub) => endOf(hub, '/api/storage/verify')

export async function healthOf(hub: TestHub): Promise<Health> {
  return health.parse((await ask(hub, 'window', 'GET', '/api/health')).body)
}

export function pathOfContent(folder: string, name: string): string {
  return join(folder, 'blobs', name.slice(0, 2), name)
}

/** Uploads new bytes, one after another: the contents by the id of their save. */
export async function playMany(hub: TestHub, device: Handheld, count: number): Promise<Map<number, Buffer>> {
  const played = new Map<number, Buffer>()
  for (let index = 0; index < count; index += 1) {
    const bytes = someSave(600 + index)
    played.set(saveOf(await play(hub, device, bytes)).id, bytes)
  }
  return played
}

export type Harm = 'flipped' | 'cut' | 'gone'

/** What happens to files on a disk that grows old. */
export async function harm(folder: string, bytes: Uint8Array, how: Harm): Promise<string> {
  const path = pathOfContent(folder, sha256(bytes))
  if (how === 'gone') await unlink(path)
  if (how === 'cut') await truncate(path, 100)
  if (how === 'flipped') {
    const found = await readFile(path)
    found.writeUInt8(found.readUInt8(17) ^ 1, 17)
    await writeFile(path, found)
  }
  return path
}

/** The one place of backups on a disk. */
export async function placeOf(disk: string): Promise<{ place: string; hubId: string }> {
  const [name = '', ...more] = await readdir(disk)
  expect(more).toEqual([])
  return { place: join(disk, name), hubId: name.replace('roost-backup-', '') }
}
