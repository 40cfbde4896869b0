import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataFolder } from './data-folder'
import { closeWriter, openWriter } from './data-source'
import { whyOf } from './error-code'
import { migrate } from './migrate'
import type { StoreOptions } from './store-options'
import { damage } from './store-unusable'
import { syncFile, syncFolder } from './sync-to-disk'

/**
 * Makes a database where there is none. It is built under another name and renamed when complete: an empty file
 * under the real name is therefore always damage, and never taken for a first start.
 */
export async function ensureDatabase(folder: DataFolder, { clock, log }: StoreOptions): Promise<void> {
  const { database, unfinished, snapshots } = folder
  const size = await sizeOf(database)
  if (size === 0) throw damage(database, 'the file is empty')
  if (size !== null) return
  if (await sizeOf(`${database}-wal`)) throw damage(database, 'the file is missing while its log is there')
  if (await hasSaves(folder.path)) throw damage(database, 'the file is missing while its saves are there')

  for (const ending of ['', '-wal', '-shm']) await rm(unfinished + ending, { force: true })
  const handle = await open(unfinished, 'wx', 0o600)
  await handle.close()
  const writer = await openWriter(unfinished, [])
  try {
    await migrate({ writer, database, snapshots, clock, log })
  } finally {
    await closeWriter(writer)
  }
  await syncFile(unfinished)
  await rename(unfinished, database)
  await syncFolder(folder.path)
}

/** Whether a hub ever stored anything in a folder, which need not be there. */
export async function isUntouched(folder: string): Promise<boolean> {
  for (const name of ['roost.sqlite', 'roost.sqlite-wal', 'replaced', 'snapshots']) {
    if (await stat(join(folder, name)).catch(isAway)) return false
  }
  return !(await hasSaves(folder))
}

/** Whatever else keeps a folder from being looked into is said when it is opened. */
function isAway(error: unknown): boolean {
  return whyOf(error) !== 'ENOENT'
}

/** A first start makes the database before anything is stored: stored things without one are a database that is lost. */
async function hasSaves(dataFolder: string): Promise<boolean> {
  for (const folder of ['blobs', 'sidecars']) {
    const names = await readdir(join(dataFolder, folder)).catch(() => [])
    if (names.some((name) => /^[0-9a-f]{2}$/.test(name))) return true
  }
  return false
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  return found && found.size
}
