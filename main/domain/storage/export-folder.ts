import { say } from '../../../shared/sentences/say'
import { exportManifestName } from '../../../shared/api/export'
import { exportManifest } from '../../../shared/export-manifest'
import { type Clock, iso } from '../clock'
import { Conflict, Malformed } from '../errors'
import { type Job, type JobHandle, JobFailed, type JobRegistry } from '../jobs/job-registry'
import type { BlobStore, ByteSource } from '../saves/blob-store'
import type { UnitOfWork } from '../unit-of-work'
import { assertGame } from './export-saves'
import { describedFile, manifestBytes, planExport, type PlannedExport } from './plan-export'
import type { ExportChoice } from './stored-sizes'

/** The folder cannot take an export; the message says why. */
export class ExportUnavailable extends Error {
  override readonly name = 'ExportUnavailable'
}

/** A folder that an export is written to. Nothing that is in it is ever overwritten, but the description. */
export interface ExportTarget {
  /** The description that an earlier export left; null if there is none. */
  description(): Promise<string | null>
  /**
   * Writes a file whole or not at all. `same`: it is there with this content; `taken`: something else has its name.
   * @throws ExportUnavailable
   */
  put(path: string, sha256: string, read: () => Promise<ByteSource>): Promise<'written' | 'same' | 'taken'>
  /** @throws ExportUnavailable */
  describe(bytes: Uint8Array): Promise<void>
}

/** The folder that somebody typed. @throws ExportUnavailable */
export type OpenExportTarget = (typed: string) => Promise<ExportTarget>

export interface ExportFolderParts {
  readonly unit: UnitOfWork
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly jobs: JobRegistry
  readonly open: OpenExportTarget
}

/** Saves as a plain folder tree, under the names they have in an archive. */
export class ExportFolder {
  constructor(private readonly parts: ExportFolderParts) {}

  /** @throws NotFound for a game that nobody has; Malformed for a folder that cannot take it; Conflict while another export runs. */
  async start(typed: string, choice: ExportChoice): Promise<Job> {
    const { jobs, open, unit } = this.parts
    await assertGame(unit, choice)
    const target = await open(typed).catch((error: unknown) => {
      throw error instanceof ExportUnavailable ? new Malformed(error.message, 'unprocessable') : error
    })
    const earlier = earlierFiles(await target.description())
    if (earlier === null) {
      throw new Conflict(say('export.notOurs', { name: exportManifestName, path: typed }))
    }
    if (jobs.running('export')) throw new Conflict(say('wait.export'))
    return jobs.start('export', (handle) => this.run(target, earlier, choice, handle))
  }

  private async run(
    target: ExportTarget,
    earlier: ReadonlyMap<string, unknown>,
    choice: ExportChoice,
    handle: JobHandle,
  ): Promise<void> {
    const planned = planExport(await this.parts.unit.read.storage.exported(choice))
    const files = new Map(earlier)
    const missing: unknown[] = []
    try {
      for (const [done, each] of planned.entries()) {
        handle.progress(done, planned.length)
        handle.signal.throwIfAborted()
        const outcome = await this.put(target, each)
        if (outcome === 'missing') missing.push(describedFile(each))
        else if (outcome !== 'taken') files.set(each.path, describedFile(each))
        const problem = problems[outcome]
        if (problem !== null) handle.problem(say(problem, { path: each.path }))
      }
      handle.progress(planned.length, planned.length)
    } catch (error) {
      throw error instanceof ExportUnavailable
        ? new JobFailed(say('export.stopped', { why: error.message }))
        : error
    } finally {
      // Also of an export that was stopped: what is there can be brought back.
      const at = iso(this.parts.clock.now())
      await target.describe(manifestBytes(at, [...files.values()], missing)).catch((error: unknown) => {
        if (!(error instanceof ExportUnavailable)) throw error
        handle.problem(error.message)
      })
    }
  }

  private async put(
    target: ExportTarget,
    { path, version }: PlannedExport,
  ): Promise<'written' | 'same' | 'taken' | 'missing'> {
    const { blobs } = this.parts
    if (!(await blobs.has(version.sha256))) return 'missing'
    return target.put(path, version.sha256, async () => {
      const found = await blobs.get(version.sha256)
      if (!found) throw new ExportUnavailable(say('export.gone'))
      return found.stream
    })
  }
}

const problems = {
  written: null,
  same: null,
  taken: 'export.taken',
  missing: 'export.noBytes',
} as const

/** What an earlier export described, by path; null for a description that is not Roost's. */
function earlierFiles(description: string | null): ReadonlyMap<string, unknown> | null {
  if (description === null) return new Map()
  try {
    const { files } = exportManifest.parse(JSON.parse(description))
    return new Map(files.flatMap((file) => (hasPath(file) ? [[file.path, file] as const] : [])))
  } catch {
    return null
  }
}

function hasPath(file: unknown): file is { readonly path: string } {
  return typeof file === 'object' && file !== null && 'path' in file && typeof file.path === 'string'
}
