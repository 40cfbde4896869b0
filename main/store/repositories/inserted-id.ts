import type { InsertResult } from 'typeorm'

/** The id SQLite gave to the one row just inserted: its driver's `lastID`. */
export function insertedId(result: InsertResult): number {
  const id: unknown = result.raw
  if (typeof id !== 'number') throw new Error('The database gave no id for a new row')
  return id
}
