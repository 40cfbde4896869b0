import { fold, foldedStem, hasTags, titleKey } from './file-names'
import type { GameFile, KnownGame } from './game'
import type { FoundFile, FoundGame } from './library-files'

export interface MatchedGame {
  readonly known: KnownGame
  readonly found: FoundGame
}

/** What a scan means for the games that were known. */
export interface ScanResult {
  readonly added: readonly FoundGame[]
  /** Also those at which nothing changed. */
  readonly matched: readonly MatchedGame[]
  /** Games of this folder that were not found. */
  readonly gone: readonly KnownGame[]
}

export interface MatchOptions {
  readonly folderId: number
  /** The id of a platform that has a row already. */
  readonly platformIds: ReadonlyMap<string, number>
  /** SHA-1 of each file of a game, in the order of its files; null if one cannot be read. */
  readonly hashesOf: (game: FoundGame) => Promise<string[] | null>
}

/** The fold of a game's name that tells versions apart. */
export function foldedNameOf({ fsName, isFolder }: Pick<FoundGame, 'fsName' | 'isFolder'>): string {
  return isFolder ? fold(fsName) : foldedStem(fsName)
}

/**
 * Says which found game is which known one. A game keeps its id when its file is renamed or comes back: by place if
 * nothing changed there, by the file's identity, by content, by place, by name, in this order (design section 8). Each
 * known game is matched once, so two files of equal content stay two games.
 */
export async function matchGames(
  found: readonly FoundGame[],
  known: readonly KnownGame[],
  options: MatchOptions,
): Promise<ScanResult> {
  const matching = new Matching(found, known, options)
  matching.byKey(placeOfKnown(options.folderId), ({ relativePath }) => relativePath, isUnchanged)
  matching.byKey(identityKey, identityKey)
  await matching.byContent()
  matching.byKey(placeOfKnown(options.folderId), ({ relativePath }) => relativePath)
  matching.byKey(
    (game) => `${game.platformId}:${game.fsName}`,
    (game) => matching.platformed(game, game.fsName),
  )
  matching.byKey(
    (game) => `${game.platformId}:${game.foldedName}`,
    (game) => matching.platformed(game, foldedNameOf(game)),
  )
  matching.byTitle()
  return matching.result()
}

class Matching {
  private readonly matched: MatchedGame[] = []
  private readonly free = new Map<number, KnownGame>()
  private readonly open: Set<FoundGame>

  constructor(
    found: readonly FoundGame[],
    known: readonly KnownGame[],
    private readonly options: MatchOptions,
  ) {
    for (const game of known) this.free.set(game.id, game)
    this.open = new Set(found)
  }

  platformed(game: FoundGame, name: string): string | null {
    const id = this.options.platformIds.get(game.slug)
    return id === undefined ? null : `${id}:${name}`
  }

  /** Pairs those of one key, oldest known game first. */
  byKey(
    keyOfKnown: (game: KnownGame) => string | null,
    keyOfFound: (game: FoundGame) => string | null,
    accept: (known: KnownGame, found: FoundGame) => boolean = () => true,
  ): void {
    const groups = groupBy(this.free.values(), keyOfKnown)
    for (const found of this.open) {
      const group = groups.get(keyOfFound(found) ?? '')
      const known = group?.find((game) => this.free.has(game.id) && accept(game, found))
      if (known) this.pair(known, found)
    }
  }

  /** Only files of a size that some vanished game had are read. */
  async byContent(): Promise<void> {
    const groups = groupBy(this.free.values(), (game) =>
      game.files.every(({ hashes }) => hashes !== null) ? sizesKey(game.files) : null,
    )
    for (const found of this.open) {
      const group = groups.get(sizesKey(found.files) ?? '')?.filter((game) => this.free.has(game.id))
      if (!group || group.length === 0) continue
      const hashes = await this.options.hashesOf(found)
      if (!hashes) continue
      const content = contentKey(hashes)
      const alike = group.filter((game) => contentKey(hashesOfKnown(game)) === content)
      const known = alike.find((game) => game.foldedName === foldedNameOf(found)) ?? alike[0]
      if (known) this.pair(known, found)
    }
  }

  /** A name without tags may mean any version; only if there is one on both sides is it that one. */
  byTitle(): void {
    const known = groupBy(this.free.values(), (game) =>
      game.origin === 'name' ? `${game.platformId}:${game.titleKey}` : null,
    )
    const found = groupBy(this.open, (game) => this.platformed(game, titleKey(game.fsName)))
    for (const [key, games] of found) {
      const [game, ...moreFound] = games
      const [candidate, ...moreKnown] = known.get(key) ?? []
      if (!game || !candidate || moreFound.length > 0 || moreKnown.length > 0) continue
      if (!hasTags(game.fsName) || !hasTags(candidate.fsName)) this.pair(candidate, game)
    }
  }

  result(): ScanResult {
    const gone = [...this.free.values()].filter(
      ({ folderId, missingAt }) => folderId === this.options.folderId && missingAt === null,
    )
    return { added: [...this.open], matched: this.matched, gone }
  }

  private pair(known: KnownGame, found: FoundGame): void {
    this.free.delete(known.id)
    this.open.delete(found)
    this.matched.push({ known, found })
  }
}

function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string | null): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null || key === '') continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

function placeOfKnown(folderId: number): (game: KnownGame) => string | null {
  return (game) => (game.folderId === folderId ? game.relativePath : null)
}

/** Tells whether the files are as they were when they were last seen. */
export function isUnchanged(known: KnownGame, found: FoundGame): boolean {
  return (
    known.isFolder === found.isFolder &&
    known.files.length === found.files.length &&
    haveSameFiles(known.files, found.files)
  )
}

function haveSameFiles(known: readonly GameFile[], found: readonly FoundFile[]): boolean {
  const byPath = new Map(known.map((file) => [file.path, file]))
  return found.every((file) => {
    const old = byPath.get(file.path)
    return old !== undefined && isSameFile(old, file)
  })
}

/** Tells whether a file still has the bytes it had, as far as size and time tell. */
export function isSameFile(old: GameFile, file: FoundFile): boolean {
  return old.sizeBytes === file.sizeBytes && old.modifiedAt === file.modifiedAt
}

function identityKey({ files }: { readonly files: readonly FoundFile[] }): string | null {
  if (files.length === 0 || files.some(({ identity }) => identity === null)) return null
  return files
    .map(({ identity, sizeBytes, modifiedAt }) => `${identity}:${sizeBytes}:${modifiedAt}`)
    .sort()
    .join('|')
}

/** Empty files have no content to be known by. */
function sizesKey(files: readonly FoundFile[]): string | null {
  const sizes = files.map(({ sizeBytes }) => sizeBytes)
  return sizes.some((size) => size > 0) ? sizes.sort((one, other) => one - other).join('|') : null
}

function hashesOfKnown({ files }: KnownGame): string[] {
  return files.flatMap(({ hashes }) => (hashes ? [hashes.sha1] : []))
}

function contentKey(hashes: readonly string[]): string {
  return [...hashes].sort().join('|')
}
