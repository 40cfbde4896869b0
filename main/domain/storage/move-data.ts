import { say } from '../../../shared/sentences/say'
import type { MoveFacts } from '../../../shared/api/move'
import { Conflict, Malformed } from '../errors'
import type { EventLog } from '../events/event-log'
import { type Job, type JobHandle, JobFailed, type JobRegistry } from '../jobs/job-registry'

/** The data cannot be moved there; the message says why. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused'
}

/** A copy of the data folder in the making. Nothing uses it before `finish`. */
export interface DataCopy {
  /** Copies all there is now, and reads every copy again. */
  copyAll(handle: JobHandle): Promise<void>
  /** While nobody writes: copies what is new and the database, and makes the next start use the copy. */
  finish(): Promise<void>
  /** Takes away what was copied. */
  abandon(): Promise<void>
}

export interface DataMover {
  /** Why the data of this hub cannot be moved, or null. */
  readonly obstacle: string | null
  readonly dataFolder: string
  /** Where the data was before the last move, while that is still there. */
  oldFolder(): Promise<string | null>
  /** @throws MoveRefused for a folder that cannot hold the data. */
  begin(typed: string): Promise<DataCopy>
  removeOld(): Promise<void>
}

export interface MoveParts {
  readonly mover: DataMover
  readonly jobs: JobRegistry
  readonly events: EventLog
  /** Writes what is due beside the contents. */
  readonly describe: () => Promise<void>
  /** Does something while nobody writes; if it goes well nobody does again. */
  readonly retire: (work: () => Promise<void>) => Promise<void>
  /** Told when the data is elsewhere and the hub has to start again. */
  readonly onMoved: () => void
}

/** "Move the data folder…": copied, compared by hash, then switched; the old one stays until somebody says otherwise. */
export class MoveData {
  private isMoved = false

  constructor(private readonly parts: MoveParts) {}

  async facts(): Promise<MoveFacts> {
    const { mover, jobs } = this.parts
    return {
      data_folder: mover.dataFolder,
      obstacle: mover.obstacle,
      old_folder: await mover.oldFolder(),
      restart_needed: this.isMoved,
      running_job: jobs.running('move')?.id ?? null,
    }
  }

  /** @throws Conflict where it cannot be done, Malformed for a folder that cannot hold the data. */
  async start(typed: string): Promise<Job> {
    const { mover, jobs } = this.parts
    if (mover.obstacle !== null) throw new Conflict(mover.obstacle)
    if (this.isMoved) throw new Conflict(say('move.already'))
    for (const kind of ['move', 'backup', 'verify'] as const) {
      if (jobs.running(kind)) throw new Conflict(say(`wait.${kind}`))
    }
    const copy = await mover.begin(typed).catch((error: unknown) => {
      if (error instanceof MoveRefused) throw new Malformed(error.message, 'unprocessable')
      throw error
    })
    return jobs.start('move', (handle) => this.run(copy, handle))
  }

  /** @throws Conflict when there is nothing left to remove, or it is still in use. */
  async removeOld(): Promise<void> {
    const { mover } = this.parts
    if (this.isMoved) throw new Conflict(say('move.restartFirst'))
    if ((await mover.oldFolder()) === null) throw new Conflict(say('move.noOld'))
    await mover.removeOld()
    this.parts.events.publish({ type: 'backup', id: 'move', state: 'changed' })
  }

  private async run(copy: DataCopy, handle: JobHandle): Promise<void> {
    const { describe, retire, events, onMoved } = this.parts
    try {
      await describe()
      await copy.copyAll(handle)
      handle.signal.throwIfAborted()
      await describe()
      await retire(() => copy.finish())
    } catch (error) {
      await copy.abandon()
      if (handle.signal.aborted) throw error
      const why = whyNot(error)
      throw why === null ? error : new JobFailed(say('move.failed', { why }))
    }
    this.isMoved = true
    events.publish({ type: 'backup', id: 'move', state: 'done' })
    onMoved()
  }
}

/** What the disk said; null for what is a fault of ours. */
function whyNot(error: unknown): string | null {
  if (error instanceof MoveRefused) return error.message
  return error instanceof Error && 'code' in error ? String(error.code) : null
}
