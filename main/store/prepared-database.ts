import { LRUCache } from 'lru-cache'
import sqlite3 from 'sqlite3'
import { mayTouchRemembered } from './remembered'

/** Statements kept ready: about all the hub has, and a bound for those with lists of their own length. */
const mostKept = 250

/** Characters; a longer one holds a long list, and hardly comes again. */
const longestKept = 4_000

/** A PRAGMA may do its work while it is prepared (sqlite.org/pragma.html): kept ready it would not do it again. */
const repeatable = /^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/

/**
 * A connection that prepares each statement once. The driver prepares before every use, which costs another turn in the
 * pool of threads: on a busy machine most of what a small statement takes.
 */
export class PreparedDatabase extends sqlite3.Database {
  private readonly ready = new LRUCache<string, sqlite3.Statement>({
    max: mostKept,
    // Those under way end first: the driver keeps the order.
    dispose: (statement) => {
      statement.finalize()
    },
  })
  private isOver = false
  private hasTouchedRemembered = false

  override run(sql: string, ...values: unknown[]): this {
    this.note(sql)
    return this.perform('run', sql, values) ?? super.run(sql, ...values)
  }

  override all(sql: string, ...values: unknown[]): this {
    this.note(sql)
    return this.perform('all', sql, values) ?? super.all(sql, ...values)
  }

  /** The rows of a statement; one that writes `RETURNING` something has rows too. */
  rows<Row>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.all(sql, [...values], (error: Error | null, rows: Row[]) =>
        error ? reject(error) : resolve(rows),
      )
    })
  }

  /** @returns the id SQLite gave to the last row that was inserted. */
  insert(sql: string, values: readonly unknown[]): Promise<number> {
    return new Promise((resolve, reject) => {
      this.run(sql, [...values], function (this: sqlite3.RunResult, error: Error | null) {
        if (error) reject(error)
        else resolve(this.lastID)
      })
    })
  }

  /** SQLite closes no connection that has statements left. */
  override close(callback?: (error: Error | null) => void): void {
    this.isOver = true
    this.ready.clear()
    super.close(callback)
  }

  override exec(sql: string, callback?: (this: sqlite3.Statement, error: Error | null) => void): this {
    this.hasTouchedRemembered = true
    return super.exec(sql, callback)
  }

  /** Whether anything was written since the last call that others may remember. */
  takeTouched(): boolean {
    const touched = this.hasTouchedRemembered
    this.hasTouchedRemembered = false
    return touched
  }

  private note(sql: string): void {
    this.hasTouchedRemembered ||= mayTouchRemembered(sql)
  }

  /** Null for what is better not kept. */
  private perform(how: 'run' | 'all', sql: string, given: readonly unknown[]): this | null {
    const callback = given.at(-1)
    if (typeof callback !== 'function' || sql.length > longestKept || !repeatable.test(sql)) return null
    const known = this.ready.get(sql)
    const statement =
      known ??
      this.prepare(sql, (error: Error | null) => {
        // Of one that cannot be prepared, what is asked of it below is dropped by the driver.
        if (error !== null) Reflect.apply(callback, this, [error])
      })
    const settle = (error: Error | null) => {
      if (error === null) this.keep(sql, statement)
      else this.drop(sql, statement)
    }
    statement[how](...given.slice(0, -1), function (this: unknown, error: Error | null, rows?: unknown) {
      settle(error)
      Reflect.apply(callback, this, [error, rows])
    })
    return this
  }

  private keep(sql: string, statement: sqlite3.Statement): void {
    const kept = this.ready.get(sql)
    if (kept === statement) return
    // Another one was asked for at the same time, or nothing is asked any more.
    if (kept !== undefined || this.isOver) statement.finalize()
    else this.ready.set(sql, statement)
  }

  private drop(sql: string, statement: sqlite3.Statement): void {
    if (this.ready.peek(sql) === statement) this.ready.delete(sql)
    else statement.finalize()
  }
}
