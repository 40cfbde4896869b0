import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import type { TestHub } from '../helpers/hub'

/** Changes the database of a running hub as a second process would. */
export async function tamper(hub: TestHub, sql: string, ...values: unknown[]): Promise<void> {
  const connection = new sqlite3.Database(join(hub.dataFolder, 'roost.sqlite'))
  connection.configure('busyTimeout', 5_000)
  await new Promise<void>((resolve, reject) => {
    connection.run(sql, values, (error) => (error ? reject(error) : resolve()))
  })
  await new Promise<void>((resolve) => {
    connection.close(() => resolve())
  })
}

export function disable(hub: TestHub, personId: number): Promise<void> {
  return tamper(hub, 'UPDATE people SET enabled = 0 WHERE id = ?', personId)
}
