import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, open, rename, rm } from 'node:fs/promises'
import type { DataSource } from 'typeorm'
import { type Clock, iso } from '../../domain/clock'
import type { Random } from '../../domain/random'
import { type Adoption, adoptDescriptions } from '../../domain/storage/adopt-descriptions'
import { adoptedUpTo } from '../../domain/storage/adopted-descriptions'
import { copyDescriptions } from '../../domain/storage/copy-descriptions'
import { collectionOffUntil } from '../../domain/storage/storage-service'
import { nodeFiles } from '../blobs/node-files'
import { openBlobStore } from '../blobs/open-blob-store'
import { type DataFolder, openDataFolder } from '../data-folder'
import { closeWriter, openWriter } from '../data-source'
import { lockFolder } from '../folder-lock'
import { migrate } from '../migrate'
import { refuseMoved } from '../move/moved-folder'
import { quickCheck } from '../quick-check'
import type { StoreLog } from '../store-options'
import { asUnusable, damage } from '../store-unusable'
import { syncFile, syncFolder } from '../sync-to-disk'
import { unitOn } from '../unit-on'
import { findSource, type RestoreSource } from './find-source'
import { finishReplacement, replacementPath } from './finish-replacement'
import { fetchContents } from './fetch-contents'
import { raiseIds, seenIds } from './seen-ids'

/** Milliseconds after a restore during which nothing is taken for unused (design section 6). */
const collectionPause = 30 * 24 * 60 * 60 * 1000

export interface ReplaceOptions {
  /** The data folder. */
  readonly folder: string
  readonly clock: Clock
  readonly random: Random
  readonly log: StoreLog
  /** What to restore from, as {@link findSource} takes it; null to rebuild from what is beside the saves. */
  readonly from: string | null
}

export interface Replaced extends Adoption {
  /** Contents that came from the backup. */
  readonly contentsCopied: number
  /** Where the files of the database before are; null when there was none. */
  readonly replaced: string | null
  readonly collectionOffUntil: string
}

/**
 * Puts another database in the place of the one there is, which is kept aside: a copy made earlier, or one made from the
 * descriptions beside the saves. It is complete before it takes the place; nothing that is stored is taken away.
 * @throws StoreUnusable when the data folder cannot be used, RestoreRefused when there is nothing to restore from.
 */
export async function replaceDatabase(options: ReplaceOptions): Promise<Replaced> {
  await refuseMoved(options.folder)
  const folder = await openDataFolder(options.folder)
  const lock = await lockFolder(folder)
  try {
    await finishReplacement(folder, options.clock)
    return await replace(folder, options)
  } catch (error) {
    throw asUnusable(error, folder.path)
  } finally {
    await lock.release()
  }
}

async function replace(folder: DataFolder, options: ReplaceOptions): Promise<Replaced> {
  const { from, clock, random } = options
  const source = from === null ? null : await findSource(from, { folder, clock, random })
  if (source) await requireUntouched(source)
  const { blobs, descriptions } = await openBlobStore(nodeFiles(folder.path), random)
  let contentsCopied = 0
  if (source?.backup) {
    contentsCopied = await fetchContents(source.backup.contents, blobs, options.log)
    await copyDescriptions(source.backup.descriptions, descriptions, { signal: never, onlyNew: true })
  }
  const seen = await seenIds(folder, source ? [source.database] : [], descriptions)
  const offUntil = iso(clock.now() + collectionPause)
  const adoption = await build(folder, source, options, async (writer) => {
    const adoptedIds = await raiseIds(writer, seen, source === null)
    const unit = unitOn(writer)
    const adopted = await adoptDescriptions(
      { unit, blobs, descriptions, clock, random },
      source ? 'aside' : 'as-described',
    )
    await unit.write(async ({ settings }) => {
      await settings.set(collectionOffUntil, offUntil)
      await settings.set(adoptedUpTo, String(adoptedIds))
    })
    return adopted
  })
  const replaced = await finishReplacement(folder, clock)
  return { ...adoption, contentsCopied, replaced, collectionOffUntil: offUntil }
}

const never = new AbortController().signal

/** Builds the database under a name of its own, and gives it the name of what waits when it is whole and durable. */
async function build<Result>(
  folder: DataFolder,
  source: RestoreSource | null,
  { clock, log }: ReplaceOptions,
  fill: (writer: DataSource) => Promise<Result>,
): Promise<Result> {
  const path = folder.unfinished
  for (const ending of ['', '-wal', '-shm']) await rm(path + ending, { force: true })
  if (source) await copyFile(source.database, path)
  else await (await open(path, 'wx', 0o600)).close()
  const writer = await openWriter(path)
  let result: Result
  try {
    const finding = await quickCheck(writer)
    if (finding !== null) throw damage(source?.database ?? path, finding)
    await migrate({ writer, database: path, snapshots: folder.snapshots, clock, log })
    result = await fill(writer)
  } finally {
    await closeWriter(writer)
  }
  await syncFile(path)
  await rename(path, replacementPath(folder))
  await syncFolder(folder.path)
  return result
}

/** What the disk of the backups changed is not restored: there are earlier ones. */
async function requireUntouched({ database, sha256 }: RestoreSource): Promise<void> {
  if (sha256 === null) return
  const hash = createHash('sha256')
  for await (const piece of createReadStream(database) as AsyncIterable<Buffer>) hash.update(piece)
  if (hash.digest('hex') !== sha256) {
    throw damage(database, 'it is not what was written; name an earlier one of the same folder')
  }
}
