import { say } from '../../../shared/sentences/say'
import { importLimits } from '../../../shared/api/import'
import type { KnownActor } from '../activity/activity'
import type { Clock } from '../clock'
import { Conflict, Malformed, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { Job, JobHandle, JobRegistry } from '../jobs/job-registry'
import type { ImportGames } from '../library/import-games'
import type { Random } from '../random'
import type { ByteSource } from '../saves/blob-store'
import type { GameLookup } from '../saves/game-lookup'
import type { SaveIntake } from '../saves/save-intake'
import type { UnitOfWork } from '../unit-of-work'
import { GameIndex } from './game-index'
import type { ClaimedFile } from './import-item'
import { type ImportChoices, type ImportResult, ImportRun } from './import-run'
import { type ImportSource, type ImportSources, ImportUnavailable } from './import-source'
import { planImport, type PlannedFile, type Receiver, type Receivers } from './plan-import'
import { manifestOf, readExport } from './read-export'
import { readRetroArch } from './read-retroarch'

/** Looks that are kept at a time: each holds a list of files, and perhaps an archive. */
const mostLooks = 8

/** An import that somebody looked at. */
export interface ImportView {
  readonly id: string
  readonly kind: 'roost' | 'retroarch'
  readonly name: string
  readonly state: 'ready' | 'running' | 'done'
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  readonly files: readonly PlannedFile[]
  readonly problems: readonly string[]
  readonly jobId: string | null
  readonly result: ImportResult | null
}

interface Look extends ImportView {
  readonly source: ImportSource
  readonly ownerId: number
  state: ImportView['state']
  files: readonly PlannedFile[]
  jobId: string | null
  result: ImportResult | null
}

/** Whose an import becomes: one person's, or each file that of the person it names. */
export interface ImportFor {
  readonly askerId: number
  readonly receivers: readonly Receiver[]
  /** Whether files go to the people they name. */
  readonly isByName: boolean
  /** Whether games that nobody has yet may be added. */
  readonly mayAddGames: boolean
}

export interface ImportParts {
  readonly unit: UnitOfWork
  readonly clock: Clock
  readonly random: Random
  readonly events: EventLog
  readonly jobs: JobRegistry
  readonly games: GameLookup
  readonly intake: SaveIntake
  readonly importGames: ImportGames
  readonly sources: ImportSources
}

/** Brings saves in from an export, or from RetroArch: looked at first, then appended, never replacing anything. */
export class ImportService {
  private readonly looks = new Map<string, Look>()

  constructor(private readonly parts: ImportParts) {}

  /** Removes archives of earlier starts. */
  start(): Promise<void> {
    return this.parts.sources.sweep()
  }

  /** Forgets everything. Call it when no job runs any more. */
  async stop(): Promise<void> {
    for (const id of this.looks.keys()) await this.drop(id)
  }

  /** @throws Malformed for a folder that cannot be read, or is not of that kind. */
  async folder(
    source: { readonly kind: 'folder' | 'retroarch'; readonly path: string },
    target: ImportFor,
    signal: AbortSignal,
  ): Promise<ImportView> {
    const opened = await refused(this.parts.sources.folder(source.path, signal))
    return this.look(opened, source.kind, target, signal)
  }

  /** @throws Malformed for what is no archive, or one that is unsafe; and whatever the stream throws. */
  async archive(
    bytes: ByteSource,
    name: string,
    target: ImportFor,
    signal: AbortSignal,
  ): Promise<ImportView> {
    const source = await refused(this.parts.sources.archive(bytes, name))
    return this.look(source, 'any', target, signal)
  }

  /** @throws NotFound for nobody's, and for another person's. */
  get(id: string, askerId: number): ImportView {
    return this.own(id, askerId)
  }

  /** @throws NotFound; Conflict while another import runs; Malformed for a choice that cannot be. */
  async run(id: string, choices: ImportChoices, actor: KnownActor): Promise<Job> {
    const { jobs } = this.parts
    const look = this.own(id, actor.principal.person.id)
    this.assertReady(look)
    const run = await ImportRun.prepare(this.parts, look.files, choices, { actor, source: look.name })
    // Somebody else may have been faster while the choices were read.
    this.assertReady(look)
    look.state = 'running'
    const work = async (handle: JobHandle) => {
      try {
        await run.all(handle)
      } finally {
        look.state = 'done'
        look.result = run.result
        await look.source.close()
      }
    }
    const job = jobs.start('import', work, { personId: actor.principal.person.id })
    look.jobId = job.id
    return job
  }

  /** @throws NotFound */
  async forget(id: string, askerId: number): Promise<void> {
    const { jobId, state } = this.own(id, askerId)
    if (jobId !== null && state === 'running') await this.parts.jobs.cancel(jobId)
    await this.drop(id)
  }

  private assertReady({ state }: Look): void {
    if (state !== 'ready') throw new Conflict(say('import.started'))
    if (!this.parts.jobs.running('import')) return
    throw new Conflict(say('wait.import'))
  }

  private own(id: string, askerId: number): Look {
    const look = this.looks.get(id)
    if (look?.ownerId === askerId) return look
    throw new NotFound(say('import.forgotten'))
  }

  private async look(
    source: ImportSource,
    wanted: 'folder' | 'retroarch' | 'any',
    target: ImportFor,
    signal: AbortSignal,
  ): Promise<ImportView> {
    try {
      const { kind, claims } = await refused(claimsOf(source, wanted))
      const { unit, games, random, clock } = this.parts
      const files = await planImport(claims, {
        saves: unit.read.saves,
        games,
        index: await GameIndex.of(unit.read.library),
        receivers: receiversOf(target, claims),
        mayAddGames: target.mayAddGames,
        signal,
      })
      const look: Look = {
        id: random.uuid(),
        kind,
        name: source.name,
        state: 'ready',
        expiresAt: clock.now() + importLimits.keptMilliseconds,
        files,
        problems: source.problems,
        jobId: null,
        result: null,
        source,
        ownerId: target.askerId,
      }
      await this.keep(look)
      return look
    } catch (error) {
      await source.close()
      throw error
    }
  }

  private async keep(look: Look): Promise<void> {
    this.looks.set(look.id, look)
    this.parts.clock.after(importLimits.keptMilliseconds, () => {
      void this.drop(look.id)
    })
    const old = [...this.looks.values()].filter(({ state }) => state !== 'running')
    for (const { id } of old.slice(0, -mostLooks)) await this.drop(id)
  }

  /** One that runs closes its source itself. */
  private async drop(id: string): Promise<void> {
    const look = this.looks.get(id)
    this.looks.delete(id)
    if (look?.state === 'ready') await look.source.close()
  }
}

async function claimsOf(
  source: ImportSource,
  wanted: 'folder' | 'retroarch' | 'any',
): Promise<{ kind: ImportView['kind']; claims: ClaimedFile[] }> {
  const manifest = wanted === 'retroarch' ? null : manifestOf(source)
  if (manifest) return { kind: 'roost', claims: await readExport(source, manifest) }
  if (wanted === 'folder') {
    throw new ImportUnavailable(say('import.noManifest', { path: source.name }))
  }
  return { kind: 'retroarch', claims: readRetroArch(source) }
}

/**
 * An import that names one person is the receiver's, whatever the name: people are called differently on two hubs. One
 * that names several gives a single receiver only what is under that name.
 */
function receiversOf({ receivers, isByName }: ImportFor, claims: readonly ClaimedFile[]): Receivers {
  const names = new Set(claims.flatMap(({ personName }) => (personName === null ? [] : [fold(personName)])))
  const [first] = receivers
  const isOnly = !isByName && names.size <= 1
  return {
    for(personName) {
      if (personName === null || isOnly) return first ?? null
      return receivers.find(({ name }) => fold(name) === fold(personName)) ?? null
    },
  }
}

function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

async function refused<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ImportUnavailable) throw new Malformed(error.message, 'unprocessable')
    throw error
  }
}
