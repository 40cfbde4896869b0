import { say } from '../../../shared/sentences/say'
import { defaultExtension, findPlatform, gameExtensions, slugOf } from '../../../shared/platforms'
import { Malformed } from '../errors'
import { archives } from './card-names'
import { isSaveName, nameProblem, partsOf, stemOf } from './file-names'
import { choiceFor, guessPlatform, type PlatformChoices } from './platform-choice'

/** What becomes of one line of names. */
export interface ImportedLine {
  readonly line: string
  /** Lines of one group are for one platform: the folder that names it, or how the files end. */
  readonly group: string
  readonly outcome: 'new' | 'known' | 'alias' | 'refused'
  readonly platform: string | null
  /** The game's name, as people read it. */
  readonly name: string | null
  /** As the device calls it. */
  readonly fileName: string | null
  readonly gameId: number | null
  readonly reason: string | null
}

export interface ImportRequest {
  readonly lines: readonly string[]
  /** For lines that do not name a platform's folder. */
  readonly platform: string | null
  /** What was said about groups; goes before everything else. */
  readonly choices: PlatformChoices
  /** Whether a line may be a path, as in the list of a card's files. */
  readonly mayBePaths: boolean
}

/** A line that can be a game, not yet compared with what is known. */
export type NamedLine = Omit<ImportedLine, 'outcome' | 'gameId'> & {
  readonly platform: string
  readonly fileName: string
}

/** Pictures and lists of a card are no games' files. */
const neverGames = new Set(
  'txt nfo xml jpg jpeg png gif bmp mp4 pdf ini cfg opt lpl db dat log md5 sh'.split(' '),
)

/** Why a line is not taken that its person left out. */
export const leftOut = say('leftOut.byPerson')
export const platformWanted = say('platform.wanted')

/** Takes lines apart; empty ones say nothing. @throws Malformed for a platform that cannot be one. */
export function readLines({
  lines,
  platform,
  choices,
  mayBePaths,
}: ImportRequest): (NamedLine | ImportedLine)[] {
  const fallback = platform === null ? null : slugOf(platform)
  if (platform !== null && fallback === null) {
    throw new Malformed(say('platform.noLetter'), 'unprocessable')
  }
  return lines
    .map((line) => line.replace(/^\uFEFF/, '').trim())
    .filter((line) => line !== '')
    .map((line) => readLine(line, { fallback, choices, mayBePath: mayBePaths }))
}

interface LineRules {
  readonly fallback: string | null
  readonly choices: PlatformChoices
  readonly mayBePath: boolean
}

function readLine(line: string, { fallback, choices, mayBePath }: LineRules): NamedLine | ImportedLine {
  const parts = mayBePath ? line.replaceAll('\\', '/').split('/').filter(Boolean) : [line]
  const last = parts.at(-1) ?? line
  const { group, folder } = groupOf(parts.slice(0, -1), last)
  const guess = mayBePath ? guessPlatform(last) : null
  const platform =
    choiceFor(choices, group) ?? (folder === null ? (fallback ?? guess) : slugOf(folder)) ?? null
  const refuse = (reason: string) =>
    refused({ line, group, platform: platform === '' ? null : platform }, reason)
  if (platform === '') return refuse(leftOut)
  const problem = nameProblem(last)
  if (platform === null) return refuse(platformWanted)
  if (problem !== null) return refuse(problem)
  if (last.startsWith('.')) return refuse(say('name.hidden'))
  const extension = partsOf(last).extension.toLowerCase()
  if (mayBePath && neverGames.has(extension) && !gameExtensions.has(extension)) {
    return refuse(say('name.notGame'))
  }
  const fileName = asFileName(last, platform)
  const tooLong = nameProblem(fileName)
  if (tooLong !== null) return refuse(tooLong)
  return { line, group, platform, name: partsOf(fileName).title, fileName, reason: null }
}

/** The path up to the folder that names a platform; else the folder with the ending, which may tell it. */
function groupOf(folders: readonly string[], fileName: string): { group: string; folder: string | null } {
  const naming = folders.map((part) => findPlatform(part) !== null).lastIndexOf(true)
  const folder = folders[naming]
  if (folder !== undefined) return { group: folders.slice(0, naming + 1).join('/'), folder }
  const { extension } = partsOf(fileName)
  const ending = extension === '' ? '*' : `*.${extension.toLowerCase()}`
  return { group: [...folders, ending].join('/'), folder: null }
}

/** A save's name says what the game's file is called but for its ending; so does a name without any. */
function asFileName(name: string, platform: string): string {
  const extension = partsOf(name).extension.toLowerCase()
  const isGame = gameExtensions.has(extension) || archives.has(extension)
  if (isGame && !isSaveName(name)) return name
  const stem = isSaveName(name) ? stemOf(name) : name
  return `${stem}.${defaultExtension(platform)}`
}

/** A line of which nothing is stored. */
export function refused(
  named: Pick<ImportedLine, 'line' | 'group' | 'platform'>,
  reason: string,
): ImportedLine {
  return { ...named, outcome: 'refused', name: null, fileName: null, gameId: null, reason }
}
