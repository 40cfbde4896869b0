import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { say } from '../../../shared/sentences/say'
import type { Clock } from '../../domain/clock'
import type { Random } from '../../domain/random'
import type { BackupTarget } from '../../domain/storage/backup-target'
import { lenientFiles } from '../backup/lenient-files'
import { FolderBackup } from '../backup/folder-backup'
import { nodeFiles } from '../blobs/node-files'
import type { DataFolder } from '../data-folder'
import { fileSnapshots } from '../file-snapshots'

/** What was named to restore from cannot be; the message says why. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused'
}

export interface RestoreSource {
  /** Path of the database. */
  readonly database: string
  /** SHA-256 of the database, where a manifest tells it. */
  readonly sha256: string | null
  /** What has the contents too; null for a snapshot. */
  readonly backup: BackupTarget | null
}

interface Parts {
  readonly folder: DataFolder
  readonly clock: Clock
  readonly random: Random
}

/** @param named a path, the name of a snapshot in the data folder, or `latest`. @throws RestoreRefused */
export async function findSource(named: string, parts: Parts): Promise<RestoreSource> {
  const snapshots = await fileSnapshots(parts.folder, parts.clock).list()
  if (named === 'latest') {
    const [newest] = snapshots
    if (!newest) throw new RestoreRefused(say('restore.noSnapshot', { path: parts.folder.snapshots }))
    return asSnapshot(join(parts.folder.snapshots, newest.name))
  }
  if (snapshots.some(({ name }) => name === named)) return asSnapshot(join(parts.folder.snapshots, named))
  const path = resolve(named)
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory()) return fromFolder(path, parts.random)
  if (!found?.isFile()) throw new RestoreRefused(say('restore.nothingThere', { path }))
  const place = join(dirname(path), '..')
  if (basename(dirname(path)) !== 'databases' || !(await isPlace(place))) return asSnapshot(path)
  return fromPlace(place, parts.random, basename(path))
}

function asSnapshot(database: string): RestoreSource {
  return { database, sha256: null, backup: null }
}

/** The place of a hub's backups, or the folder it is in. */
async function fromFolder(path: string, random: Random): Promise<RestoreSource> {
  if (await isPlace(path)) return fromPlace(path, random)
  const places: string[] = []
  for (const name of await readdir(path)) {
    if (name.startsWith('roost-backup-') && (await isPlace(join(path, name)))) places.push(join(path, name))
  }
  const [only, ...others] = places
  if (only === undefined) throw new RestoreRefused(say('restore.noBackup', { path }))
  if (others.length > 0) {
    throw new RestoreRefused(say('restore.severalHubs', { places: places.join(', ') }))
  }
  return fromPlace(only, random)
}

/** @param file the database to take; the newest whole backup without it. */
async function fromPlace(place: string, random: Random, file?: string): Promise<RestoreSource> {
  const backup = await FolderBackup.open(lenientFiles(nodeFiles(place)), random)
  const all = await backup.manifests()
  const manifest = all.find(({ database }) => file === undefined || database.file === file)
  if (!manifest) {
    throw new RestoreRefused(say('restore.notWhole', { path: place }))
  }
  const { database } = manifest
  return { database: join(place, 'databases', database.file), sha256: database.sha256, backup }
}

async function isPlace(path: string): Promise<boolean> {
  return (await stat(join(path, 'manifests')).catch(() => null))?.isDirectory() ?? false
}
