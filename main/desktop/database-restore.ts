import { z } from 'zod'
import type { RestoreFrom, RestoreOutcome } from '../../shared/ipc'
import type { HubOptions } from '../hub'
import { failureOf } from './failure'
import type { Obstacle } from './other-hub'

/** What works on the data folder of a hub that does not run. */
export type Task = NonNullable<HubOptions['config']['task']>

export type RunTask = (task: Task) => Promise<{ readonly summary: unknown }>

const summary = z.object({ versions: z.number(), without_bytes: z.number() })

/** What `--restore` and `--rebuild` do for a hub without a window, for a person in front of one. */
export class DatabaseRestore {
  private isUnderWay = false

  constructor(private readonly run: RunTask) {}

  /** Only where the hub did not start for it, and one at a time. */
  async from(from: RestoreFrom, { failure }: Obstacle): Promise<RestoreOutcome> {
    if (!failure?.restore || this.isUnderWay) throw new Error('there is nothing to restore')
    this.isUnderWay = true
    try {
      const done = summary.parse((await this.run(taskOf(from))).summary)
      return { problem: null, versions: done.versions, withoutBytes: done.without_bytes }
    } catch (error) {
      return { problem: failureOf(error).message, versions: 0, withoutBytes: 0 }
    } finally {
      this.isUnderWay = false
    }
  }
}

function taskOf(from: RestoreFrom): Task {
  if (from === 'saves') return { kind: 'rebuild' }
  return { kind: 'restore', from: from === 'snapshot' ? 'latest' : from.folder }
}
