import { expect, test } from 'vitest'
import { inTransaction } from '../../../main/store/transaction'
import { emptyDatabase } from '../../migrations/fixture'

async function withNumbers() {
  const bench = await emptyDatabase()
  await bench.writer.query(
    'CREATE TABLE numbers (n INTEGER PRIMARY KEY, twin INTEGER REFERENCES numbers, text TEXT)',
  )
  return bench
}

test('a commit that fails rolls back, and the next transaction is a whole one', async () => {
  const { writer, insert, rows } = await withNumbers()
  const failing = inTransaction(writer, async () => {
    await writer.query('PRAGMA defer_foreign_keys = ON')
    await insert('numbers', { n: 1, twin: 2 })
  })
  await expect(failing).rejects.toThrow('FOREIGN KEY constraint failed')
  expect(await rows('numbers')).toEqual([])

  const thrown = new Error('undo')
  const undone = inTransaction(writer, async () => {
    await insert('numbers', { n: 3 })
    throw thrown
  })
  await expect(undone).rejects.toBe(thrown)
  await inTransaction(writer, () => insert('numbers', { n: 4 }))
  expect((await rows('numbers')).map(({ n }) => n)).toEqual([4])
})

test('a rollback SQLite makes by itself is told by its own cause, and the next transaction is a whole one', async () => {
  const { writer, insert, rows } = await withNumbers()
  await writer.query(
    "CREATE TRIGGER strict BEFORE INSERT ON numbers WHEN new.n < 0 BEGIN SELECT RAISE(ROLLBACK, 'no'); END",
  )
  const failing = inTransaction(writer, async () => {
    await insert('numbers', { n: 1 })
    await insert('numbers', { n: -1 })
  })
  await expect(failing).rejects.toThrow('SQLITE_CONSTRAINT: no')
  await inTransaction(writer, () => insert('numbers', { n: 2 }))
  expect((await rows('numbers')).map(({ n }) => n)).toEqual([2])
})

test('a full disk fails the write and nothing else', async () => {
  const { writer, insert, rows } = await withNumbers()
  await insert('numbers', { n: 1 })
  await writer.query('PRAGMA max_page_count = 10')
  const filling = inTransaction(writer, async () => {
    for (let n = 2; n < 100; n += 1) await insert('numbers', { n, text: 'x'.repeat(2_000) })
  })
  await expect(filling).rejects.toThrow('SQLITE_FULL')
  await inTransaction(writer, () => insert('numbers', { n: 2 }))
  expect((await rows('numbers')).map(({ n }) => n)).toEqual([1, 2])
})
