import sqlite3 from 'sqlite3'
import { createScryptHasher } from '../../main/platform/scrypt-hasher'

/** As good as the real one in everything but strength, so that a test of thirty sign-ins does not take seconds. */
export const quickHasher = createScryptHasher({ ln: 4, r: 8, p: 1 })

export interface NewTestPerson {
  readonly password?: string
  readonly role?: 'admin' | 'user'
  readonly enabled?: boolean
}

/** Puts a person straight into the database of a running hub, as a second process would. */
export async function addPerson(
  database: string,
  username: string,
  { password, role = 'user', enabled = true }: NewTestPerson = {},
): Promise<{ id: number; username: string }> {
  const hash = password === undefined ? null : await quickHasher.hash(password)
  const at = '2026-03-01T12:00:00.000Z'
  const connection = new sqlite3.Database(database)
  connection.configure('busyTimeout', 5_000)
  const id = await new Promise<number>((resolve, reject) => {
    connection.run(
      `INSERT INTO people (username, role, enabled, password_hash, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)`,
      [username, role, enabled ? 1 : 0, hash, at, at],
      function inserted(error) {
        if (error) reject(error)
        else resolve(this.lastID)
      },
    )
  })
  await new Promise<void>((resolve) => {
    connection.close(() => resolve())
  })
  return { id, username }
}
