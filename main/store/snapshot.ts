import { chmod, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataSource } from 'typeorm'
import { type Clock, iso } from '../domain/clock'
import { openReader } from './data-source'
import { quickCheck } from './quick-check'
import { syncFile, syncFolder } from './sync-to-disk'

/**
 * A consistent copy of the database, on disk when the promise resolves, under its name only when it is complete and was
 * read through once.
 * @returns its path.
 */
export async function takeSnapshot(
  source: DataSource,
  options: { folder: string; name: string; clock: Clock },
): Promise<string> {
  const { folder, name, clock } = options
  const path = join(folder, `${name}-${iso(clock.now()).replaceAll(':', '-')}.sqlite`)
  const unfinished = `${path}.new`
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await rm(unfinished, { force: true })
  try {
    await source.query('VACUUM INTO ?', [unfinished])
    await chmod(unfinished, 0o600)
    await requireSound(unfinished)
    await syncFile(unfinished)
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  await syncFolder(folder)
  await syncFolder(join(folder, '..'))
  return path
}

async function requireSound(copy: string): Promise<void> {
  const reader = await openReader(copy, [])
  try {
    const finding = await quickCheck(reader)
    if (finding !== null) throw new Error(`The copy of the database is damaged (${finding})`)
  } finally {
    await reader.destroy()
  }
}
