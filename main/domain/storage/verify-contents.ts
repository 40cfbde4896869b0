import { type LastCheck, lastCheck } from '../../../shared/api/backup'
import { say } from '../../../shared/sentences/say'
import { type Clock, iso } from '../clock'
import type { JobHandle } from '../jobs/job-registry'
import type { BlobStore, Sha256 } from '../saves/blob-store'
import type { UnitOfWork } from '../unit-of-work'
import { inWords, namedContents } from './named-contents'
import type { SnapshotStore } from './snapshots'

/** What became of every content that is there, or should be. */
export interface VerifySummary {
  readonly checked: number
  readonly intact: number
  readonly repaired: number
  readonly damaged: number
  readonly missing: number
  /** The disk did not give its bytes this time. */
  readonly unreadable: number
  /** Whether the database itself was read through without a finding. */
  readonly databaseIntact: boolean
}

/** The setting that holds {@link LastCheck}. */
const lastCheckSetting = 'last_check'

export interface VerifyParts {
  readonly clock: Clock
  readonly unit: UnitOfWork
  readonly blobs: BlobStore
  readonly snapshots: SnapshotStore
  /** The contents of the backup, where there is one that can be reached. */
  readonly backup: () => Promise<Pick<BlobStore, 'get'> | null>
}

type Count = Exclude<keyof VerifySummary, 'databaseIntact' | 'checked'>

/** Tells whether nothing is lost or in doubt. */
export function isAllIntact(summary: VerifySummary): boolean {
  const { damaged, missing, unreadable, databaseIntact } = summary
  return damaged + missing + unreadable === 0 && databaseIntact
}

/** Hashes every content again, and puts back from the backup what is not what it was. */
export class VerifyContents {
  constructor(private readonly parts: VerifyParts) {}

  /** Null as long as nothing was checked to its end. */
  async last(): Promise<LastCheck | null> {
    const text = await this.parts.unit.read.settings.get(lastCheckSetting)
    return text === null ? null : lastCheck.parse(JSON.parse(text))
  }

  /** Problems are told through the handle, by game and person. Stops between two contents when it is cancelled. */
  async run(handle: JobHandle): Promise<VerifySummary> {
    const { unit, blobs, snapshots } = this.parts
    const counts: Record<Count, number> = { intact: 0, repaired: 0, damaged: 0, missing: 0, unreadable: 0 }
    const stored = new Set<Sha256>()
    for await (const sha256 of blobs.list()) stored.add(sha256)
    const lacking: Sha256[] = []
    for await (const sha256 of namedContents(unit.read.contents)) {
      if (!stored.has(sha256)) lacking.push(sha256)
    }
    const total = stored.size + lacking.length
    let checked = 0
    handle.progress(0, total)
    for (const sha256 of [...lacking, ...stored]) {
      if (handle.signal.aborted) break
      counts[await this.look(sha256, handle)] += 1
      checked += 1
      handle.progress(checked, total)
    }
    const finding = await snapshots.check()
    if (finding !== null) handle.problem(say('database.damaged', { finding }))
    const summary = { checked, ...counts, databaseIntact: finding === null }
    if (!handle.signal.aborted) await this.note(summary)
    return summary
  }

  private async note({ checked, repaired, damaged, missing, unreadable, databaseIntact }: VerifySummary) {
    const noted: LastCheck = {
      at: iso(this.parts.clock.now()),
      checked,
      repaired,
      spoilt: damaged + missing + unreadable,
      database_intact: databaseIntact,
    }
    await this.parts.unit.write(({ settings }) => settings.set(lastCheckSetting, JSON.stringify(noted)))
  }

  private async look(sha256: Sha256, handle: JobHandle): Promise<Count> {
    const state = await this.parts.blobs.verify(sha256)
    if (state === 'intact') return 'intact'
    const { contents } = this.parts.unit.read
    // A content that nobody names may be an upload that was given up while this looked.
    if (state === 'missing' && (await contents.uses(sha256, 1)).length === 0) return 'intact'
    const what = await inWords(contents, sha256)
    const tell = (outcome: string) => handle.problem(say(`verify.${state}`, { what, outcome }))
    const obstacle = await this.repair(sha256)
    if (obstacle === null) {
      tell(say('repair.done'))
      return 'repaired'
    }
    tell(state === 'missing' ? obstacle : say('repair.kept', { outcome: obstacle }))
    return state
  }

  /**
   * `put` gives the good bytes the place of the others only when they are durable, so nothing is thrown away before.
   * @returns null when it is whole again, else why not.
   */
  private async repair(sha256: Sha256): Promise<string | null> {
    try {
      const backup = await this.parts.backup()
      if (backup === null) return say('repair.noBackup')
      const found = await backup.get(sha256)
      if (found === null) return say('repair.notThere')
      const stored = await this.parts.blobs.put(found.stream, { limit: found.size })
      stored.release()
      if (stored.sha256 === sha256) return null
      if (stored.isNew) await this.dropStray(stored.sha256)
      return say('repair.damagedToo')
    } catch (error) {
      return say('repair.failed', { why: error instanceof Error ? error.message : String(error) })
    }
  }

  private async dropStray(sha256: Sha256): Promise<void> {
    const { blobs, unit } = this.parts
    await blobs.remove(sha256, async () => (await unit.read.contents.uses(sha256, 1)).length > 0)
  }
}
