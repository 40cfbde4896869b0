import { foldedStem, hasTags, titleKey } from './file-names'
import type { GameName, LibraryReader } from './library-store'
import type { ImportedLine, NamedLine } from './name-lines'

/** Compares with what is known, and with earlier lines. */
export async function decide(
  library: LibraryReader,
  lines: readonly (NamedLine | ImportedLine)[],
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
export class KnownNames {
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

  /** The game of this name; null if there is none, or it could be several. */
  find(fileName: string): number | null {
    return this.byName.get(foldedStem(fileName)) ?? this.versionOf(fileName)
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
