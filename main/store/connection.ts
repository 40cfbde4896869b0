import { type EntityManager, QueryFailedError } from 'typeorm'
import { Conflict } from '../domain/errors'
import { StorageFailed, StorageFull, StorageReadOnly } from '../domain/saves/blob-store-errors'

/** SQLite names the columns of a broken uniqueness, and never their values. */
const conflicts: Readonly<Record<string, string>> = {
  'people.username': 'This name is taken',
  'devices.person_id, devices.client_device_identifier':
    'This person already has a device with this identifier',
}

/**
 * What a repository asks the database through, for as long as that may be asked: the hub's life for a reader, one
 * transaction for a writer. An operation somebody forgot to await would otherwise land in a stranger's transaction.
 */
export class Connection {
  private ended: string | null = null
  private readonly running = new Set<Promise<unknown>>()

  constructor(private readonly manager: EntityManager) {}

  async run<Result>(operation: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    if (this.ended !== null) throw new Error(this.ended)
    const running = operation(this.manager)
    this.running.add(running)
    try {
      return await running
    } catch (error) {
      throw withoutValues(error)
    } finally {
      this.running.delete(running)
    }
  }

  /** Waits for what is running. @param reason what later callers are told. */
  async end(reason: string): Promise<void> {
    this.ended = reason
    await Promise.allSettled(this.running)
  }
}

/**
 * TypeORM's error carries the bound parameters, hashes among them; a log must never see those. What the disk refused is
 * said as the stores of contents say it.
 */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof QueryFailedError)) return error
  const cause: unknown = error.driverError
  const message = cause instanceof Error ? cause.message : 'The database failed'
  const columns = /UNIQUE constraint failed: (.+)$/.exec(message)?.[1]
  if (columns !== undefined) return new Conflict(conflicts[columns] ?? 'This is already there')
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
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
