import { say } from '../../../shared/sentences/say'
import type { Clock } from '../clock'
import { NotFound } from '../errors'
import type { Person } from '../people/person'
import type { Random } from '../random'

export type JobState = 'running' | 'done' | 'failed' | 'cancelled'

/** Long work, as it can be seen from outside. */
export interface Job {
  readonly id: string
  readonly kind: string
  readonly done: number
  /** Null until it is known. */
  readonly total: number | null
  readonly state: JobState
  readonly problems: readonly string[]
}

/** Who may look at a job: its problems name games and places. Owners see all. */
export type JobAudience = 'everyone' | 'owners' | { readonly personId: number }

/** What the work itself is given. */
export interface JobHandle {
  /** Aborted when somebody cancels the job, and when the hub stops. */
  readonly signal: AbortSignal
  progress(done: number, total?: number): void
  /** Something single went wrong, in words for a person; the work goes on. */
  problem(text: string): void
}

/** Thrown by work that cannot go on for a reason outside the hub, such as a disk that is gone; the message is for a person. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed'
}

interface Entry {
  job: Job
  readonly abort: AbortController
  readonly audience: JobAudience
  /** Resolves when the work has ended, whatever its outcome. */
  ended: Promise<void>
  announcedAt: number
}

const mostProblems = 100
const mostFinished = 50
/** Milliseconds a finished job is remembered. */
const remembered = 60 * 60 * 1000
/** Milliseconds between two announcements of progress of one job. */
const announceEvery = 250

/** Work that takes long: started once per kind, watched, cancelled, and ended before the hub ends. */
export class JobRegistry {
  private readonly entries = new Map<string, Entry>()
  private isStopped = false

  /**
   * @param announce told when a job was started, has ended, and at most four times a second between.
   * @param onFault told what the work threw.
   */
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly announce: (job: Job) => void,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Starts work of a kind; while one of that kind runs, answers that one instead. */
  start(kind: string, work: (handle: JobHandle) => Promise<void>, audience: JobAudience = 'owners'): Job {
    const running = this.running(kind)
    if (running) return running
    const entry: Entry = {
      job: { id: this.random.uuid(), kind, done: 0, total: null, state: 'running', problems: [] },
      abort: new AbortController(),
      audience,
      ended: Promise.resolve(),
      announcedAt: Number.NEGATIVE_INFINITY,
    }
    if (this.isStopped) entry.abort.abort()
    this.entries.set(entry.job.id, entry)
    entry.ended = this.run(entry, work)
    this.change(entry, {})
    return entry.job
  }

  running(kind: string): Job | null {
    const entries = [...this.entries.values()]
    return entries.find(({ job }) => job.kind === kind && job.state === 'running')?.job ?? null
  }

  /** Those a person may look at, in the order they were started. */
  list(person: Viewer): Job[] {
    return [...this.entries.values()].filter((entry) => maySee(person, entry)).map(({ job }) => job)
  }

  /** @throws NotFound, also for one that is not this person's to look at. */
  get(id: string, person: Viewer): Job {
    const entry = this.entry(id)
    if (!maySee(person, entry)) throw unknownJob(id)
    return entry.job
  }

  /** Asks a job to stop and waits until it has. @throws NotFound */
  async cancel(id: string): Promise<Job> {
    const entry = this.entry(id)
    entry.abort.abort()
    await entry.ended
    return entry.job
  }

  /** Resolves when a job has ended. @throws NotFound */
  async ended(id: string): Promise<Job> {
    const entry = this.entry(id)
    await entry.ended
    return entry.job
  }

  /** Asks all to stop, and waits until they have; a later one finds itself cancelled. */
  async stop(): Promise<void> {
    this.isStopped = true
    for (const { abort } of this.entries.values()) abort.abort()
    await Promise.all([...this.entries.values()].map(({ ended }) => ended))
  }

  private async run(entry: Entry, work: (handle: JobHandle) => Promise<void>): Promise<void> {
    const { signal } = entry.abort
    let state: JobState = 'done'
    try {
      // The caller is answered first, with a job that runs.
      await Promise.resolve()
      if (!signal.aborted) await work(this.handleOf(entry))
    } catch (error) {
      if (!signal.aborted) {
        state = 'failed'
        this.addProblem(entry, this.reasonOf(error))
      }
    }
    this.change(entry, { state: signal.aborted ? 'cancelled' : state }, true)
    this.forget()
    this.clock.after(remembered, () => this.entries.delete(entry.job.id))
  }

  private reasonOf(error: unknown): string {
    if (error instanceof JobFailed) return error.message
    this.onFault(error)
    return say('job.fault')
  }

  private handleOf(entry: Entry): JobHandle {
    return {
      signal: entry.abort.signal,
      progress: (done, total) => this.change(entry, { done, ...(total === undefined ? {} : { total }) }),
      problem: (text) => this.addProblem(entry, text),
    }
  }

  private addProblem(entry: Entry, text: string): void {
    if (entry.job.problems.length >= mostProblems) return
    this.change(entry, { problems: [...entry.job.problems, text] })
  }

  private change(entry: Entry, change: Partial<Job>, isLast = false): void {
    entry.job = { ...entry.job, ...change }
    const now = this.clock.now()
    if (!isLast && now - entry.announcedAt < announceEvery) return
    entry.announcedAt = now
    this.announce(entry.job)
  }

  private forget(): void {
    const finished = [...this.entries.values()].filter(({ job }) => job.state !== 'running')
    for (const { job } of finished.slice(0, -mostFinished)) this.entries.delete(job.id)
  }

  private entry(id: string): Entry {
    const entry = this.entries.get(id)
    if (!entry) throw unknownJob(id)
    return entry
  }
}

type Viewer = Pick<Person, 'id' | 'role'>

function maySee({ id, role }: Viewer, { audience }: Entry): boolean {
  if (role === 'admin' || audience === 'everyone') return true
  return audience !== 'owners' && audience.personId === id
}

function unknownJob(id: string): NotFound {
  return new NotFound(say('job.unknown', { id }))
}
