import { say } from '../../../shared/sentences/say'
import { uploadLimits } from '../../../shared/api/saves'
import { activityOf, type KnownActor } from '../activity/activity'
import { iso } from '../clock'
import { Malformed, NoRoom, NotFound, Refusal } from '../errors'
import { type JobHandle, JobFailed } from '../jobs/job-registry'
import { ContentTooLarge } from '../saves/blob-store-errors'
import type { NamedGame } from '../saves/game-lookup'
import type { ImportParts } from './import-service'
import { ImportUnavailable } from './import-source'
import { type Imported, writeImported, type Written } from './import-version'
import { type PlannedFile, withHeads } from './plan-import'

/** What a person says about single files, by their place in the look. */
export interface FileChoice {
  readonly gameId: number | null
  /** Null where nothing was said. */
  readonly newest: 'hub' | 'import' | null
  readonly isTaken: boolean
}

export interface ImportChoices {
  readonly newest: 'hub' | 'import'
  readonly files: ReadonlyMap<number, FileChoice>
}

export interface ImportResult {
  readonly becameHead: number
  readonly keptBeside: number
  readonly alreadyHere: number
  readonly leftOut: number
  readonly failed: number
  readonly gamesAdded: number
  /** The versions that became heads, by the id of their person. */
  readonly heads: ReadonlyMap<number, readonly number[]>
}

/** A file that is taken in, with what was chosen. */
interface Taken extends Omit<Imported, 'game'> {
  /** Null for a game that has to be added first. */
  readonly game: NamedGame | null
}

/** Takes the files of an import in, one at a time; what was done stays when it is cancelled. */
export class ImportRun {
  private readonly counts = { becameHead: 0, keptBeside: 0, alreadyHere: 0, failed: 0, gamesAdded: 0 }
  private readonly heads = new Map<number, number[]>()
  private readonly added = new Map<string, NamedGame | null>()

  private constructor(
    private readonly parts: ImportParts,
    private readonly taken: readonly Taken[],
    private readonly leftOut: number,
    private readonly about: { readonly actor: KnownActor; readonly source: string },
  ) {}

  /** @throws Malformed for a file that is not there or cannot be taken; NotFound for a game that is not there. */
  static async prepare(
    parts: ImportParts,
    files: readonly PlannedFile[],
    choices: ImportChoices,
    about: { readonly actor: KnownActor; readonly source: string },
  ): Promise<ImportRun> {
    for (const place of choices.files.keys()) {
      if (!files[place]) throw new Malformed(say('import.noFile', { place }), 'unprocessable')
    }
    const chosen = await gamesOf(parts, about.actor, choices)
    // Files of one game by choice are of one line.
    const decided = withHeads(files.map((file, place) => withGame(file, choices.files.get(place), chosen)))
    const taken = decided.flatMap((file, place) => {
      const one = takenOf(file, choices.files.get(place), choices.newest)
      return one ? [one] : []
    })
    // Oldest first, so that the history reads as it was; an export has the newest first.
    taken.reverse().sort((one, other) => order(one).localeCompare(order(other)))
    return new ImportRun(parts, taken, files.length - taken.length, about)
  }

  get result(): ImportResult {
    return { ...this.counts, leftOut: this.leftOut, heads: this.heads }
  }

  async all(handle: JobHandle): Promise<void> {
    try {
      for (const [done, one] of this.taken.entries()) {
        handle.progress(done, this.taken.length)
        handle.signal.throwIfAborted()
        await this.one(one, handle)
      }
      handle.progress(this.taken.length, this.taken.length)
    } finally {
      await this.note()
    }
  }

  private async one(taken: Taken, handle: JobHandle): Promise<void> {
    const { claim } = taken.file
    try {
      const game = taken.game ?? (await this.gameFor(taken))
      if (!game) throw new Skipped(say('import.noGame'))
      const written = await this.receive(taken, game)
      this.count(written, taken.person.id)
      if (written.kind !== 'here') {
        this.parts.events.publish(
          { type: 'save', id: String(written.version.lineId), state: 'arrived' },
          { personId: taken.person.id },
        )
      }
    } catch (error) {
      if (error instanceof NoRoom) {
        throw new JobFailed(say('import.stopped', { why: error.message }))
      }
      if (!isOfFile(error)) throw error
      this.counts.failed += 1
      handle.problem(say('leftOut.because', { path: claim.source.path, why: error.message }))
    }
  }

  private async receive({ file, person, wantsHead, insists }: Taken, game: NamedGame): Promise<Written> {
    const { claim, sha256 } = file
    const pending = await this.parts.intake.receive(claim.source.read(), claim.fileName, uploadLimits.save)
    try {
      if (pending.sha256 !== sha256) throw new Skipped(say('import.changed'))
      return await this.parts.unit.write((writers) =>
        writeImported(writers, pending, { file, person, game, wantsHead, insists }, this.parts.clock.now()),
      )
    } finally {
      await pending.settle()
    }
  }

  private async gameFor({ file, person }: Taken): Promise<NamedGame | null> {
    const { platforms, fileName } = file.claim.game
    const [platform] = platforms
    const key = JSON.stringify([platform, fileName])
    const known = this.added.get(key)
    if (known !== undefined || platform === undefined) return known ?? null
    const request = { lines: [fileName], platform, choices: {}, mayBePaths: false }
    const [line] = await this.parts.importGames.store(request)
    if (line?.outcome === 'new') this.counts.gamesAdded += 1
    const id = line?.gameId ?? null
    const game = id === null ? null : ((await this.parts.games.visible(person.id, [id])).get(id) ?? null)
    this.added.set(key, game)
    return game
  }

  private count({ kind, version }: Written, personId: number): void {
    if (kind === 'head') {
      this.counts.becameHead += 1
      const heads = this.heads.get(personId) ?? []
      heads.push(version.id)
      this.heads.set(personId, heads)
    } else if (kind === 'beside') {
      this.counts.keptBeside += 1
    } else {
      this.counts.alreadyHere += 1
    }
  }

  /** One entry for each person who got something. */
  private async note(): Promise<void> {
    const { actor, source } = this.about
    if (this.counts.becameHead + this.counts.keptBeside === 0) return
    const people = new Set(this.taken.map(({ person }) => person.id))
    await this.parts.unit.write(async ({ activity }) => {
      for (const personId of people) {
        const at = iso(this.parts.clock.now())
        await activity.append(
          activityOf(actor, 'save.imported', { at, personId, subject: source, subjectId: null }),
        )
      }
    })
  }
}

/** A file that is left out, and why. */
class Skipped extends Error {}

/** Whether it is about that one file; anything else ends the import. */
function isOfFile(error: unknown): error is Error {
  return (
    error instanceof Skipped ||
    error instanceof Refusal ||
    error instanceof ImportUnavailable ||
    error instanceof ContentTooLarge
  )
}

function order({ file }: Taken): string {
  return `${file.claim.at ?? ''} ${file.canBeHead ? 1 : 0}`
}

async function gamesOf(
  { games }: ImportParts,
  { principal }: KnownActor,
  { files }: ImportChoices,
): Promise<ReadonlyMap<number, NamedGame>> {
  const ids = [...new Set([...files.values()].flatMap(({ gameId }) => (gameId === null ? [] : [gameId])))]
  const found = await games.visible(principal.person.id, ids)
  const missing = ids.find((id) => !found.has(id))
  if (missing !== undefined) throw new NotFound(say('game.unknown', { id: missing }))
  return found
}

function withGame(
  file: PlannedFile,
  choice: FileChoice | undefined,
  chosen: ReadonlyMap<number, NamedGame>,
): PlannedFile {
  const game = choice && choice.gameId !== null ? chosen.get(choice.gameId) : undefined
  return game ? { ...file, game } : file
}

/** Null for what stays out. */
function takenOf(file: PlannedFile, choice: FileChoice | undefined, newest: 'hub' | 'import'): Taken | null {
  const { person, game, mayAddGame } = file
  if (!person || file.sha256 === '' || choice?.isTaken === false) return null
  if (!game && !mayAddGame) return null
  const insists = choice?.newest === 'import'
  const wantsHead = (file.canBeHead || insists) && (choice?.newest ?? newest) === 'import'
  return { file, person, game, wantsHead, insists }
}
