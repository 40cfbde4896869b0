import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeWriter, openReader } from '../../../main/store/data-source'
import { migrate } from '../../../main/store/migrate'
import { migrations } from '../../../migrations'
import { emptyDatabase, type MigrationBench, migrationOf } from '../../migrations/fixture'
import { refusalOf } from './fixture'

const first = migrationOf(
  1,
  'CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT) STRICT',
  'CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents ON DELETE CASCADE) STRICT',
)
const rebuild = migrationOf(
  2,
  'CREATE TABLE parents_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT',
  'INSERT INTO parents_new SELECT id, name FROM parents',
  'DROP TABLE parents',
  'ALTER TABLE parents_new RENAME TO parents',
)

async function family() {
  const bench = await emptyDatabase()
  await migrate(bench, [first])
  await bench.insert('parents', { id: 1, name: 'Robin' })
  await bench.insert('children', { id: 1, parent: 1 })
  await bench.insert('children', { id: 2, parent: 1 })
  return bench
}

/** Everything in the database, schema and rows. */
async function contents(bench: MigrationBench) {
  const schema = await bench.rows('sqlite_schema')
  const tables = schema.flatMap(({ type, name }) => (type === 'table' ? [String(name)] : []))
  return { schema, rows: await Promise.all(tables.map(async (table) => [table, await bench.rows(table)])) }
}

function foreignKeys({ writer }: MigrationBench): Promise<unknown> {
  return writer.query('PRAGMA foreign_keys')
}

test('the list is in the order of its timestamps, and every name says its own', () => {
  const stamps = migrations.map(({ name }) => Number(/^[A-Z][A-Za-z]+(\d{13})$/.exec(name)?.[1]))
  expect(stamps).toEqual([...new Set(stamps)].sort((a, b) => a - b))
  expect(stamps).not.toContain(Number.NaN)
  for (const migration of migrations) expect(migration.constructor.name).toBe(migration.name)
})

test('every migration has a file under its timestamp and a test of its own', async () => {
  const files = (await readdir('migrations')).filter((file) => /^\d/.test(file)).sort()
  expect(files.map((file) => Number(file.slice(0, 13)))).toEqual(
    migrations.map(({ name }) => Number(name.slice(-13))),
  )
  const tests = await readdir('test/migrations')
  for (const file of files) expect(tests).toContain(file.replace(/\.ts$/, '.test.ts'))
})

test('the first time needs no copy; nothing pending does nothing', async () => {
  const bench = await emptyDatabase()
  await migrate(bench)
  expect(bench.messages).toHaveLength(1)
  expect(await readdir(bench.folder)).not.toContain('snapshots')
  const before = await contents(bench)
  await migrate(bench)
  expect(await contents(bench)).toEqual(before)
  expect(bench.messages).toHaveLength(1)
})

test('rows that point to a rebuilt table survive, and the copy holds the database of before', async () => {
  const bench = await family()
  const before = await contents(bench)
  await migrate(bench, [first, rebuild])
  expect(await bench.rows('children')).toEqual([
    { id: 1, parent: 1 },
    { id: 2, parent: 1 },
  ])
  expect(await bench.rows('parents')).toEqual([{ id: 1, name: 'Robin' }])
  expect((await bench.rows('migrations')).map(({ name }) => name)).toEqual([first.name, rebuild.name])
  expect(await foreignKeys(bench)).toEqual([{ foreign_keys: 1 }])
  await expect(bench.insert('children', { id: 3, parent: 9 })).rejects.toThrow('FOREIGN KEY')

  const copies = await readdir(bench.snapshots)
  expect(copies).toEqual([`before-${rebuild.name}-2026-01-02T12-00-00.000Z.sqlite`])
  const copy = await openReader(join(bench.snapshots, String(copies[0])))
  try {
    expect(await contents({ ...bench, rows: (table) => copy.query(`SELECT * FROM ${table}`) })).toEqual(
      before,
    )
  } finally {
    await copy.destroy()
  }
})

test('a migration that fails leaves everything as it was, also what the one before it did', async () => {
  const bench = await family()
  const before = await contents(bench)
  const broken = migrationOf(3, 'DELETE FROM children', 'INSERT INTO nowhere VALUES (1)')
  const error = await refusalOf(migrate(bench, [first, rebuild, broken]))
  expect(error.reason).toBe('migration-failed')
  expect(error.message).toContain('no such table: nowhere')
  expect(error.message).toContain(join(bench.snapshots, `before-${rebuild.name}`))
  expect(await contents(bench)).toEqual(before)
  expect(await foreignKeys(bench)).toEqual([{ foreign_keys: 1 }])

  await migrate(bench, [first, rebuild])
  expect(await bench.rows('children')).toHaveLength(2)
})

test('a migration that would orphan rows is undone', async () => {
  const bench = await family()
  const before = await contents(bench)
  const error = await refusalOf(migrate(bench, [first, migrationOf(2, 'DELETE FROM parents')]))
  expect(error.reason).toBe('migration-failed')
  expect(error.message).toContain('2 rows would point to nothing, the first in children to parents')
  expect(error.message).toContain(bench.snapshots)
  expect(await contents(bench)).toEqual(before)
  expect(await foreignKeys(bench)).toEqual([{ foreign_keys: 1 }])
})

test('a migration that leaves rows its own schema forbids is undone', async () => {
  const bench = await family()
  const before = await contents(bench)
  const sly = migrationOf(
    2,
    'PRAGMA ignore_check_constraints = ON',
    'ALTER TABLE parents ADD COLUMN age INTEGER CHECK (age > 0)',
    'UPDATE parents SET age = -1',
    'PRAGMA ignore_check_constraints = OFF',
  )
  const error = await refusalOf(migrate(bench, [first, sly]))
  expect(error.reason).toBe('migration-failed')
  expect(error.message).toContain('CHECK')
  expect(await contents(bench)).toEqual(before)
})

test('a failing first migration needs no copy and leaves an empty database', async () => {
  const bench = await emptyDatabase()
  const error = await refusalOf(migrate(bench, [migrationOf(1, 'CREATE TABLE a (b TEXT)', 'nonsense')]))
  expect(error.reason).toBe('migration-failed')
  expect(error.message).toContain('Nothing was changed')
  expect(await bench.rows('sqlite_schema')).toEqual([])
})

test.each([
  ['newer', 'a database of a later version', [first, rebuild], [first]],
  ['unknown-migration', 'a step this version never had', [first, migrationOf(2)], [first, migrationOf(3)]],
  [
    'unknown-migration',
    'a late, older step',
    [first, migrationOf(3)],
    [first, migrationOf(2), migrationOf(3)],
  ],
  ['unknown-migration', 'another order', [migrationOf(5), migrationOf(4)], [migrationOf(4), migrationOf(5)]],
] as const)('%s: %s is refused as it is', async (reason, _case, applied, known) => {
  const bench = await emptyDatabase()
  await migrate(bench, applied)
  const before = await contents(bench)
  const error = await refusalOf(migrate(bench, known))
  expect(error.reason).toBe(reason)
  expect(error.message).toContain('Nothing was changed')
  expect(await contents(bench)).toEqual(before)
  expect(await readdir(bench.folder)).not.toContain('snapshots')
})

test('no copy, no change', async () => {
  const bench = await family()
  const before = await contents(bench)
  const error = await refusalOf(migrate({ ...bench, snapshots: bench.database }, [first, rebuild]))
  expect(error.reason).toBe('migration-failed')
  expect(error.message).toContain('the copy to make first failed')
  expect(await contents(bench)).toEqual(before)
})

test('a damaged database is not migrated', async () => {
  const bench = await family()
  await bench.writer.query('PRAGMA ignore_check_constraints = ON')
  await bench.writer.query('PRAGMA writable_schema = ON')
  await bench.writer.query(`UPDATE sqlite_schema SET sql = replace(sql, 'name TEXT', 'name TEXT NOT NULL')`)
  await bench.insert('parents', { id: 2, name: null })
  await bench.writer.query('PRAGMA writable_schema = RESET')
  const error = await refusalOf(migrate(bench, [first, rebuild]))
  expect(error.reason).toBe('damaged')
  expect(await readdir(bench.folder)).not.toContain('snapshots')
})

test('closing moves everything into the database file', async () => {
  const bench = await family()
  await closeWriter(bench.writer)
  expect(await readdir(bench.folder)).toEqual(['roost.sqlite'])
  expect((await readFile(bench.database)).includes('Robin')).toBe(true)
})
