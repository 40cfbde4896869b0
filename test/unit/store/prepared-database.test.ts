import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PreparedDatabase } from '../../../main/store/prepared-database'

let folder: string
let database: PreparedDatabase

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-prepared-'))
  await new Promise<void>((resolve, reject) => {
    database = new PreparedDatabase(join(folder, 'test.sqlite'), (error) =>
      error ? reject(error) : resolve(),
    )
  })
  await run('CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT UNIQUE)')
})

afterEach(async () => {
  await close().catch(() => undefined)
  await rm(folder, { recursive: true, force: true })
})

const run = (sql: string, values: readonly unknown[] = []) =>
  new Promise<{ lastID: number; changes: number }>((resolve, reject) => {
    database.run(sql, values, function (this: { lastID: number; changes: number }, error: Error | null) {
      if (error) reject(error)
      else resolve({ lastID: this.lastID, changes: this.changes })
    })
  })

const all = (sql: string, values?: readonly unknown[]) =>
  new Promise<unknown[]>((resolve, reject) => {
    database.all(sql, values, (error: Error | null, rows: unknown[]) =>
      error ? reject(error) : resolve(rows),
    )
  })

const close = () =>
  new Promise<void>((resolve, reject) => {
    database.close((error) => (error ? reject(error) : resolve()))
  })

const insert = 'INSERT INTO things (name) VALUES (?)'
const select = 'SELECT name FROM things WHERE id = ?'

test('the same statement is answered afresh each time', async () => {
  for (const name of ['one', 'two', 'three']) await run(insert, [name])
  expect(await run(insert, ['four'])).toEqual({ lastID: 4, changes: 1 })
  expect(await all(select, [1])).toEqual([{ name: 'one' }])
  expect(await all(select, [2])).toEqual([{ name: 'two' }])
  expect(await all(select, [9])).toEqual([])
  await run('UPDATE things SET name = ? WHERE id = ?', ['uno', 1])
  expect(await all(select, [1])).toEqual([{ name: 'uno' }])
  expect(await all('SELECT count(*) AS count FROM things')).toEqual([{ count: 4 }])
})

test('one statement asked for many times at once is answered each time', async () => {
  for (const name of ['one', 'two', 'three']) await run(insert, [name])
  const answers = await Promise.all([1, 2, 3, 1, 2, 3].map((id) => all(select, [id])))
  expect(answers.flat()).toEqual(['one', 'two', 'three', 'one', 'two', 'three'].map((name) => ({ name })))
})

test('a statement that failed is good again', async () => {
  await run(insert, ['one'])
  await expect(run(insert, ['one'])).rejects.toThrow(/UNIQUE/)
  expect(await run(insert, ['two'])).toMatchObject({ changes: 1 })
  await expect(all('SELECT note FROM nowhere WHERE id = ?', [1])).rejects.toThrow(/no such table/)
  await run('CREATE TABLE nowhere (id INTEGER, note TEXT)')
  expect(await all('SELECT note FROM nowhere WHERE id = ?', [1])).toEqual([])
})

test('a table that changed is read as it is now', async () => {
  await run(insert, ['one'])
  expect(await all('SELECT * FROM things WHERE id = ?', [1])).toEqual([{ id: 1, name: 'one' }])
  await run("ALTER TABLE things ADD COLUMN colour TEXT DEFAULT 'red'")
  expect(await all('SELECT * FROM things WHERE id = ?', [1])).toEqual([{ id: 1, name: 'one', colour: 'red' }])
})

test('a setting is made each time it is asked for', async () => {
  const foreignKeys = () => all('PRAGMA foreign_keys')
  await run('PRAGMA foreign_keys = ON')
  await run('PRAGMA foreign_keys = OFF')
  await run('PRAGMA foreign_keys = ON')
  expect(await foreignKeys()).toEqual([{ foreign_keys: 1 }])
})

test('it closes with statements kept and under way', async () => {
  await run(insert, ['one'])
  const last = all(select, [1])
  await close()
  expect(await last).toEqual([{ name: 'one' }])
})
