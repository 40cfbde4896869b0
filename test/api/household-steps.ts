import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import type { TestHub } from '../helpers/hub'

async function withDatabase(
  hub: TestHub,
  use: (connection: sqlite3.Database, done: (error: Error | null) => void) => void,
): Promise<void> {
  const connection = new sqlite3.Database(join(hub.dataFolder, 'roost.sqlite'))
  connection.configure('busyTimeout', 5_000)
  await new Promise<void>((resolve, reject) => {
    use(connection, (error) => (error ? reject(error) : resolve()))
  })
  await new Promise<void>((resolve) => {
    connection.close(() => resolve())
  })
}

/** Changes the database of a running hub as a second process would. */
export function tamper(hub: TestHub, sql: string, ...values: unknown[]): Promise<void> {
  return withDatabase(hub, (connection, done) => connection.run(sql, values, done))
}

export function disable(hub: TestHub, personId: number): Promise<void> {
  return tamper(hub, 'UPDATE people SET enabled = 0 WHERE id = ?', personId)
}

/** The audit list, oldest first. */
export async function activityRows(hub: TestHub): Promise<unknown[]> {
  let found: unknown[] = []
  await withDatabase(hub, (connection, done) =>
    connection.all('SELECT * FROM activity ORDER BY id', (error, rows) => {
      found = rows
      done(error)
    }),
  )
  return found
}
