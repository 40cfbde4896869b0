import type { Retention } from '../../../shared/api/storage'
import { type Clock, iso } from '../clock'
import type { EventLog } from '../events/event-log'
import type { Job, JobHandle, JobRegistry } from '../jobs/job-registry'
import type { UnitOfWork } from '../unit-of-work'
import type { BlobRemoval } from './blob-removal'
import { readRetention } from './retention'
import type { DroppedBytes, KeepRule, Prunable } from './stored-sizes'

const day = 24 * 60 * 60 * 1000

/** Lines in one transaction: others write in between. */
const batch = 50

const nothing: Prunable = { versions: 0, sizeBytes: 0, lines: [] }

interface PruningParts {
  readonly unit: UnitOfWork
  readonly clock: Clock
  readonly events: EventLog
  readonly jobs: JobRegistry
  readonly removal: BlobRemoval
}

/** Lets go what the household chose not to keep: bytes, never rows or hashes (design section 6). Nobody can undo it. */
export class Pruning {
  constructor(private readonly parts: PruningParts) {}

  /** What {@link start} would let go if that was the setting. */
  preview(retention: Retention): Promise<Prunable> {
    const rule = this.ruleOf(retention)
    return rule === null ? Promise.resolve(nothing) : this.parts.unit.read.storage.prunable(rule)
  }

  /** Begins, with the setting as it is then; one job at a time. */
  start(): Job {
    return this.parts.jobs.start('prune', (handle) => this.run(handle))
  }

  /** Lets all that is in the recycle bin go. @param personId null for everybody's. */
  async emptyBin(
    personId: number | null,
  ): Promise<{ versions: number; sizeBytes: number; keptPinned: number; job: Job | null }> {
    const { unit, clock, removal } = this.parts
    const at = iso(clock.now())
    const { dropped, keptPinned } = await unit.write(async ({ storage }) => ({
      dropped: await storage.dropBin(personId, at),
      keptPinned: await storage.countPinnedInBin(personId),
    }))
    return {
      versions: dropped.versions,
      sizeBytes: sizeOf(dropped),
      keptPinned,
      job: this.removeAndTell(removal, dropped),
    }
  }

  private async run(handle: JobHandle): Promise<void> {
    const { unit, clock, removal } = this.parts
    const rule = this.ruleOf(await readRetention(unit.read.settings))
    if (rule === null) return
    const { versions: total, lines } = await unit.read.storage.prunable(rule)
    let done = 0
    handle.progress(done, total)
    for (let start = 0; start < lines.length && !handle.signal.aborted; start += batch) {
      const lineIds = lines.slice(start, start + batch).map(({ lineId }) => lineId)
      const at = iso(clock.now())
      // Judged again inside: a head may have moved, or a version been pinned, since.
      const dropped = await unit.write(({ storage }) => storage.dropOutdated(rule, lineIds, at))
      this.removeAndTell(removal, dropped)
      done += dropped.versions
      handle.progress(done, total)
    }
  }

  private removeAndTell(removal: BlobRemoval, dropped: DroppedBytes): Job | null {
    if (dropped.versions > 0) this.parts.events.publish({ type: 'health', id: 'storage' })
    return removal.start(dropped.freed.map(({ sha256 }) => sha256))
  }

  private ruleOf(retention: Retention): KeepRule | null {
    if (retention.keep === 'everything') return null
    const since = iso(this.parts.clock.now() - retention.days * day)
    return { newest: retention.newest, since }
  }
}

function sizeOf({ freed }: DroppedBytes): number {
  return freed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
