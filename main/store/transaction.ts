import type { DataSource } from 'typeorm'

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
 * Runs `work` inside a transaction of others: what it throws undoes its own changes alone and is kept to itself.
 * @throws when SQLite rolled back the whole transaction: then nothing of anybody is there.
 */
export async function inSavepoint(writer: DataSource, work: () => Promise<void>): Promise<void> {
  await writer.query('SAVEPOINT mutation')
  try {
    await work()
  } catch (error) {
    await writer.query('ROLLBACK TO mutation').catch(() => {
      throw error
    })
  }
  await writer.query('RELEASE mutation')
}

/** A full disk or a failing one may have rolled back already (sqlite.org/lang_transaction.html, section 3). */
async function rollBack(writer: DataSource): Promise<void> {
  await writer.query('ROLLBACK').catch((error: unknown) => {
    if (!(error instanceof Error) || !error.message.includes('no transaction is active')) throw error
  })
}
