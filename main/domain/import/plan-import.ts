import { uploadLimits } from '../../../shared/api/saves'
import type { GameLookup, NamedGame } from '../saves/game-lookup'
import type { SaveReader, Version } from '../saves/save-line'
import type { GameIndex } from './game-index'
import type { ClaimedFile, ImportReason } from './import-item'
import { measureFile } from './measure-file'

/** A person into whose lines something goes. */
export interface Receiver {
  readonly id: number
  readonly name: string
}

/** Who may get what of an import. */
export interface Receivers {
  /** Null for nobody. */
  for(personName: string | null): Receiver | null
}

export type ImportOutcome = 'new' | 'here' | 'differs' | 'unmatched'

/** A file of an import, compared with what the hub has. */
export interface PlannedFile {
  readonly claim: ClaimedFile
  readonly person: Receiver | null
  readonly sha256: string
  readonly isBlank: boolean
  /** Null where it is not matched, or is of a game that would be added. */
  readonly game: NamedGame | null
  readonly mayAddGame: boolean
  readonly candidates: readonly NamedGame[]
  readonly reason: ImportReason | null
  readonly head: Version | null
  readonly outcome: ImportOutcome
  /** Whether it is the newest of the import for its line. */
  readonly canBeHead: boolean
}

export interface PlanParts {
  readonly saves: Pick<SaveReader, 'lineOf' | 'version' | 'withContent'>
  readonly games: GameLookup
  readonly index: GameIndex
  readonly receivers: Receivers
  /** Whether games that nobody has yet may be added. */
  readonly mayAddGames: boolean
  readonly signal: AbortSignal
}

const mostCandidates = 8

/** Reads every file once and says what would become of it. Nothing is stored. */
export async function planImport(claims: readonly ClaimedFile[], parts: PlanParts): Promise<PlannedFile[]> {
  const planned: PlannedFile[] = []
  for (const claim of claims) {
    parts.signal.throwIfAborted()
    planned.push(await planFile(claim, parts))
  }
  return withHeads(planned)
}

async function planFile(claim: ClaimedFile, parts: PlanParts): Promise<PlannedFile> {
  const none = unmatched(claim)
  if (claim.reason !== null) return none
  if (claim.source.sizeBytes > uploadLimits.save) return { ...none, reason: 'too-large' }
  const person = parts.receivers.for(claim.personName)
  if (!person) return { ...none, reason: 'other-person' }
  const measured = await measureFile(claim.source, parts.signal).catch((error: unknown) => {
    if (parts.signal.aborted) throw error
    return null
  })
  if (!measured) return { ...none, person, reason: 'damaged' }
  const ids = parts.index.find(claim.game)
  const candidates = [...(await parts.games.visible(person.id, ids)).values()]
  const [game, ...others] = candidates
  const file = { ...none, ...measured, person }
  if (others.length > 0) {
    return { ...file, reason: 'several-games', candidates: candidates.slice(0, mostCandidates) }
  }
  if (!game) {
    const mayAddGame = parts.mayAddGames && claim.game.isExact
    return mayAddGame ? { ...file, mayAddGame, outcome: 'new' } : { ...file, reason: 'no-game' }
  }
  return { ...file, game, ...(await comparedWith(parts.saves, claim, { person, game, ...measured })) }
}

/** How a content stands to the line it would go to. */
export async function comparedWith(
  saves: Pick<SaveReader, 'lineOf' | 'version' | 'withContent'>,
  { kind, key }: Pick<ClaimedFile, 'kind' | 'key'>,
  { person, game, sha256 }: { readonly person: Receiver; readonly game: NamedGame; readonly sha256: string },
): Promise<Pick<PlannedFile, 'head' | 'outcome'>> {
  const line = await saves.lineOf({ personId: person.id, gameId: game.id, kind, key })
  if (!line) return { head: null, outcome: 'new' }
  const headId = line.headVersionId
  const head = headId === null ? null : ((await saves.version(headId))?.version ?? null)
  const same = await saves.withContent(line.id, sha256, null)
  const isHere = same.some(({ state, bytesDroppedAt }) => state !== 'deleted' && bytesDroppedAt === null)
  return { head, outcome: isHere ? 'here' : head ? 'differs' : 'new' }
}

function unmatched(claim: ClaimedFile): PlannedFile {
  return {
    claim,
    person: null,
    sha256: '',
    isBlank: false,
    game: null,
    mayAddGame: false,
    candidates: [],
    reason: claim.reason,
    head: null,
    outcome: 'unmatched',
    canBeHead: false,
  }
}

/** Of each line at most one file can become the head: the one that is said to be, else the newest. */
export function withHeads(files: readonly PlannedFile[]): PlannedFile[] {
  const best = new Map<string, PlannedFile>()
  for (const file of files) {
    if (file.claim.reason !== null || file.claim.isHead === false) continue
    const key = lineOf(file)
    const other = best.get(key)
    if (!other || isNewer(file, other)) best.set(key, file)
  }
  return files.map((file) => ({ ...file, canBeHead: best.get(lineOf(file)) === file }))
}

function lineOf({ claim, person, game }: PlannedFile): string {
  const { kind, key } = claim
  const where = game ? [game.id] : [claim.game.platforms, claim.game.fileName.replace(/\.[^.]*$/, '')]
  return JSON.stringify([person?.id ?? null, where, kind, key])
}

/** A blank one never goes before one that is not. */
function isNewer(file: PlannedFile, other: PlannedFile): boolean {
  if (file.isBlank !== other.isBlank) return other.isBlank
  return (file.claim.at ?? '') > (other.claim.at ?? '')
}

/** What becomes of a file unless somebody chooses otherwise. */
export function becomes({ outcome, canBeHead, head, isBlank }: PlannedFile): 'head' | 'beside' | 'nothing' {
  if (outcome === 'here' || outcome === 'unmatched') return 'nothing'
  return canBeHead && (!head || (head.blank && !isBlank)) ? 'head' : 'beside'
}
