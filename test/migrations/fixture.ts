import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DataSource } from 'typeorm'
import { onTestFinished } from 'vitest'
import { openWriter } from '../../main/store/data-source'
import { migrate, type MigrateOptions } from '../../main/store/migrate'
import { migrations, type NamedMigration } from '../../migrations'

export interface MigrationBench extends MigrateOptions {
  readonly folder: string
  readonly writer: DataSource
  readonly messages: string[]
  /** Every row of a table, as SQLite keeps it. */
  readonly rows: (table: string) => Promise<Record<string, unknown>[]>
  /** Inserts one row, by column names. */
  readonly insert: (table: string, row: Record<string, unknown>) => Promise<void>
}

/** An empty database file, opened as the hub opens it; it goes when the test ends. */
export async function emptyDatabase(): Promise<MigrationBench> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-migration-'))
  const database = join(folder, 'roost.sqlite')
  await writeFile(database, '')
  const writer = await openWriter(database)
  onTestFinished(async () => {
    if (writer.isInitialized) await writer.destroy()
    await rm(folder, { recursive: true, force: true })
  })
  const messages: string[] = []
  return {
    folder,
    database,
    writer,
    messages,
    snapshots: join(folder, 'snapshots'),
    clock: { now: () => Date.parse('2026-01-02T12:00:00.000Z'), after: () => () => undefined },
    log: {
      info: (_fields, message) => messages.push(message),
      warn: (_fields, message) => messages.push(message),
    },
    rows: (table) => writer.query(`SELECT * FROM ${table}`),
    insert: async (table, row) => {
      const columns = Object.keys(row)
      const places = columns.map(() => '?').join(', ')
      await writer.query(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`,
        Object.values(row),
      )
    },
  }
}

/** The database as it was just before the migration of this name. */
export async function databaseBefore(name: string): Promise<MigrationBench> {
  const bench = await emptyDatabase()
  await migrate(bench, migrations.slice(0, positionOf(name)))
  return bench
}

/** Runs the migration of this name, and no later one. */
export async function migrateTo(bench: MigrationBench, name: string): Promise<void> {
  await migrate(bench, migrations.slice(0, positionOf(name) + 1))
}

/** A made-up migration that runs some statements, named after its place in a made-up order. */
export function migrationOf(place: number, ...statements: string[]): NamedMigration {
  return {
    name: `Step${1_800_000_000_000 + place}`,
    async up(runner) {
      for (const statement of statements) await runner.query(statement)
    },
    down: () => Promise.reject(new Error('never')),
  }
}

function positionOf(name: string): number {
  const position = migrations.findIndex((migration) => migration.name === name)
  if (position < 0) throw new Error(`There is no migration ${name}`)
  return position
}
