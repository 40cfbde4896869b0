import { say } from '../../../shared/sentences/say'
import { findPlatform } from '../../../shared/platforms'
import { Malformed } from '../errors'
import type { UnitOfWork } from '../unit-of-work'
import { withoutTracks } from './card-names'
import type { ImportGames } from './import-games'
import { decide } from './known-names'
import { LibraryUnavailable, type LibraryFiles, type ScannedGame } from './library-files'
import type { LibraryFolders } from './library-folders'
import { type ImportedLine, leftOut, type NamedLine, platformWanted, refused } from './name-lines'
import { partsOf } from './file-names'
import { choiceFor, guessPlatform, type PlatformChoices, readChoices, slugFor } from './platform-choice'

/** Games that are, or would be, for one platform, and what becomes of them. */
export interface LookGroup {
  /** What {@link PlatformChoices} know it by. */
  readonly key: string
  /** Null when nobody could tell, or it was left out. */
  readonly platform: string | null
  readonly added: number
  readonly known: number
  readonly refused: number
  readonly isLeftOut: boolean
  /** A few of their names. */
  readonly examples: readonly string[]
  /** Why some are not taken, each once. */
  readonly reasons: readonly string[]
}

export interface Look {
  /** The real path. */
  readonly path: string
  readonly groups: readonly LookGroup[]
  /** What could not be read. */
  readonly problems: readonly string[]
  /** The folder above, if this one is one platform's and that is the one to choose. */
  readonly parent: string | null
}

const mostExamples = 4
const mostProblems = 20
/** Names read from one card. */
export const mostCardNames = 20_000

/**
 * Looks at folders and cards before anything is kept: what is in them, and for which platforms. An aborted look answers
 * what it has seen, because nobody waits for it.
 */
export class LibraryLook {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly files: LibraryFiles,
    private readonly folders: LibraryFolders,
    private readonly names: ImportGames,
  ) {}

  /**
   * What adding this folder would mean; for one that is a library folder already, what it means now.
   * @param choices what a person said so far; null for what was said when it was added.
   * @throws Malformed if it is no folder that can be read, Conflict if it overlaps with another or with the data.
   */
  async folder(typed: string, choices: PlatformChoices | null, signal: AbortSignal): Promise<Look> {
    const { path, known } = await this.folders.place(typed)
    const { found, problems } = await this.read((handle) => this.files.scan(path, handle), signal)
    const beside = found.filter((game) => game.folder === '')
    const guess: PlatformChoices = beside.length === 0 ? {} : { '': guessFor(path, beside) ?? '' }
    const said = choices === null ? known?.platforms : readChoices(choices)
    const lines = found.map((game) => asLine(game, { ...guess, ...said }))
    const groups = groupLines(await decide(this.unit.read.library, lines))
    const looksLikeOne = findPlatform(lastPart(path)) !== null && found.some((game) => game.folder !== '')
    const isOne = looksLikeOne && groups.every(({ key }) => key === '' || findPlatform(key) === null)
    return { path, groups, problems, parent: isOne ? above(path) : null }
  }

  /**
   * What taking the names of this card would mean.
   * @throws Malformed if it is no folder that can be read, or holds too many names.
   */
  async card(typed: string, choices: PlatformChoices, signal: AbortSignal): Promise<Look> {
    const { path, request, problems } = await this.cardRequest(typed, choices, signal)
    return { path, groups: groupLines(await this.names.preview(request)), problems, parent: null }
  }

  /** Adds the games of a card by their names; nothing is copied. @throws as {@link card} */
  async takeCard(typed: string, choices: PlatformChoices): Promise<Look> {
    const { path, request, problems } = await this.cardRequest(typed, choices, new AbortController().signal)
    return { path, groups: groupLines(await this.names.store(request)), problems, parent: null }
  }

  private async cardRequest(typed: string, choices: PlatformChoices, signal: AbortSignal) {
    const path = await this.files.resolve(typed).catch(asMalformed)
    const { found, problems } = await this.read((handle) => this.files.names(path, handle), signal)
    const lines = withoutTracks(found)
    if (lines.length > mostCardNames) {
      throw new Malformed(say('folder.tooManyNames', { path, most: mostCardNames }), 'unprocessable')
    }
    const request = { lines, platform: null, choices: readChoices(choices), mayBePaths: true }
    return { path, request, problems }
  }

  private async read<Found>(
    work: (handle: Parameters<LibraryFiles['scan']>[1]) => Promise<Found>,
    signal: AbortSignal,
  ): Promise<{ found: Found; problems: string[] }> {
    const problems: string[] = []
    const problem = (text: string) => {
      if (problems.length < mostProblems) problems.push(text)
    }
    const found = await work({ signal, problem, progress: () => {} }).catch(asMalformed)
    return { found, problems }
  }
}

function asMalformed(error: unknown): never {
  if (error instanceof LibraryUnavailable) throw new Malformed(error.message, 'unprocessable')
  throw error
}

/** For the games that lie in the folder itself: it may be named after its platform, or all end in one way. */
function guessFor(path: string, beside: readonly ScannedGame[]): string | null {
  const named = findPlatform(lastPart(path))
  if (named) return named.slug
  const guesses = new Set(beside.map(({ fsName }) => guessPlatform(fsName)))
  const [only] = guesses
  return guesses.size === 1 && only ? only : null
}

function asLine(game: ScannedGame, choices: PlatformChoices): NamedLine | ImportedLine {
  const platform = slugFor(game, choices)
  const named = { line: game.relativePath, group: game.folder, platform }
  if (platform !== null) {
    return {
      ...named,
      platform,
      name: partsOf(game.fsName, game.isFolder).title,
      fileName: game.fsName,
      reason: null,
    }
  }
  const isSaid = choiceFor(choices, game.folder) === '' && game.folder !== ''
  return refused(named, isSaid ? leftOut : platformWanted)
}

/** Gathers lines by their groups, the largest first. */
export function groupLines(lines: readonly ImportedLine[]): LookGroup[] {
  const byGroup = new Map<string, ImportedLine[]>()
  for (const line of lines) {
    const group = byGroup.get(line.group)
    if (group) group.push(line)
    else byGroup.set(line.group, [line])
  }
  const size = ({ added, known, refused: no }: LookGroup) => added + known + no
  return [...byGroup]
    .map(([key, members]) => describeGroup(key, members))
    .sort((one, other) => size(other) - size(one) || (one.key < other.key ? -1 : 1))
}

function describeGroup(key: string, lines: readonly ImportedLine[]): LookGroup {
  const taken = lines.filter(({ outcome }) => outcome !== 'refused')
  const isLeftOut = lines.every(({ reason }) => reason === leftOut)
  const reasons = new Set(lines.flatMap(({ reason }) => (reason === null ? [] : [reason])))
  const names = (taken.length > 0 ? taken : lines).map(({ line, name }) => name ?? lastPart(line))
  return {
    key,
    platform: lines.find(({ platform }) => platform !== null)?.platform ?? null,
    added: taken.filter(({ outcome }) => outcome === 'new').length,
    known: taken.filter(({ outcome }) => outcome !== 'new').length,
    refused: lines.length - taken.length,
    isLeftOut,
    examples: [...new Set(names)].slice(0, mostExamples),
    reasons: [...reasons].slice(0, mostExamples),
  }
}

function lastPart(path: string): string {
  return path.slice(lastSeparator(path) + 1)
}

/** Null if that is the root of a disk, which is nobody's library. */
function above(path: string): string | null {
  const parent = path.slice(0, Math.max(0, lastSeparator(path)))
  return lastSeparator(parent) === -1 ? null : parent
}

function lastSeparator(path: string): number {
  return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
}
