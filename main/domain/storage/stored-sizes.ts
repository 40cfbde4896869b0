import type { LineKind } from '../saves/save-line'

/** How much of something is kept (shared/api/storage.ts). */
export interface StoredSizes {
  readonly saves: number
  readonly states: number
  readonly versions: number
  readonly contents: number
  /** Bytes. */
  readonly sizeBytes: number
  readonly bin: { readonly versions: number; readonly sizeBytes: number }
  readonly held: { readonly versions: number; readonly sizeBytes: number }
  readonly pruned: number
}

export interface StoredFacts {
  readonly total: StoredSizes
  /** Only people and platforms of whom something is kept. */
  readonly people: readonly { readonly personId: number; readonly sizes: StoredSizes }[]
  readonly platforms: readonly {
    readonly platformId: number
    readonly slug: string
    readonly sizes: StoredSizes
  }[]
  readonly lastArrivedAt: string | null
}

/** Of each line that the `newest` newest live versions, and everything that arrived at or after `since`, stay. */
export interface KeepRule {
  readonly newest: number
  readonly since: string
}

/** What a line would lose. */
export interface PrunableLine {
  readonly lineId: number
  readonly gameId: number
  readonly personId: number
  readonly kind: LineKind
  readonly key: string
  readonly versions: number
  /** Bytes of its versions, also those that others share. */
  readonly sizeBytes: number
  readonly oldestAt: string
}

export interface Prunable {
  readonly versions: number
  /** Bytes that nothing else needs. */
  readonly sizeBytes: number
  /** The one with most bytes first. */
  readonly lines: readonly PrunableLine[]
}

/** A content that no row needs any more. */
export interface FreedContent {
  readonly sha256: string
  readonly sizeBytes: number
}

export interface DroppedBytes {
  readonly versions: number
  readonly freed: readonly FreedContent[]
}

/** Which saves become files. */
export interface ExportChoice {
  /** Null for everybody's. */
  readonly personId: number | null
  /** Null for all games. */
  readonly gameId: number | null
  /** Also earlier versions and those kept beside the line; never what is in the recycle bin. */
  readonly hasHistory: boolean
}

/** A version that has its bytes, with everything that says what it is. */
export interface ExportedVersion {
  readonly personId: number
  readonly username: string
  readonly platform: string
  readonly gameId: number
  readonly gameName: string
  readonly gameFileName: string
  readonly isFolder: boolean
  readonly kind: LineKind
  readonly key: string
  readonly isHead: boolean
  readonly fileName: string
  readonly sha256: string
  readonly contentHash: string
  readonly sizeBytes: number
  readonly arrivedAt: string
  readonly updatedAt: string
  readonly deviceName: string | null
  readonly emulator: string | null
  readonly note: string | null
}

export interface StorageReader {
  /** @param personId null for everybody's. */
  sizes(personId: number | null): Promise<StoredFacts>
  /** When the newest version arrived. @param personId null for everybody's. */
  lastArrivedAt(personId: number | null): Promise<string | null>
  /** Bytes. */
  databaseSize(): Promise<number>
  prunable(rule: KeepRule): Promise<Prunable>
  /** Pinned versions in the recycle bin, with their bytes. @param personId null for everybody's. */
  countPinnedInBin(personId: number | null): Promise<number>
  /** By person, platform, game and line; in each line the newest first. */
  exported(choice: ExportChoice): Promise<ExportedVersion[]>
  /** Those of these contents that no row needs. */
  unneeded(contents: readonly string[]): Promise<string[]>
  /** Those of these versions of which there is a row. */
  knownVersions(ids: readonly number[]): Promise<number[]>
}

/** Drops bytes of rows, which stay. A head, a pinned version and a refused copy always keep theirs. */
export interface StorageWriter extends StorageReader {
  /** What the rule does not keep of these lines. */
  dropOutdated(rule: KeepRule, lineIds: readonly number[], at: string): Promise<DroppedBytes>
  /** @param personId null for everybody's. */
  dropBin(personId: number | null, at: string): Promise<DroppedBytes>
}
