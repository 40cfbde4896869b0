import { mkdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { say } from '../../shared/sentences/say'
import { whyOf } from './error-code'
import { networkFilesystem } from './network-filesystem'
import { asUnusable, StoreUnusable } from './store-unusable'
import { syncFolder } from './sync-to-disk'

/** Where the store keeps what, all inside one folder. */
export interface DataFolder {
  readonly path: string
  readonly database: string
  /** A database under construction: it takes its name only when it is complete. */
  readonly unfinished: string
  readonly lock: string
  /** Tells people which process holds the lock; never decides anything. */
  readonly holder: string
  readonly snapshots: string
}

/** Makes the folder (only its owner may look inside) and refuses one that cannot keep a database safely. */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const path = resolve(folder)
  try {
    const made = await makeFolder(path)
    if (made !== null) await syncFolder(dirname(made))
    await refuseNetwork(path)
  } catch (error) {
    throw asUnusable(error, path)
  }
  return {
    path,
    database: join(path, 'roost.sqlite'),
    unfinished: join(path, 'roost.sqlite.new'),
    lock: join(path, 'lock.sqlite'),
    holder: join(path, 'hub.pid'),
    snapshots: join(path, 'snapshots'),
  }
}

/**
 * One after the other: the system's recursive way tries for ever where a folder is there and takes none (/proc, a mount
 * that is not there).
 * @returns the uppermost that was made; null when all were there.
 */
export async function makeFolder(path: string): Promise<string | null> {
  const missing = await missingFolders(path)
  for (const folder of missing) await mkdir(folder, { mode: 0o700 }).catch(unlessThere(folder))
  return missing[0] ?? null
}

async function missingFolders(path: string): Promise<string[]> {
  if (await isFolder(path)) return []
  const above = dirname(path)
  return above === path ? [path] : [...(await missingFolders(above)), path]
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(whyOf(error))) return null
    throw error
  })
  return found !== null && found.isDirectory()
}

/** Another start may have made it in the meantime. */
function unlessThere(folder: string): (error: unknown) => Promise<void> {
  return async (error) => {
    if (whyOf(error) !== 'EEXIST' || !(await isFolder(folder))) throw error
  }
}

async function refuseNetwork(path: string): Promise<void> {
  const kind = await networkFilesystem(path)
  if (kind === null) return
  throw new StoreUnusable('network-filesystem', say('start.networkFolder', { path, finding: kind }))
}
