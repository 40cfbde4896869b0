import { readFile, rm, writeFile } from 'node:fs/promises'
import sqlite3 from 'sqlite3'
import { say } from '../../shared/sentences/say'
import type { DataFolder } from './data-folder'
import { asUnusable, StoreUnusable } from './store-unusable'

export interface FolderLock {
  release(): Promise<void>
}

/** Milliseconds: enough for one of two that start in the same moment, or for one that is just ending. */
const patience = 250

/**
 * The driver closes a connection that is collected as garbage, and with it the lock would go: it is kept here whoever
 * forgets the store.
 */
const held = new Set<sqlite3.Database>()

/**
 * Keeps every other hub out of the folder. It is a transaction that never ends on a SQLite file of its own: the
 * system drops its lock with the process, however that ends, so there is no stale lock to clear. Nothing else in
 * this process may open that file: POSIX drops all locks of a process on a file when any of its descriptors on it
 * closes.
 */
export async function lockFolder(folder: DataFolder): Promise<FolderLock> {
  const database = await openDatabase(folder.lock).catch((error: unknown) => {
    throw asUnusable(error, folder.lock)
  })
  try {
    database.configure('busyTimeout', patience)
    await execute(database, 'BEGIN EXCLUSIVE')
    await writeFile(folder.holder, `${process.pid}\n`, { mode: 0o600 })
  } catch (error) {
    await closeDatabase(database)
    throw await refusal(folder, error)
  }
  held.add(database)
  return {
    async release() {
      held.delete(database)
      await rm(folder.holder, { force: true })
      await closeDatabase(database)
    },
  }
}

async function refusal(folder: DataFolder, cause: unknown): Promise<unknown> {
  const unusable = asUnusable(cause, folder.lock)
  if (!(unusable instanceof StoreUnusable) || unusable.reason !== 'locked') return unusable
  const holder = await readFile(folder.holder, 'utf8').catch(() => '')
  const isKnown = /^\d+\n$/.test(holder)
  return new StoreUnusable(
    'locked',
    isKnown
      ? say('start.otherRoostKnown', { process: holder.trim(), path: folder.path })
      : say('start.otherRoost', { path: folder.path }),
    { cause },
  )
}

function openDatabase(path: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const database: sqlite3.Database = new sqlite3.Database(path, (error) => {
      if (error) reject(error)
      else resolve(database)
    })
  })
}

function execute(database: sqlite3.Database, statements: string): Promise<void> {
  return new Promise((resolve, reject) => {
    database.exec(statements, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}

function closeDatabase(database: sqlite3.Database): Promise<void> {
  return new Promise((resolve, reject) => {
    database.close((error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}
