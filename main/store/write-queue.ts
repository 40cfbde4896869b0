import { AsyncLocalStorage } from 'node:async_hooks'
import { Mutex } from 'async-mutex'
import type { DataSource } from 'typeorm'
import type { Writers } from '../domain/unit-of-work'
import { Connection, withoutValues } from './connection'
import { writersOn } from './repositories'
import { inTransaction } from './transaction'

/** One transaction after the other on the one connection that writes. */
export class WriteQueue {
  private readonly mutex = new Mutex()
  private readonly inside = new AsyncLocalStorage<{ over: boolean }>()
  private ended: Error | null = null

  constructor(private readonly writer: DataSource) {}

  async write<Result>(work: (writers: Writers) => Promise<Result>): Promise<Result> {
    if (this.inside.getStore()?.over === false) {
      throw new Error('A write was asked for inside a write: it would wait for itself')
    }
    return this.mutex.runExclusive(async () => {
      if (this.ended !== null) throw this.ended
      try {
        return await inTransaction(this.writer, () => this.once(work))
      } catch (error) {
        throw withoutValues(error)
      }
    })
  }

  /** Waits for the writes already asked for; later ones are refused. */
  async close(): Promise<void> {
    await this.mutex.runExclusive(() => {
      this.ended = new Error('The store is closed')
    })
  }

  /** Does something while nothing is written; if it goes well, whoever wants to write is told the reason why not. */
  async retire(work: () => Promise<void>, reason: Error): Promise<void> {
    await this.mutex.runExclusive(async () => {
      await work()
      this.ended = reason
    })
  }

  private async once<Result>(work: (writers: Writers) => Promise<Result>): Promise<Result> {
    const connection = new Connection(this.writer.manager)
    const turn = { over: false }
    try {
      return await this.inside.run(turn, () => work(writersOn(connection)))
    } finally {
      turn.over = true
      await connection.end('This transaction is over: something in it was not awaited')
    }
  }
}
