import type { HealthPart } from '../../../shared/api/health'
import type { Clock } from '../clock'
import type { EventLog } from '../events/event-log'
import { type BackupService, backupEvery } from './backup-service'
import { dropOldSnapshots, type SnapshotStore } from './snapshots'
import { copyParts, databasePart } from './care-parts'

/** Milliseconds after the start: a start is not made slower by what can wait. */
const checkAfter = 1_000
export const firstLookAfter = 60_000
/** Milliseconds between two looks at what is due. A computer that sleeps makes a longer timer late by its sleep. */
export const lookEvery = 60 * 60 * 1000
/** Milliseconds between two daily snapshots; a little less than a day, so that the hour does not wander. */
const snapshotEvery = 24 * 60 * 60 * 1000 - lookEvery / 2
/** Milliseconds without a good backup after which the household is told. */
const lateAfter = 3 * backupEvery

export interface StorageCareParts {
  readonly snapshots: SnapshotStore
  readonly backups: BackupService
  readonly clock: Clock
  readonly events: EventLog
  /** What is left to do after a restore. */
  readonly afterRestore: () => Promise<void>
  readonly warn: (error: unknown, message: string) => void
}

export interface CareReport {
  readonly database: HealthPart
  /** Of backups and snapshots. */
  readonly backup: HealthPart
}

/** What keeps stored things safe without being asked: a look at the database, daily snapshots, daily backups. */
export class StorageCare {
  private readonly timers = new Set<() => void>()
  private isLookDue = false
  private running: Promise<void> = Promise.resolve()
  private isStopped = false
  private finding: string | null = null
  private snapshotFailed = false

  constructor(private readonly parts: StorageCareParts) {}

  start(): void {
    this.after(checkAfter, () => this.checkDatabase())
    this.lookAfter(firstLookAfter)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    for (const cancel of this.timers) cancel()
    await this.running
  }

  /** How database and copies are, each with what to do (own.md). */
  async report(): Promise<CareReport> {
    return { database: databasePart(this.finding), backup: await this.backupPart() }
  }

  private async backupPart(): Promise<HealthPart> {
    const { backups, clock } = this.parts
    const facts = await backups.facts()
    if (this.snapshotFailed) return copyParts.snapshotFailed
    if (facts === null) return copyParts.none
    const { last_run: lastRun, last_good_at: lastGoodAt } = facts
    if (lastRun?.state === 'failed') {
      return { ...copyParts.failed, problem: lastRun.problem ?? copyParts.failed.problem }
    }
    if (lastRun && lastRun.lacking > 0) return copyParts.lacking
    const isLate = lastGoodAt !== null && clock.now() - Date.parse(lastGoodAt) > lateAfter
    return isLate ? copyParts.late : copyParts.fine
  }

  private async look(): Promise<void> {
    await this.dropLeftovers()
    await this.parts.afterRestore()
    await this.snapshotIfDue()
    await this.parts.backups.startIfDue()
  }

  /** A snapshot on its way into a backup is taken away by the backup, unless the hub ended in between. */
  private async dropLeftovers(): Promise<void> {
    const { snapshots, backups } = this.parts
    if ((await backups.facts())?.running_job) return
    for (const { name, kind } of await snapshots.list()) if (kind === 'backup') await snapshots.remove(name)
  }

  private async checkDatabase(): Promise<void> {
    this.finding = await this.parts.snapshots.check()
    if (this.finding === null) return
    this.parts.warn(new Error(this.finding), 'the database is damaged')
    this.parts.events.publish({ type: 'health', id: 'database' })
  }

  private async snapshotIfDue(): Promise<void> {
    const { snapshots, clock, warn, events } = this.parts
    const all = await snapshots.list()
    const newest = all.find(({ kind }) => kind === 'daily')
    const age = newest ? clock.now() - Date.parse(newest.at) : Number.POSITIVE_INFINITY
    // A snapshot of a time to come was taken by a clock that was wrong.
    if (age >= 0 && age < snapshotEvery) return
    const before = this.snapshotFailed
    try {
      await snapshots.take('daily')
      this.snapshotFailed = false
      // Only a new good one lets an old one go.
      await dropOldSnapshots(snapshots, 'daily')
      await dropOldSnapshots(snapshots, 'migration')
    } catch (error) {
      warn(error, 'the daily snapshot of the database could not be taken')
      this.snapshotFailed = true
    }
    if (before !== this.snapshotFailed) events.publish({ type: 'health', id: 'snapshot' })
  }

  /** However many looks fall due while one goes on, one follows it. */
  private lookAfter(delay: number): void {
    this.after(
      delay,
      async () => {
        if (!this.isLookDue) return
        this.isLookDue = false
        await this.look()
      },
      () => {
        this.isLookDue = true
        this.lookAfter(lookEvery)
      },
    )
  }

  /** One thing at a time; what fails is noted and tried at the next look. @param first done as soon as it is time. */
  private after(delay: number, work: () => Promise<void>, first: () => void = () => undefined): void {
    if (this.isStopped) return
    const cancel = this.parts.clock.after(delay, () => {
      this.timers.delete(cancel)
      first()
      this.running = this.running
        .then(() => (this.isStopped ? undefined : work()))
        .catch((error: unknown) => {
          this.parts.warn(error, 'what keeps stored things safe failed; it is tried again')
        })
    })
    this.timers.add(cancel)
  }
}
