import { defaultExtension, findPlatform, gameExtensions, slugOf } from '../../../shared/platforms'
import { type Clock, iso } from '../clock'
import type { EventLog } from '../events/event-log'
import { Malformed } from '../errors'
import type { Random } from '../random'
import type { UnitOfWork } from '../unit-of-work'
import { foldedStem, hasTags, isSaveName, nameProblem, partsOf, stemOf, titleKey } from './file-names'
import { addAlias, describe, platformFor } from './folder-scan'
import type { GameName, LibraryReader, LibraryWriter } from './library-store'
import { NewIds } from './new-ids'

/** What becomes of one line of names. */
export interface ImportedLine {
  readonly line: string
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
  /** Whether a line may be a path, as in the list of a card's files. */
  readonly mayBePaths: boolean
}

type Named = Omit<ImportedLine, 'outcome' | 'gameId'> & {
  readonly platform: string
  readonly fileName: string
}

/** Archives are games' files too, and pictures and lists of a card are not. */
const archives = new Set(['zip', '7z', 'rar', 'm3u'])
const neverGames = new Set(
  'txt nfo xml jpg jpeg png gif bmp mp4 pdf ini cfg opt lpl db dat log md5 sh'.split(' '),
)

/** Games without a file on this computer, by their names on the devices (design section 8). */
export class ImportGames {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly events: EventLog,
  ) {}

  /** What {@link store} would do; nothing is stored. @throws Malformed for a platform that cannot be one. */
  preview(request: ImportRequest): Promise<ImportedLine[]> {
    return decide(this.unit.read.library, readLines(request))
  }

  /** Adds what is new, and other names to what is known. @throws Malformed for a platform that cannot be one. */
  async store(request: ImportRequest): Promise<ImportedLine[]> {
    const lines = readLines(request)
    const stored = await this.unit.write(async ({ library }) => {
      const decided = await decide(library, lines)
      const ids = new NewIds(library, this.random)
      const at = iso(this.clock.now())
      const result: ImportedLine[] = []
      for (const line of decided) result.push(await storeLine(library, ids, at, line))
      return result
    })
    if (stored.some(({ outcome }) => outcome === 'new' || outcome === 'alias')) {
      this.events.publish({ type: 'library', id: 'games', state: 'changed' })
    }
    return stored
  }
}

function readLines({ lines, platform, mayBePaths }: ImportRequest): (Named | ImportedLine)[] {
  const fallback = platform === null ? null : slugOf(platform)
  if (platform !== null && fallback === null) {
    throw new Malformed('The platform has no letter or digit in its name', 'unprocessable')
  }
  return lines
    .map((line) => line.replace(/^\uFEFF/, '').trim())
    .filter((line) => line !== '')
    .map((line) => readLine(line, fallback, mayBePaths))
}

function readLine(line: string, fallback: string | null, mayBePath: boolean): Named | ImportedLine {
  const parts = mayBePath ? line.replaceAll('\\', '/').split('/').filter(Boolean) : [line]
  const last = parts.at(-1) ?? line
  const folder = parts
    .slice(0, -1)
    .reverse()
    .find((part) => findPlatform(part) !== null)
  const platform = folder === undefined ? fallback : slugOf(folder)
  if (platform === null) return refused(line, null, 'Say which platform it is for')
  const problem = nameProblem(last)
  if (problem !== null) return refused(line, platform, problem)
  if (last.startsWith('.')) return refused(line, platform, 'It is a hidden file')
  const extension = partsOf(last).extension.toLowerCase()
  if (mayBePath && neverGames.has(extension) && !gameExtensions.has(extension)) {
    return refused(line, platform, 'It is not the file of a game')
  }
  const fileName = asFileName(last, platform)
  const tooLong = nameProblem(fileName)
  if (tooLong !== null) return refused(line, platform, tooLong)
  return { line, platform, name: partsOf(fileName).title, fileName, reason: null }
}

/** A save's name says what the game's file is called but for its ending; so does a name without any. */
function asFileName(name: string, platform: string): string {
  const extension = partsOf(name).extension.toLowerCase()
  const isGame = gameExtensions.has(extension) || archives.has(extension)
  if (isGame && !isSaveName(name)) return name
  const stem = isSaveName(name) ? stemOf(name) : name
  return `${stem}.${defaultExtension(platform)}`
}

function refused(line: string, platform: string | null, reason: string): ImportedLine {
  return { line, outcome: 'refused', platform, name: null, fileName: null, gameId: null, reason }
}

/** Compares with what is known, and with earlier lines. */
async function decide(
  library: LibraryReader,
  lines: readonly (Named | ImportedLine)[],
): Promise<ImportedLine[]> {
  const known = new Map<string, KnownNames>()
  const decided: ImportedLine[] = []
  for (const line of lines) {
    if ('outcome' in line) {
      decided.push(line)
      continue
    }
    let names = known.get(line.platform)
    if (!names) {
      const platform = await library.platformBySlug(line.platform)
      names = new KnownNames(platform ? await library.names(platform.id) : [])
      known.set(line.platform, names)
    }
    decided.push({ ...line, ...names.decide(line.fileName) })
  }
  return decided
}

/** The names of one platform's games. */
class KnownNames {
  private readonly byName = new Map<string, number | null>()
  private readonly byTitle = new Map<string, GameName[]>()

  constructor(names: readonly GameName[]) {
    for (const name of names) {
      if (!this.byName.has(name.foldedName)) this.byName.set(name.foldedName, name.gameId)
      const key = titleKey(name.fileName)
      const group = this.byTitle.get(key)
      if (group) group.push(name)
      else this.byTitle.set(key, [name])
    }
  }

  decide(fileName: string): Pick<ImportedLine, 'outcome' | 'gameId'> {
    const folded = foldedStem(fileName)
    const same = this.byName.get(folded)
    if (same !== undefined) return { outcome: 'known', gameId: same }
    const gameId = this.versionOf(fileName)
    this.byName.set(folded, gameId)
    return gameId === null ? { outcome: 'new', gameId } : { outcome: 'alias', gameId }
  }

  /** The one game this can mean when one of both names does not say which version it is. */
  private versionOf(fileName: string): number | null {
    const alike = this.byTitle.get(titleKey(fileName)) ?? []
    const [first] = alike
    if (!first || alike.some(({ gameId }) => gameId !== first.gameId)) return null
    const isVague = !hasTags(fileName) || alike.every((name) => !hasTags(name.fileName))
    return isVague ? first.gameId : null
  }
}

async function storeLine(
  library: LibraryWriter,
  ids: NewIds,
  at: string,
  line: ImportedLine,
): Promise<ImportedLine> {
  const { fileName, platform, outcome, gameId } = line
  if (fileName === null || platform === null) return line
  if (outcome === 'alias' && gameId !== null) {
    await addAlias(library, ids, { gameId, name: fileName, createdAt: at })
    await library.touch(gameId, at)
  }
  if (outcome !== 'new') return line
  const id = await ids.take('games')
  const platformId = await platformFor(library, ids, platform, at)
  await library.insertGames([
    {
      ...describe(fileName, false),
      id,
      platformId,
      origin: 'name',
      folderId: null,
      relativePath: null,
      sizeBytes: 0,
      missingAt: null,
      createdAt: at,
      updatedAt: at,
    },
  ])
  await addAlias(library, ids, { gameId: id, name: fileName, createdAt: at })
  return { ...line, gameId: id }
}
