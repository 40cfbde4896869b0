import { type EntityManager, QueryFailedError } from 'typeorm'
import { Conflict } from '../domain/errors'
import { StorageFailed, StorageFull, StorageReadOnly } from '../domain/saves/blob-store-errors'
import { PreparedDatabase } from './prepared-database'
import type { Remembered } from './remembered'
import { type ForeseenUpload, stillForeseen } from './foreseen-upload'
import { type TakenIn, takeInStatement, valuesOf } from './taken-in'

/** SQLite names the columns of a broken uniqueness, and never their values. */
const conflicts: Readonly<Record<string, string>> = {
  'people.username': 'This name is taken',
  'devices.person_id, devices.client_device_identifier':
    'This person already has a device with this identifier',
}

/** A failure after which nobody knows what is left of the transaction. */
export class TransactionLost extends Error {
  constructor(override readonly cause: unknown) {
    super('The transaction was lost')
  }
}

/** What a connection is given besides the database. */
export interface ConnectionOptions {
  /** Done once before the first statement that may write. */
  readonly beforeWriting?: () => Promise<void>
  /** What may be answered without asking the database; never inside a transaction. */
  readonly remembered?: Remembered
  /** Told of a device that was seen, when that is on disk. */
  readonly onSeen?: (deviceId: string, at: string) => void
  /** Whether {@link TakenIn} is known to this database. */
  readonly takesIn?: boolean
}

/** A statement that only reads. */
const reading = /^\s*(?:SELECT|WITH)\b/

/**
 * What a repository asks the database through, for as long as that may be asked: the hub's life for a reader, one
 * transaction for a writer. An operation somebody forgot to await would otherwise land in a stranger's transaction.
 *
 * The few things every upload and download writes wait until something else is asked or the mutation ends, and are then
 * written by one statement: a trip to the database takes longer than most of what is done there.
 */
export class Connection {
  private ended: Error | null = null
  private readonly running = new Set<Promise<unknown>>()
  private readonly database: PreparedDatabase
  private prepared: Promise<void> | null = null
  private waiting: TakenIn = {}
  private seen: TakenIn['seen'] | null = null
  /** Ends when everything that was left is written. */
  private writing: Promise<void> = Promise.resolve()
  /** What was read ahead for an upload; it holds only as long as nothing is written. */
  foreseen: ForeseenUpload | null = null
  readonly remembered: Remembered | null

  constructor(
    private readonly manager: EntityManager,
    private readonly options: ConnectionOptions = {},
  ) {
    this.database = databaseOf(manager)
    this.remembered = options.remembered ?? null
  }

  /** Whatever TypeORM is asked may write. */
  run<Result>(operation: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.perform(async () => {
      await this.prepareToWrite()
      return operation(this.manager)
    })
  }

  /** The rows of one statement, asked of the driver itself: TypeORM takes longer than the database. */
  rows<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.perform(async () => {
      if (this.isWaiting || !reading.test(sql)) await this.prepareToWrite()
      else await this.writing
      return this.database.rows<Row>(sql, values)
    })
  }

  /** @returns the id SQLite gave to the row that one statement inserted. */
  insert(sql: string, values: readonly unknown[]): Promise<number> {
    return this.perform(async () => {
      await this.prepareToWrite()
      return this.database.insert(sql, values)
    })
  }

  /**
   * Leaves something to be written with the rest of the mutation.
   * @returns false where that cannot be, because something of its kind waits already or the database is another one.
   */
  leave(what: TakenIn): boolean {
    if (this.ended !== null) throw this.ended
    if (this.options.takesIn !== true) return false
    if (Object.keys(what).some((part) => part in this.waiting)) return false
    this.waiting = { ...this.waiting, ...what }
    this.foreseen = this.foreseen && stillForeseen(this.foreseen, what)
    return true
  }

  /** Writes what waits, as the last of the mutation: one statement is all or nothing by itself. */
  async flush(): Promise<void> {
    if (!this.isWaiting) return this.writing
    const isAlone = this.prepared === null
    await this.perform(async () => {
      try {
        await this.write()
      } catch (error) {
        // Of one statement only a broken constraint undoes no more than itself (sqlite.org/lang_conflict.html).
        if (!isAlone || codeOf(error) === 'SQLITE_CONSTRAINT') throw error
        throw new TransactionLost(withoutValues(error))
      }
    })
  }

  /** What is written is on disk. */
  committed(): void {
    if (this.seen) this.options.onSeen?.(this.seen.deviceId, this.seen.at)
  }

  /** Waits for what is running. @param reason what later callers are told. */
  async end(reason: Error): Promise<void> {
    this.ended = reason
    await Promise.allSettled(this.running)
  }

  private get isWaiting(): boolean {
    return Object.keys(this.waiting).length > 0
  }

  private async prepareToWrite(): Promise<void> {
    this.foreseen = null
    await (this.prepared ??= this.options.beforeWriting?.() ?? Promise.resolve())
    if (this.isWaiting) await this.write()
    // What another one of those that run at the same time began to write may be what this one builds on.
    else await this.writing
  }

  private async write(): Promise<void> {
    const { waiting } = this
    this.waiting = {}
    this.foreseen = null
    this.seen = waiting.seen ?? this.seen
    const before = this.writing
    this.writing = (async () => {
      await before
      await this.database.rows(takeInStatement, valuesOf(waiting))
    })()
    await this.writing
  }

  private async perform<Result>(operation: () => Promise<Result>): Promise<Result> {
    if (this.ended !== null) throw this.ended
    const running = operation()
    this.running.add(running)
    try {
      return await running
    } catch (error) {
      throw withoutValues(error)
    } finally {
      this.running.delete(running)
    }
  }
}

/** The connection of the driver itself. */
export function databaseOf({ connection }: EntityManager): PreparedDatabase {
  const { driver } = connection
  if ('databaseConnection' in driver && driver.databaseConnection instanceof PreparedDatabase) {
    return driver.databaseConnection
  }
  throw new Error('This is no connection of the store')
}

/**
 * TypeORM's error carries the bound parameters, hashes among them; a log must never see those. What the disk refused is
 * said as the stores of contents say it.
 */
export function withoutValues(error: unknown): unknown {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error
  const code = codeOf(cause)
  if (!(error instanceof QueryFailedError) && !code.startsWith('SQLITE_')) return error
  const message = cause instanceof Error ? cause.message : 'The database failed'
  const columns = /UNIQUE constraint failed: (.+)$/.exec(message)?.[1]
  if (columns !== undefined) return new Conflict(conflicts[columns] ?? 'This is already there')
  switch (code) {
    case 'SQLITE_FULL':
      return new StorageFull({ cause })
    case 'SQLITE_READONLY':
      return new StorageReadOnly({ cause })
    case 'SQLITE_IOERR':
    case 'SQLITE_CANTOPEN':
      return new StorageFailed({ cause })
    default:
      return new Error(message, { cause })
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
