import type { OverviewChoice, OverviewOrder } from '../../../shared/api/library-overview'
import type { RomOrder } from '../../../shared/api/roms'
import type { PlatformChoices } from './platform-choice'

/** A platform that has, or had, games. Its name is a fact of shared/platforms.ts. */
export interface Platform {
  readonly id: number
  readonly slug: string
  readonly createdAt: string
  readonly updatedAt: string
}

export interface PlatformWithCounts extends Platform {
  readonly gameCount: number
  readonly sizeBytes: number
}

export interface LibraryFolder {
  readonly id: number
  /** The real path: absolute and without links. */
  readonly path: string
  readonly platforms: PlatformChoices
  readonly scannedAt: string | null
  readonly createdAt: string
}

export interface FolderWithCounts extends LibraryFolder {
  readonly gameCount: number
  readonly missingCount: number
}

export interface Hashes {
  /** CRC-32 as 8, MD5 as 32 and SHA-1 as 40 lower-case hex digits. */
  readonly crc: string
  readonly md5: string
  readonly sha1: string
}

export interface GameFile {
  readonly id: number
  readonly gameId: number
  /** Relative to the game's folder; the name itself for a game of one file. With `/`. */
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedAt: string
  /** What stays the same when the system renames a file; null where the system has no such thing. */
  readonly identity: string | null
  readonly hashes: Hashes | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** Another name by which devices know a game; also the only name of a game without a file. */
export interface GameAlias {
  /** Of the same numbers as those of files. */
  readonly id: number
  readonly gameId: number
  readonly name: string
  readonly createdAt: string
}

export interface Game {
  readonly id: number
  readonly platformId: number
  readonly origin: 'folder' | 'name'
  readonly folderId: number | null
  /** Inside the library folder, with `/`; null for a game known by name, or whose folder was taken out. */
  readonly relativePath: string | null
  readonly isFolder: boolean
  readonly fsName: string
  readonly name: string
  readonly foldedName: string
  readonly titleKey: string
  readonly regions: readonly string[]
  readonly languages: readonly string[]
  readonly tags: readonly string[]
  readonly revision: string | null
  readonly sizeBytes: number
  readonly missingAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** What one person notes down about a game (clients.md 5.6). */
export interface GameProps {
  readonly personId: number
  readonly gameId: number
  readonly rating: number
  readonly difficulty: number
  readonly completion: number
  readonly status: string | null
  readonly backlogged: boolean
  readonly nowPlaying: boolean
  readonly hidden: boolean
  readonly lastPlayed: string | null
}

/** A game as it is shown: with its platform, its files, other names, and what the asking person noted down. */
export interface ListedGame extends Game {
  readonly slug: string
  readonly files: readonly GameFile[]
  readonly aliases: readonly GameAlias[]
  readonly props: GameProps | null
}

export interface GameQuery {
  /** Null for all. */
  readonly platformIds: readonly number[] | null
  readonly limit: number
  readonly offset: number
  readonly order: RomOrder
  readonly isDescending: boolean
  /** Folded; a part of the name, the file's name or an alias. */
  readonly search: string | null
  /** Only games changed at or after this moment. */
  readonly changedSince: string | null
  readonly isMissing: boolean | null
  /** Whose props are wanted. */
  readonly personId: number
}

export interface GamePage {
  readonly games: readonly ListedGame[]
  /** How many there are on all pages. */
  readonly total: number
}

export interface OverviewQuery {
  /** Whose saves count. */
  readonly personId: number
  readonly platformId: number | null
  /** Folded. */
  readonly search: string | null
  readonly show: OverviewChoice
  readonly order: OverviewOrder
  readonly limit: number
  readonly offset: number
}

/** A game with what is kept of it for one person. */
export interface OverviewGame extends Pick<
  Game,
  'id' | 'name' | 'fsName' | 'platformId' | 'regions' | 'tags' | 'origin' | 'missingAt'
> {
  readonly slug: string
  readonly saves: number
  readonly lastArrivedAt: string | null
}

export interface OverviewPage {
  readonly games: readonly OverviewGame[]
  /** How many there are on all pages. */
  readonly total: number
}

export interface Note {
  readonly id: number
  readonly gameId: number
  readonly personId: number
  readonly title: string
  readonly content: string
  readonly isPublic: boolean
  readonly createdAt: string
  readonly updatedAt: string
}

export interface NoteWithAuthor extends Note {
  readonly username: string
}

/** A game as it was when a folder was last read, for comparing. */
export interface KnownGame extends Game {
  readonly files: readonly GameFile[]
}
