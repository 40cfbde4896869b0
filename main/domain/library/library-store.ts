import type {
  FolderWithCounts,
  Game,
  GameAlias,
  GameFile,
  GamePage,
  GameProps,
  GameQuery,
  Hashes,
  KnownGame,
  LibraryFolder,
  ListedGame,
  Note,
  NoteWithAuthor,
  OverviewPage,
  OverviewQuery,
  Platform,
  PlatformWithCounts,
} from './game'
import type { PlatformChoices } from './platform-choice'

/** Tables whose ids begin at a random base (design section 6, "Ids"). Aliases share the numbers of files. */
export type NumberedTable = 'platforms' | 'games' | 'game_files'

export interface LibraryReader {
  /** Those with games, by slug. */
  platforms(): Promise<PlatformWithCounts[]>
  platform(id: number): Promise<PlatformWithCounts | null>
  /** Also one without games. */
  platformBySlug(slug: string): Promise<Platform | null>
  folders(): Promise<FolderWithCounts[]>
  /** In one statement, so that the total is that of the page (W-37). */
  games(query: GameQuery): Promise<GamePage>
  /** In one statement, too: games with the number of saves a person has of them. */
  overview(query: OverviewQuery): Promise<OverviewPage>
  /** @param personId whose props are wanted. */
  game(id: number, personId: number): Promise<ListedGame | null>
  gameIds(): Promise<number[]>
  gameIdOfFile(fileId: number): Promise<number | null>
  /** The lowest id among games with a file of all these hashes. */
  gameIdByHashes(hashes: Partial<Hashes>): Promise<number | null>
  /** All names by which games of one platform are known, oldest game first. */
  names(platformId: number): Promise<GameName[]>
  /** Own notes and public ones, oldest first. */
  notes(gameId: number, personId: number): Promise<NoteWithAuthor[]>
  /** Every game of a folder, and every one that has no file now. */
  knownGames(folderId: number): Promise<KnownGame[]>
  /** Files that are there and were not hashed yet, by id, after this one. */
  unhashedFiles(after: number, limit: number): Promise<UnhashedFile[]>
  countUnhashed(): Promise<number>
}

/** A name of a game: its file's, or another one that devices use. */
export interface GameName {
  readonly gameId: number
  readonly fileName: string
  /** See `foldedStem`. */
  readonly foldedName: string
}

export interface UnhashedFile {
  readonly id: number
  readonly root: string
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedAt: string
}

export interface LibraryWriter extends LibraryReader {
  /**
   * The next id of a table: one more than any it ever had, or than `base` while it has had none. Ids taken are those
   * inserted: two calls without an insert between them answer the same.
   */
  nextId(table: NumberedTable, base: number): Promise<number>
  insertPlatform(platform: Platform): Promise<void>
  insertFolder(folder: Omit<LibraryFolder, 'id'>): Promise<number>
  setPlatforms(folderId: number, platforms: PlatformChoices): Promise<void>
  setScanned(folderId: number, at: string): Promise<void>
  /** Its games stay, without a place and missing since `at`. */
  deleteFolder(id: number, at: string): Promise<void>
  insertGames(games: readonly Game[]): Promise<void>
  /** Frees the places of these games, so that they can change them among each other. */
  displace(ids: readonly number[], at: string): Promise<void>
  updateGame(game: Game): Promise<void>
  /** Its list of names changed. */
  touch(id: number, at: string): Promise<void>
  setMissing(ids: readonly number[], at: string): Promise<void>
  insertFiles(files: readonly GameFile[]): Promise<void>
  updateFile(file: GameFile): Promise<void>
  deleteFiles(ids: readonly number[]): Promise<void>
  /** Only if the file is still as it was when it was read. */
  setHashes(file: UnhashedFile, hashes: Hashes, at: string): Promise<void>
  /** Does nothing if the game has this name already. */
  insertAlias(alias: GameAlias & { readonly foldedName: string }): Promise<void>
  insertNote(note: Omit<Note, 'id'>): Promise<number>
  updateNote(note: Note): Promise<void>
  saveProps(props: GameProps): Promise<void>
  /** When a person last played a game; never earlier than it was noted before. */
  notePlayed(gameId: number, personId: number, at: string): Promise<void>
}
