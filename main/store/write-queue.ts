import { AsyncLocalStorage } from 'node:async_hooks'
import { Mutex } from 'async-mutex'
import type { DataSource } from 'typeorm'
import type { Writers } from '../domain/unit-of-work'
import { closedStore } from './closed-store'
import { Connection, databaseOf, TransactionLost, withoutValues } from './connection'
import type { Remembered } from './remembered'
import { writersOn } from './repositories'
import { inSavepoint, inTransaction } from './transaction'

/** Mutations that may share one fsync: whoever comes next is not to wait for more than these. */
const largestGroup = 16

/** A mutation that waits for its turn, and whoever waits for it. */
interface Mutation {
  /** Does its work and keeps the outcome to itself. @throws what the work throws. */
  run(beforeWriting?: () => Promise<void>): Promise<void>
  /** Tells the outcome: once it is on disk. */
  settle(): void
  fail(error: unknown): void
}

/**
 * One mutation after the other on the one connection that writes, each all or nothing. Those that wait while another is
 * committed share the next commit, for its fsync is what takes time; nobody is answered before it (design section 3).
 */
export class WriteQueue {
  private readonly mutex = new Mutex()
  private readonly inside = new AsyncLocalStorage<{ over: boolean }>()
  /** Those that wait and may share a commit: what is asked for after an end is not done before it. */
  private waiting: Mutation[] = []
  private ended: Error | null = null

  /**
   * @param options.remembered what the readers need not ask again.
   * @param options.takesIn whether the writer learned to.
   */
  constructor(
    private readonly writer: DataSource,
    private readonly options: { readonly remembered?: Remembered; readonly takesIn?: boolean } = {},
  ) {}

  async write<Result>(work: (writers: Writers) => Promise<Result>): Promise<Result> {
    if (this.inside.getStore()?.over === false) {
      throw new Error('A write was asked for inside a write: it would wait for itself')
    }
    const { waiting } = this
    return new Promise((resolve, reject) => {
      waiting.push(this.mutation(work, resolve, reject))
      // By its turn another may have taken it along.
      this.mutex.runExclusive(() => this.commitWaiting(waiting)).catch(reject)
    })
  }

  /** Waits for the writes already asked for; later ones are refused. */
  async close(): Promise<void> {
    this.waiting = []
    await this.mutex.runExclusive(() => {
      this.ended = closedStore()
    })
  }

  /** Does something while nothing is written; if it goes well, whoever wants to write is told the reason why not. */
  async retire(work: () => Promise<void>, reason: Error): Promise<void> {
    this.waiting = []
    await this.mutex.runExclusive(async () => {
      await work()
      this.ended = reason
    })
  }

  private mutation<Result>(
    work: (writers: Writers) => Promise<Result>,
    resolve: (result: Result) => void,
    reject: (error: unknown) => void,
  ): Mutation {
    let settle: (() => void) | null = null
    return {
      run: async (beforeWriting) => {
        try {
          const { result, connection } = await this.once(work, beforeWriting)
          settle = () => {
            connection.committed()
            resolve(result)
          }
        } catch (error) {
          const cause = error instanceof TransactionLost ? error.cause : error
          settle = () => reject(withoutValues(cause))
          throw error
        }
      },
      settle: () => settle?.(),
      fail: (error) => reject(withoutValues(error)),
    }
  }

  private async commitWaiting(waiting: Mutation[]): Promise<void> {
    const first = waiting.shift()
    if (first === undefined) return
    await this.commit(first, waiting)
    // While it is on, every promise of the process is followed: nobody has to be while nothing is written.
    if (this.waiting.length === 0) this.inside.disable()
  }

  private async commit(first: Mutation, waiting: Mutation[]): Promise<void> {
    if (this.ended !== null) return first.fail(this.ended)
    const group = [first]
    try {
      await inTransaction(this.writer, async () => {
        await first.run()
        while (group.length < largestGroup) {
          const next = waiting.shift()
          if (next === undefined) break
          group.push(next)
          await inSavepoint(this.writer, (begin) => next.run(begin))
        }
      })
    } catch (error) {
      // One that failed may have failed by what another did, which is undone now: so nobody hears of anything else.
      for (const mutation of group) mutation.fail(error)
      return
    }
    // Before anybody is told: who hears of a change asks for what it made.
    if (databaseOf(this.writer.manager).takeTouched()) this.options.remembered?.forget()
    for (const mutation of group) mutation.settle()
  }

  private async once<Result>(
    work: (writers: Writers) => Promise<Result>,
    beforeWriting: () => Promise<void> = () => Promise.resolve(),
  ): Promise<{ readonly result: Result; readonly connection: Connection }> {
    const { remembered, takesIn = false } = this.options
    const connection = new Connection(this.writer.manager, {
      beforeWriting,
      takesIn,
      onSeen: (deviceId, at) => remembered?.devices.change(deviceId, { lastSeen: at }),
    })
    const turn = { over: false }
    try {
      const result = await this.inside.run(turn, () => work(writersOn(connection)))
      await connection.flush()
      return { result, connection }
    } finally {
      turn.over = true
      await connection.end(new Error('This transaction is over: something in it was not awaited'))
    }
  }
}
