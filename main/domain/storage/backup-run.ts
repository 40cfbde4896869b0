import { say } from '../../../shared/sentences/say'
import { type Clock, iso } from '../clock'
import { type JobHandle, JobFailed } from '../jobs/job-registry'
import type { BlobStore, Sha256 } from '../saves/blob-store'
import type { DescriptionStore } from '../saves/blob-store-description'
import { StorageFailed, StorageFull, StorageReadOnly } from '../saves/blob-store-errors'
import type { UnitOfWork } from '../unit-of-work'
import type { BackupTarget, CopiedFile } from './backup-target'
import { copyDescriptions } from './copy-descriptions'
import { inWords, namedContents } from './named-contents'
import { keptSnapshots, type SnapshotStore } from './snapshots'

export interface BackupSource {
  readonly unit: UnitOfWork
  readonly blobs: BlobStore
  readonly descriptions: DescriptionStore
  readonly snapshots: SnapshotStore
  /** Writes what is due beside the contents, so that the copy is of now. */
  readonly describe: () => Promise<void>
  readonly clock: Clock
}

export interface MadeBackup {
  readonly contents: number
  readonly sizeBytes: number
  readonly lacking: number
}

/**
 * Makes one backup: the database first, for whatever it names is stored already; then every content that is not there
 * yet, the side-cars, and last the manifest that says it is whole. Until then the backup before is the newest.
 * @throws JobFailed when the target cannot take it; what was copied so far is of use to the next run.
 */
export async function makeBackup(
  source: BackupSource,
  target: BackupTarget,
  hubId: string,
  handle: JobHandle,
): Promise<MadeBackup> {
  await source.describe()
  const takenAt = iso(source.clock.now())
  const database = await copyDatabase(source, target, takenAt)
  const there = await copyContents(source, target, handle)
  const lacking = await countLacking(source, there, handle)
  await onTarget(() => copyDescriptions(source.descriptions, target.descriptions, handle))
  const totals = await source.unit.read.contents.totals()
  const made = { contents: totals.contents, sizeBytes: totals.sizeBytes + database.sizeBytes, lacking }
  handle.signal.throwIfAborted()
  await onTarget(async () => {
    await target.putManifest({ hubId, takenAt, database, ...made })
    await target.keepNewest(keptSnapshots)
  })
  return made
}

/** By way of a snapshot, which is taken away again whatever happens. */
async function copyDatabase(
  { snapshots }: BackupSource,
  target: BackupTarget,
  takenAt: string,
): Promise<CopiedFile> {
  const snapshot = await snapshots.take('backup')
  try {
    const file = await snapshots.open(snapshot.name)
    if (file === null) throw new Error('The snapshot for the backup is gone')
    try {
      return await onTarget(() => target.putDatabase(file, takenAt))
    } finally {
      await file.close()
    }
  } finally {
    await snapshots.remove(snapshot.name)
  }
}

/** @returns the contents that are in the backup now. */
async function copyContents(
  source: BackupSource,
  target: BackupTarget,
  handle: JobHandle,
): Promise<ReadonlySet<Sha256>> {
  const there = new Set<Sha256>()
  await onTarget(async () => {
    for await (const sha256 of target.contents.list()) there.add(sha256)
  })
  const stored: Sha256[] = []
  for await (const sha256 of source.blobs.list()) stored.push(sha256)
  let done = 0
  handle.progress(done, stored.length)
  for (const sha256 of stored) {
    handle.signal.throwIfAborted()
    if (!there.has(sha256) && (await copyContent(source, target, sha256))) there.add(sha256)
    done += 1
    handle.progress(done, stored.length)
  }
  return there
}

/** @returns whether it is in the backup now; not one that is gone, unreadable or damaged here. */
async function copyContent({ blobs }: BackupSource, target: BackupTarget, sha256: Sha256): Promise<boolean> {
  const found = await blobs.get(sha256).catch(() => null)
  if (found === null) return false
  try {
    const stored = await target.contents.put(found.stream, { limit: found.size })
    stored.release()
    if (stored.sha256 !== sha256) {
      if (stored.isNew) await target.contents.remove(stored.sha256)
      return false
    }
  } catch (error) {
    if (isOfDisk(error)) throw targetFailure(error)
    // What is left are errors of the bytes that were read here.
    return false
  }
  const state = await target.contents.verify(sha256)
  if (state === 'intact') return true
  if (state !== 'damaged') throw new JobFailed(diskGone)
  throw new JobFailed(say('backup.diskLies'))
}

const diskGone = say('backup.diskGone')

async function countLacking(
  { unit }: BackupSource,
  there: ReadonlySet<Sha256>,
  handle: JobHandle,
): Promise<number> {
  let lacking = 0
  for await (const sha256 of namedContents(unit.read.contents)) {
    // A content may have come after the list was made: the next backup takes it.
    if (there.has(sha256)) continue
    lacking += 1
    handle.problem(say('backup.lacks', { what: await inWords(unit.read.contents, sha256) }))
  }
  return lacking
}

type DiskError = StorageFull | StorageReadOnly | StorageFailed

function isOfDisk(error: unknown): error is DiskError {
  return error instanceof StorageFull || error instanceof StorageReadOnly || error instanceof StorageFailed
}

/** The stores speak of the data folder; here they are those of the backup. */
async function onTarget<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw isOfDisk(error) ? targetFailure(error) : error
  }
}

function targetFailure(error: DiskError): JobFailed {
  if (error instanceof StorageFull) {
    return new JobFailed(say('backup.diskFull'))
  }
  if (error instanceof StorageReadOnly) {
    return new JobFailed(say('backup.mayNotWrite'))
  }
  return new JobFailed(diskGone)
}
