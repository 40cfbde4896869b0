import { say } from '../../../shared/sentences/say'
import { type BackupFacts, backupRun, type BackupRun } from '../../../shared/api/backup'
import { type Clock, iso } from '../clock'
import { Conflict, Malformed } from '../errors'
import type { EventLog } from '../events/event-log'
import { type Job, type JobHandle, JobFailed, type JobRegistry } from '../jobs/job-registry'
import type { BlobStore } from '../saves/blob-store'
import type { UnitOfWork } from '../unit-of-work'
import { type BackupSource, makeBackup } from './backup-run'
import { type BackupFolders, type BackupTarget, BackupUnavailable } from './backup-target'

/** Milliseconds between two backups that the clock makes. */
export const backupEvery = 24 * 60 * 60 * 1000
/** Milliseconds before a backup that failed is tried again by the clock. */
const retryAfter = 60 * 60 * 1000

const names = {
  folder: 'backup_folder',
  lastRun: 'backup_last_run',
  lastGood: 'backup_last_good_at',
} as const

export interface BackupParts {
  readonly source: BackupSource
  readonly folders: BackupFolders
  readonly unit: UnitOfWork
  readonly jobs: JobRegistry
  readonly events: EventLog
  readonly clock: Clock
}

/** Backups to a folder that a person picks (design section 6, "Snapshot and backup"). */
export class BackupService {
  constructor(private readonly parts: BackupParts) {}

  /** Null until a folder was picked. */
  async facts(): Promise<BackupFacts | null> {
    const { folders, jobs } = this.parts
    const folder = await this.setting('folder')
    if (folder === null) return null
    return {
      folder,
      same_disk: await folders.isOnSameDisk(folder),
      last_run: await this.lastRun(),
      last_good_at: await this.setting('lastGood'),
      running_job: jobs.running('backup')?.id ?? null,
    }
  }

  /** @throws Malformed for a folder that cannot take backups, Conflict for one of the library or while one is made. */
  async setFolder(typed: string): Promise<BackupFacts | null> {
    const { folders, unit, jobs } = this.parts
    if (jobs.running('backup')) {
      throw new Conflict(say('backup.running'))
    }
    const folder = await checked(() => folders.resolve(typed))
    for (const { path } of await unit.read.library.folders()) {
      if (folders.contains(path, folder)) {
        throw new Conflict(say('folder.inLibrary', { path }))
      }
    }
    const hubId = await this.hubId()
    await checked(() => folders.prepare(folder, hubId))
    await unit.write(async ({ settings }) => {
      // What is known of the last run is known of another folder.
      if ((await settings.get(names.folder)) !== folder) {
        await settings.set(names.lastRun, '')
        await settings.set(names.lastGood, '')
      }
      await settings.set(names.folder, folder)
    })
    this.announce('changed')
    return this.facts()
  }

  /** What was backed up stays where it is. */
  async forgetFolder(): Promise<void> {
    const { jobs, unit } = this.parts
    const running = jobs.running('backup')
    if (running) await jobs.cancel(running.id)
    await unit.write(async ({ settings }) => {
      for (const name of Object.values(names)) await settings.set(name, '')
    })
    this.announce('changed')
  }

  /** @throws Conflict when no folder was picked yet. */
  async start(): Promise<Job> {
    const folder = await this.setting('folder')
    if (folder === null) {
      throw new Conflict(say('backup.noFolder'))
    }
    return this.begin(folder)
  }

  /** Starts a backup if the last good one is a day old; a failed try is repeated after an hour at the earliest. */
  async startIfDue(): Promise<Job | null> {
    const folder = await this.setting('folder')
    if (folder === null) return null
    const now = this.parts.clock.now()
    const [lastGoodAt, lastRun] = [await this.setting('lastGood'), await this.lastRun()]
    const isRecent = (at: string | undefined | null, span: number) => {
      // A moment that is still to come was noted by a clock that was wrong then, or is now.
      const age = at ? now - Date.parse(at) : Number.POSITIVE_INFINITY
      return age >= 0 && age < span
    }
    if (isRecent(lastGoodAt, backupEvery) || isRecent(lastRun?.at, retryAfter)) return null
    return this.begin(folder)
  }

  /** The contents of the backup; null when there is none, or it cannot be reached now. */
  async contents(): Promise<BlobStore | null> {
    const folder = await this.setting('folder')
    if (folder === null) return null
    const target = await this.open(folder).catch((error: unknown) => {
      if (error instanceof BackupUnavailable) return null
      throw error
    })
    return target && target.contents
  }

  private async lastRun(): Promise<BackupRun | null> {
    const text = await this.setting('lastRun')
    return text === null ? null : backupRun.parse(JSON.parse(text))
  }

  private begin(folder: string): Job {
    return this.parts.jobs.start('backup', (handle) => this.run(folder, handle))
  }

  private async run(folder: string, handle: JobHandle): Promise<void> {
    const nothing = { contents: 0, size_bytes: 0, lacking: 0 }
    try {
      const target = await this.open(folder)
      const made = await makeBackup(this.parts.source, target, await this.hubId(), handle)
      const { contents, sizeBytes: size_bytes, lacking } = made
      await this.note({ state: 'done', contents, size_bytes, lacking, problem: null })
    } catch (error) {
      if (handle.signal.aborted) {
        await this.note({ state: 'cancelled', ...nothing, problem: null })
        throw error
      }
      const problem =
        error instanceof JobFailed || error instanceof BackupUnavailable ? error.message : say('backup.fault')
      await this.note({ state: 'failed', ...nothing, problem })
      throw error instanceof BackupUnavailable ? new JobFailed(error.message) : error
    }
  }

  private async note(run: Omit<BackupRun, 'at'>): Promise<void> {
    const at = iso(this.parts.clock.now())
    await this.parts.unit.write(async ({ settings }) => {
      await settings.set(names.lastRun, JSON.stringify({ at, ...run }))
      if (run.state === 'done') await settings.set(names.lastGood, at)
    })
    this.announce(run.state)
  }

  private async open(folder: string): Promise<BackupTarget> {
    return this.parts.folders.open(folder, await this.hubId())
  }

  private async hubId(): Promise<string> {
    const id = await this.parts.unit.read.settings.get('hub_id')
    if (id === null) throw new Error('The hub has no id yet')
    return id
  }

  private async setting(name: keyof typeof names): Promise<string | null> {
    const value = await this.parts.unit.read.settings.get(names[name])
    return value === '' ? null : value
  }

  private announce(state: 'changed' | BackupRun['state']): void {
    this.parts.events.publish({ type: 'backup', id: 'backup', state })
  }
}

async function checked<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BackupUnavailable) throw new Malformed(error.message, 'unprocessable')
    throw error
  }
}
