import type { DataSource } from 'typeorm'
import { TransactionLost } from './connection'

/**
 * Runs `work` between BEGIN and COMMIT on the writer's connection. Plain statements and not TypeORM's own
 * transaction, which believes itself inside one for ever after a failed BEGIN or a rollback SQLite made by itself.
 */
export async function inTransaction<Result>(
  writer: DataSource,
  work: () => Promise<Result>,
): Promise<Result> {
  await writer.query('BEGIN IMMEDIATE')
  try {
    const result = await work()
    await writer.query('COMMIT')
    return result
  } catch (error) {
    await rollBack(writer)
    throw error
  }
}

/**
 * Runs `work` inside a transaction of others: what it throws undoes its own changes alone and is kept to itself. It
 * calls `begin` before it writes; what writes by one statement only need not, for that is all or nothing by itself.
 * @throws when SQLite rolled back the whole transaction: then nothing of anybody is there.
 */
export async function inSavepoint(
  writer: DataSource,
  work: (begin: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const begun: Promise<void>[] = []
  const begin = async () => {
    if (begun.length === 0) begun.push(writer.query('SAVEPOINT mutation'))
    await begun[0]
  }
  const undo = async (error: unknown) => {
    if (error instanceof TransactionLost) throw error.cause
    if (begun.length === 0) return
    await writer.query('ROLLBACK TO mutation').catch(() => {
      throw error
    })
  }
  await work(begin).catch(undo)
  if (begun.length > 0) await writer.query('RELEASE mutation')
}

/** A full disk or a failing one may have rolled back already (sqlite.org/lang_transaction.html, section 3). */
async function rollBack(writer: DataSource): Promise<void> {
  await writer.query('ROLLBACK').catch((error: unknown) => {
    if (!(error instanceof Error) || !error.message.includes('no transaction is active')) throw error
  })
}
