import { join } from 'node:path'
import { DataSource } from 'typeorm'
import { expect, test, vi } from 'vitest'
import { openReader, openWriter } from '../../../main/store/data-source'
import { WriteQueue } from '../../../main/store/write-queue'
import { open, temporaryFolder } from './fixture'

/** The queue of a store that was made and closed, with everything its connection is asked. */
async function aQueue() {
  const folder = await temporaryFolder()
  await (await open(folder)).close()
  const database = join(folder, 'roost.sqlite')
  const writer = await openWriter(database)
  const reader = await openReader(database)
  const asked: string[] = []
  let isBroken = false
  vi.spyOn(writer, 'query').mockImplementation(function spied(this: typeof writer, sql, parameters) {
    asked.push(sql)
    if (sql !== 'COMMIT' || !isBroken) return DataSource.prototype.query.call(this, sql, parameters)
    isBroken = false
    return Promise.reject(new Error('the disk is gone'))
  })
  return {
    queue: new WriteQueue(writer),
    asked,
    run: (sql: string) => writer.query(sql),
    breakNextCommit: () => {
      isBroken = true
    },
    /** As another connection sees it: only what is committed. */
    committed: async () => {
      const rows: { name: string }[] = await reader.query(
        `SELECT name FROM settings WHERE name LIKE 'fact %' ORDER BY name`,
      )
      return rows.map(({ name }) => name)
    },
    close: async () => {
      await reader.destroy()
      await writer.destroy()
    },
  }
}

test('those that wait share one commit, and nobody is answered before it', async () => {
  const { queue, asked, committed, close } = await aQueue()
  const seen = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      await queue.write(({ settings }) => settings.set(`fact ${index}`, 'x'))
      return (await committed()).includes(`fact ${index}`)
    }),
  )
  expect(seen).toEqual(Array.from({ length: 12 }, () => true))
  expect(asked.filter((sql) => sql === 'COMMIT')).toHaveLength(1)
  await close()
})

test('one that fails undoes its own changes alone, the first of a group as well', async () => {
  const { queue, committed, close } = await aQueue()
  const write = (name: string, fails: boolean) =>
    queue.write(async ({ settings }) => {
      await settings.set(name, 'x')
      if (fails) throw new Error(`${name} failed`)
      return name
    })
  const outcomes = await Promise.allSettled([
    write('fact a', true),
    write('fact b', false),
    write('fact c', true),
    write('fact d', false),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
  expect(outcomes[2]).toMatchObject({ reason: { message: 'fact c failed' } })
  expect(await committed()).toEqual(['fact b', 'fact d'])
  await close()
})

test('when the commit fails nobody of the group is told that it is done, and the next group is', async () => {
  const { queue, breakNextCommit, committed, close } = await aQueue()
  breakNextCommit()
  const write = (name: string) => queue.write(({ settings }) => settings.set(name, 'x'))
  const outcomes = await Promise.allSettled(['fact a', 'fact b', 'fact c'].map(write))
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'the disk is gone' } })
  }
  expect(await committed()).toEqual([])
  await write('fact d')
  expect(await committed()).toEqual(['fact d'])
  await close()
})

test('when SQLite undoes the whole transaction by itself, everybody of the group hears why', async () => {
  const { queue, run, committed, close } = await aQueue()
  // As a full disk does (sqlite.org/lang_transaction.html, section 3).
  await run(
    `CREATE TRIGGER strict BEFORE INSERT ON settings WHEN new.name = 'fact b'
     BEGIN SELECT RAISE(ROLLBACK, 'everything is gone'); END`,
  )
  const outcomes = await Promise.allSettled(
    ['fact a', 'fact b', 'fact c'].map((name) => queue.write(({ settings }) => settings.set(name, 'x'))),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  for (const outcome of outcomes.slice(0, 2)) {
    expect(outcome).toMatchObject({ reason: { message: expect.stringContaining('everything is gone') } })
  }
  expect(await committed()).toEqual(['fact c'])
  await close()
})
