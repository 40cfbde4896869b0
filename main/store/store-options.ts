import type { Clock } from '../domain/clock'

export interface StoreLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

export interface StoreOptions {
  /** The data folder; made if it is missing. */
  readonly folder: string
  readonly clock: Clock
  readonly log: StoreLog
}
