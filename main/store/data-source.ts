import { access, constants } from 'node:fs/promises'
import sqlite3 from 'sqlite3'
import { DataSource } from 'typeorm'
import { say } from '../../shared/sentences/say'
import { entities } from './entities'
import { PreparedDatabase } from './prepared-database'
import { StoreUnusable } from './store-unusable'

/** TypeORM asks for `verbose()`, which may write bound values, hashes too, into the stacks of errors, and is slower. */
const driver = { verbose: () => ({ ...sqlite3, Database: PreparedDatabase }) }

/** Milliseconds to wait for somebody else's lock on the file, such as a virus scanner's or a database browser's. */
const busyTimeout = 5_000

/**
 * The one connection that writes. What it answered is on disk, as far as the system's fsync tells the truth.
 * @param known what TypeORM is asked about: none for a connection that is asked in SQL alone, which opens sooner.
 */
export async function openWriter(database: string, known = entities): Promise<DataSource> {
  // SQLite opens a file that may only be read without complaint: the complaint would come with the first save.
  await access(database, constants.W_OK)
  const writer = await connect(database, sqlite3.OPEN_READWRITE, known)
  try {
    await writer.query('PRAGMA synchronous = FULL')
    if (process.platform === 'darwin') await writer.query('PRAGMA fullfsync = ON')
    await requireWriteAheadLog(writer, database)
    return writer
  } catch (error) {
    await writer.destroy()
    throw error
  }
}

/** The connection of the queries: SQLite itself refuses a write through it. @param known as of {@link openWriter} */
export function openReader(database: string, known = entities): Promise<DataSource> {
  return connect(database, sqlite3.OPEN_READONLY, known)
}

/** Moves everything from the log into the database file, then closes. Whoever reads it must have closed before. */
export async function closeWriter(writer: DataSource): Promise<void> {
  try {
    await writer.query('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    await writer.destroy()
  }
}

function connect(database: string, mode: number, known: typeof entities): Promise<DataSource> {
  return new DataSource({
    type: 'sqlite',
    driver,
    database,
    flags: mode | sqlite3.OPEN_FULLMUTEX,
    busyTimeout,
    entities: known,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
  }).initialize()
}

async function requireWriteAheadLog(writer: DataSource, database: string): Promise<void> {
  const rows: { journal_mode: string }[] = await writer.query('PRAGMA journal_mode = WAL')
  if (rows[0]?.journal_mode === 'wal') return
  throw new StoreUnusable('network-filesystem', say('start.noLog', { path: database }))
}
