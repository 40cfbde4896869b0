import type { DataSource } from 'typeorm'
import { say } from '../../shared/sentences/say'
import { migrations, type NamedMigration } from '../../migrations'
import type { Clock } from '../domain/clock'
import { quickCheck } from './quick-check'
import { takeSnapshot } from './snapshot'
import type { StoreLog } from './store-options'
import { damage, StoreUnusable } from './store-unusable'
import { inTransaction } from './transaction'

export interface MigrateOptions {
  readonly writer: DataSource
  /** Path of the database file, for messages. */
  readonly database: string
  /** Where the copy made before a change goes. */
  readonly snapshots: string
  readonly clock: Clock
  readonly log: StoreLog
}

/**
 * Brings the database to the last of `known`, all pending migrations in one transaction, after a copy if it holds
 * anything. Refuses a database that others than the first of `known`, in their order, have shaped.
 */
export async function migrate(options: MigrateOptions, known = migrations): Promise<void> {
  const { writer, database, log } = options
  const applied = await appliedNames(writer, database)
  refuseStranger(database, applied, known)
  const pending = known.slice(applied.length)
  const [first] = pending
  if (first === undefined) return

  let snapshot: string | null = null
  if (applied.length > 0) {
    await refuseDamage(options)
    snapshot = await snapshotBefore(options, first)
  }
  try {
    await withoutForeignKeys(writer, () => inTransaction(writer, () => runAll(writer, pending)))
  } catch (error) {
    throw failure(options, error, snapshot)
  }
  log.info({ migrations: pending.map(({ name }) => name), snapshot }, 'The database was brought up to date')
}

async function appliedNames(writer: DataSource, database: string): Promise<string[]> {
  const tables: { name: string }[] = await writer.query(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
  if (tables.length === 0) return []
  if (!tables.some(({ name }) => name === 'migrations')) throw foreign(database, 'it was not made by Roost')
  const rows: { name: string }[] = await writer.query('SELECT name FROM migrations ORDER BY id')
  return rows.map(({ name }) => name)
}

function refuseStranger(
  database: string,
  applied: readonly string[],
  known: readonly NamedMigration[],
): void {
  const names = known.map(({ name }) => name)
  const unknown = applied.find((name) => !names.includes(name))
  if (unknown !== undefined && timestampOf(unknown) > timestampOf(names.at(-1) ?? '')) {
    throw new StoreUnusable('newer', say('start.newer', { path: database, finding: unknown }))
  }
  const firstWrong = unknown ?? applied.find((name, position) => names[position] !== name)
  if (firstWrong === undefined) return
  throw foreign(database, `${firstWrong} does not follow from what this version knows`)
}

function foreign(database: string, why: string): StoreUnusable {
  return new StoreUnusable('unknown-migration', say('start.foreign', { path: database, finding: why }))
}

/** Migration names end with the moment they were written, in milliseconds. */
function timestampOf(name: string): number {
  return Number(/\d{13}$/.exec(name)?.[0] ?? 0)
}

async function refuseDamage({ writer, database }: MigrateOptions): Promise<void> {
  const finding = await quickCheck(writer)
  if (finding !== null) throw damage(database, finding)
}

async function snapshotBefore(options: MigrateOptions, { name }: NamedMigration): Promise<string> {
  const { writer, snapshots, clock, database } = options
  try {
    return await takeSnapshot(writer, { folder: snapshots, name: `before-${name}`, clock })
  } catch (error) {
    throw new StoreUnusable(
      'migration-failed',
      say('start.noCopy', { path: database, finding: messageOf(error), folder: snapshots }),
      { cause: error },
    )
  }
}

/**
 * SQLite ignores the switch inside a transaction, so it is turned before; otherwise dropping a table to rebuild it
 * would silently delete every row that points to it (ON DELETE CASCADE).
 */
async function withoutForeignKeys(writer: DataSource, work: () => Promise<void>): Promise<void> {
  await writer.query('PRAGMA foreign_keys = OFF')
  try {
    await work()
  } finally {
    await writer.query('PRAGMA foreign_keys = ON')
  }
}

async function runAll(writer: DataSource, pending: readonly NamedMigration[]): Promise<void> {
  const runner = writer.createQueryRunner()
  await runner.query(
    'CREATE TABLE IF NOT EXISTS migrations ' +
      '(id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp INTEGER NOT NULL, name TEXT NOT NULL UNIQUE) STRICT',
  )
  for (const migration of pending) {
    await migration.up(runner)
    await runner.query('INSERT INTO migrations (timestamp, name) VALUES (?, ?)', [
      timestampOf(migration.name),
      migration.name,
    ])
  }
  await requireSound(writer)
}

/** Violations come as rows, not as errors: they must be read, and before the commit. */
async function requireSound(writer: DataSource): Promise<void> {
  const orphans: { table: string; parent: string }[] = await writer.query('PRAGMA foreign_key_check')
  const [orphan] = orphans
  if (orphan !== undefined) {
    throw new Error(
      `${orphans.length} rows would point to nothing, the first in ${orphan.table} to ${orphan.parent}`,
    )
  }
  const finding = await quickCheck(writer)
  if (finding !== null) throw new Error(finding)
}

function failure({ database }: MigrateOptions, error: unknown, snapshot: string | null): StoreUnusable {
  const what = { path: database, finding: messageOf(error) }
  return new StoreUnusable(
    'migration-failed',
    snapshot === null
      ? say('start.notBrought', what)
      : say('start.notBroughtCopied', { ...what, copy: snapshot }),
    { cause: error },
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
