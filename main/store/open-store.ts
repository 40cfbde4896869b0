import type { SnapshotStore } from '../domain/storage/snapshots'
import type { UnitOfWork } from '../domain/unit-of-work'
import { closedStore } from './closed-store'
import { Connection } from './connection'
import { ensureDatabase } from './create-database'
import { type DataFolder, openDataFolder } from './data-folder'
import { closeWriter, openReader, openWriter } from './data-source'
import { fileSnapshots } from './file-snapshots'
import { type FolderLock, lockFolder } from './folder-lock'
import { migrate } from './migrate'
import { Remembered } from './remembered'
import { readersOn } from './repositories'
import { refuseMoved } from './move/moved-folder'
import type { StoreOptions } from './store-options'
import { finishReplacement } from './replace/finish-replacement'
import { asUnusable } from './store-unusable'
import { learnToTakeIn } from './taken-in'
import { WriteQueue } from './write-queue'

export interface Store extends UnitOfWork {
  readonly snapshots: SnapshotStore
  /** Does something while nothing is written; if it goes well, later writes are refused for this reason. */
  retire(work: () => Promise<void>, reason: Error): Promise<void>
  /** Waits for the writes already asked for, moves all into the database file, and lets the folder go. */
  close(): Promise<void>
}

/**
 * Opens the database of a data folder, made or brought up to date if it must be, and keeps every other hub out.
 * @throws StoreUnusable when the folder cannot be used; nothing in it was changed then.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  await refuseMoved(options.folder)
  const folder = await openDataFolder(options.folder)
  const lock = await lockFolder(folder)
  try {
    return await openLocked(folder, lock, options)
  } catch (error) {
    await lock.release()
    throw asUnusable(error, folder.database)
  }
}

async function openLocked(folder: DataFolder, lock: FolderLock, options: StoreOptions): Promise<Store> {
  const { database, snapshots } = folder
  const { clock, log } = options
  await finishReplacement(folder, clock)
  await ensureDatabase(folder, options)
  const writer = await openWriter(database)
  try {
    await migrate({ writer, database, snapshots, clock, log })
    const reader = await openReader(database)
    const remembered = new Remembered()
    const queries = new Connection(reader.manager, { remembered })
    await learnToTakeIn(writer)
    const queue = new WriteQueue(writer, { remembered, takesIn: true })

    const close = async () => {
      await queue.close()
      await queries.end(closedStore())
      try {
        await reader.destroy()
        await closeWriter(writer)
      } finally {
        await lock.release()
      }
    }
    let closing: Promise<void> | null = null
    return {
      read: readersOn(queries),
      write: (work) => queue.write(work),
      retire: (work, reason) => queue.retire(work, reason),
      snapshots: fileSnapshots(folder, clock),
      close: () => (closing ??= close()),
    }
  } catch (error) {
    await writer.destroy()
    throw error
  }
}
