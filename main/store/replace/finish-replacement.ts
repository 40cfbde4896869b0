import { mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, iso } from '../../domain/clock'
import type { DataFolder } from '../data-folder'
import { syncFolder } from '../sync-to-disk'

/** A database that is complete and waits to take the place of the other. */
const replacementName = 'roost.sqlite.replacement'

export function replacementPath(folder: DataFolder): string {
  return join(folder.path, replacementName)
}

/**
 * Puts a database that waits in the place of the one before, whose files are kept aside. A crash at any point leaves one
 * of the two: what waits goes on waiting until the old files are away, and the next start goes on from there.
 * @returns where the old files are; null when nothing waits.
 */
export async function finishReplacement(folder: DataFolder, clock: Clock): Promise<string | null> {
  const names = await readdir(folder.path)
  if (!names.includes(replacementName)) return null
  // The log first: without it the old database is only older, but a log beside a new database would spoil that.
  const old = ['roost.sqlite-wal', 'roost.sqlite-shm', 'roost.sqlite'].filter((name) => names.includes(name))
  const aside = old.length > 0 ? await newFolder(join(folder.path, 'replaced'), iso(clock.now())) : null
  if (aside !== null) {
    for (const name of old) await rename(join(folder.path, name), join(aside, name))
    for (const changed of [aside, join(aside, '..'), folder.path]) await syncFolder(changed)
  }
  await rename(replacementPath(folder), folder.database)
  await syncFolder(folder.path)
  return aside
}

/** One of its own, for what is kept is never written over. */
async function newFolder(parent: string, moment: string): Promise<string> {
  await mkdir(parent, { recursive: true, mode: 0o700 })
  const taken = await readdir(parent)
  const stamp = moment.replaceAll(':', '-')
  let name = stamp
  for (let count = 2; taken.includes(name); count += 1) name = `${stamp}-${count}`
  await mkdir(join(parent, name), { mode: 0o700 })
  return join(parent, name)
}
