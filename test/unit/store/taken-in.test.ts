import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Connection, databaseOf } from '../../../main/store/connection'
import { openWriter } from '../../../main/store/data-source'
import { learnToTakeIn, takeInStatement } from '../../../main/store/taken-in'
import { noon, open, temporaryFolder } from './fixture'

test('of those that run at the same time, none is asked before what was left is written', async () => {
  const folder = await temporaryFolder()
  await (await open(folder)).close()
  const writer = await openWriter(join(folder, 'roost.sqlite'))
  onTestFinished(() => writer.destroy())
  await learnToTakeIn(writer)
  const database = databaseOf(writer.manager)
  const rows = database.rows.bind(database)
  const asked: string[] = []
  let write: () => void = () => undefined
  const mayWrite = new Promise<void>((resolve) => (write = resolve))
  vi.spyOn(database, 'rows').mockImplementation(async (sql, values) => {
    if (sql === takeInStatement) await mayWrite
    asked.push(sql === takeInStatement ? 'what was left' : sql)
    return rows(sql, values)
  })
  const connection = new Connection(writer.manager, { takesIn: true })
  expect(connection.leave({ seen: { deviceId: 'pocket', at: noon } })).toBe(true)
  const asking = [connection.rows('SELECT 1'), connection.rows('SELECT 2')]
  await setImmediate()
  write()
  await Promise.all(asking)
  expect(asked).toHaveLength(3)
  expect(asked[0]).toBe('what was left')
})
