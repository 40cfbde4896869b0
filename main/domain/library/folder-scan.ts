import { type Clock, iso } from '../clock'
import type { JobHandle } from '../jobs/job-registry'
import type { Random } from '../random'
import type { UnitOfWork } from '../unit-of-work'
import type { Game, GameFile, LibraryFolder } from './game'
import type { FoundFile, FoundGame, LibraryFiles } from './library-files'
import { addAlias, describe, platformFor } from './game-records'
import type { LibraryWriter } from './library-store'
import { foldedNameOf, isSameFile, isUnchanged, matchGames, type MatchedGame } from './match-games'
import { NewIds } from './new-ids'
import { placed } from './platform-choice'

/** Games written in one transaction: others, such as a save that arrives, get their turn between. */
const batch = 500

/** Reads a library folder and brings the database up to date with it. */
export class FolderScan {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly files: LibraryFiles,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * @returns whether anything changed.
   * @throws LibraryUnavailable when the folder itself cannot be read; no game is marked missing then.
   */
  async run(folder: LibraryFolder, handle: JobHandle): Promise<boolean> {
    const scanned = await this.files.scan(folder.path, {
      signal: handle.signal,
      problem: (text) => handle.problem(text),
      progress: (count) => handle.progress(count),
    })
    // Half a list of games would make the other half missing.
    handle.signal.throwIfAborted()
    const found = placed(scanned, folder.platforms)
    const { added, matched, gone, platformIds } = await this.match(folder, found, handle.signal)
    const changed = matched.filter((match) => isToChange(folder, platformIds, match))
    handle.signal.throwIfAborted()
    await this.change(folder, changed)
    if (gone.length > 0) {
      const at = iso(this.clock.now())
      await this.unit.write(({ library }) =>
        library.setMissing(
          gone.map(({ id }) => id),
          at,
        ),
      )
    }
    await this.add(folder, added, handle)
    await this.unit.write(({ library }) => library.setScanned(folder.id, iso(this.clock.now())))
    handle.progress(found.length, found.length)
    return added.length + changed.length + gone.length > 0
  }

  private async match(folder: LibraryFolder, found: readonly FoundGame[], signal: AbortSignal) {
    const { library } = this.unit.read
    const platformIds = new Map<string, number>()
    for (const slug of new Set(found.map((game) => game.slug))) {
      const platform = await library.platformBySlug(slug)
      if (platform) platformIds.set(slug, platform.id)
    }
    const matches = await matchGames(found, await library.knownGames(folder.id), {
      folderId: folder.id,
      platformIds,
      hashesOf: (game) => this.hashesOf(folder, game, signal),
    })
    return { ...matches, platformIds }
  }

  private async hashesOf(
    folder: LibraryFolder,
    game: FoundGame,
    signal: AbortSignal,
  ): Promise<string[] | null> {
    const hashes: string[] = []
    for (const { path } of game.files) {
      const place = game.isFolder ? `${game.relativePath}/${path}` : game.relativePath
      const hashed = await this.files.hash(folder.path, place, signal).catch(() => null)
      if (!hashed) return null
      hashes.push(hashed.sha1)
    }
    return hashes
  }

  private async change(folder: LibraryFolder, matches: readonly MatchedGame[]): Promise<void> {
    const moved = matches.filter(
      ({ known, found }) => known.folderId !== null && !isAtPlace(folder, { known, found }),
    )
    if (moved.length > 0) {
      await this.unit.write(({ library }) =>
        library.displace(
          moved.map(({ known }) => known.id),
          iso(this.clock.now()),
        ),
      )
    }
    for (let start = 0; start < matches.length; start += batch) {
      await this.unit.write(async ({ library }) => {
        const rows = new LibraryRows(library, new NewIds(library, this.random), iso(this.clock.now()))
        for (const match of matches.slice(start, start + batch)) await rows.change(folder, match)
      })
    }
  }

  private async add(folder: LibraryFolder, games: readonly FoundGame[], handle: JobHandle): Promise<void> {
    for (let start = 0; start < games.length; start += batch) {
      if (handle.signal.aborted) return
      await this.unit.write(async ({ library }) => {
        const rows = new LibraryRows(library, new NewIds(library, this.random), iso(this.clock.now()))
        await rows.add(folder, games.slice(start, start + batch))
      })
    }
  }
}

/** Rows of one transaction. */
class LibraryRows {
  private readonly platforms = new Map<string, number>()

  constructor(
    private readonly library: LibraryWriter,
    private readonly ids: NewIds,
    private readonly at: string,
  ) {}

  async add(folder: LibraryFolder, found: readonly FoundGame[]): Promise<void> {
    const games: Game[] = []
    const files: GameFile[] = []
    for (const each of found) {
      const id = await this.ids.take('games')
      const platformId = await this.platform(each.slug)
      games.push({ ...this.facts(folder, each, platformId), id, createdAt: this.at })
      for (const file of each.files) files.push(await this.newFile(id, file))
    }
    await this.library.insertGames(games)
    await this.library.insertFiles(files)
  }

  async change(folder: LibraryFolder, { known, found }: MatchedGame): Promise<void> {
    const platformId = await this.platform(found.slug)
    const { id, createdAt } = known
    await this.library.updateGame({ ...this.facts(folder, found, platformId), id, createdAt })
    await this.changeFiles(known.id, known.files, found.files)
    // The cards still call it what it was called here.
    const isRenamed = known.origin === 'folder' && known.foldedName !== foldedNameOf(found)
    if (isRenamed) {
      await addAlias(this.library, this.ids, { gameId: id, name: known.fsName, createdAt: this.at })
    }
  }

  private async platform(slug: string): Promise<number> {
    const known = this.platforms.get(slug)
    if (known !== undefined) return known
    const id = await platformFor(this.library, this.ids, slug, this.at)
    this.platforms.set(slug, id)
    return id
  }

  private facts(folder: LibraryFolder, found: FoundGame, platformId: number): Omit<Game, 'id' | 'createdAt'> {
    return {
      ...describe(found.fsName, found.isFolder),
      platformId,
      origin: 'folder',
      folderId: folder.id,
      relativePath: found.relativePath,
      sizeBytes: found.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      missingAt: null,
      updatedAt: this.at,
    }
  }

  /** A file keeps its id by its path; the only file of a game keeps it whatever it is called. */
  private async changeFiles(
    gameId: number,
    known: readonly GameFile[],
    found: readonly FoundFile[],
  ): Promise<void> {
    const left = new Map(known.map((file) => [file.path, file]))
    const added: FoundFile[] = []
    for (const file of found) {
      const [only] = known
      const old = left.get(file.path) ?? (known.length === 1 && found.length === 1 ? only : undefined)
      if (!old) {
        added.push(file)
        continue
      }
      left.delete(old.path)
      const hashes = isSameFile(old, file) ? old.hashes : null
      await this.library.updateFile({ ...old, ...file, hashes, updatedAt: this.at })
    }
    if (left.size > 0) await this.library.deleteFiles([...left.values()].map(({ id }) => id))
    const rows: GameFile[] = []
    for (const file of added) rows.push(await this.newFile(gameId, file))
    if (rows.length > 0) await this.library.insertFiles(rows)
  }

  private async newFile(gameId: number, file: FoundFile): Promise<GameFile> {
    const id = await this.ids.take('game_files')
    return { ...file, id, gameId, hashes: null, createdAt: this.at, updatedAt: this.at }
  }
}

function isAtPlace(folder: LibraryFolder, { known, found }: MatchedGame): boolean {
  return known.folderId === folder.id && known.relativePath === found.relativePath
}

function isToChange(
  folder: LibraryFolder,
  platformIds: ReadonlyMap<string, number>,
  match: MatchedGame,
): boolean {
  const { known, found } = match
  const isOfPlatform = platformIds.get(found.slug) === known.platformId
  return !isOfPlatform || !isAtPlace(folder, match) || known.missingAt !== null || !isUnchanged(known, found)
}
