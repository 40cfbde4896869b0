import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { say } from '../../shared/sentences/say'
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
    const made = await mkdir(path, { recursive: true, mode: 0o700 })
    if (made !== undefined) await syncFolder(dirname(made))
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

async function refuseNetwork(path: string): Promise<void> {
  const kind = await networkFilesystem(path)
  if (kind === null) return
  throw new StoreUnusable('network-filesystem', say('start.networkFolder', { path, finding: kind }))
}
