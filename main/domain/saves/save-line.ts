import type { Role } from '../../../shared/scopes'
import type { lineKinds, markKinds } from '../../../shared/api/versions'

export type LineKind = (typeof lineKinds)[number]

/** All versions of one thing: a slot of a game, or a slotless file by its exact name (design section 6). */
export interface SaveLine {
  readonly id: number
  readonly personId: number
  readonly gameId: number
  readonly kind: LineKind
  /** The slot, or the exact file name. */
  readonly key: string
  /** The newest live version, null when there is none. */
  readonly headVersionId: number | null
  readonly lastSequence: number
  /** The latest wire time of the line: the next one is later. */
  readonly lastUpdatedAt: string | null
  readonly createdAt: string
}

export type VersionState = 'live' | 'side' | 'held' | 'deleted'

/** One content a line had, or was offered. Append-only: bytes may go, the row stays. */
export interface Version {
  /** What clients see as the save's id; starts at a random base and is never used again. */
  readonly id: number
  readonly lineId: number
  readonly sequence: number
  readonly sha256: string
  readonly contentHash: string
  readonly hashRule: number
  readonly sizeBytes: number
  readonly fileName: string
  readonly emulator: string | null
  readonly originDeviceId: string | null
  readonly arrivedAt: string
  /** What the device said: a label, never a judge. */
  readonly claimedAt: string | null
  /** The time on the wire; later than every earlier one of the line. */
  readonly updatedAt: string
  readonly parentId: number | null
  readonly state: VersionState
  /** Left out of lists by `autocleanup`; readable by id. */
  readonly hidden: boolean
  readonly blank: boolean
  readonly pinned: boolean
  readonly note: string | null
  readonly isPublic: boolean
  readonly deletedAt: string | null
  readonly bytesDroppedAt: string | null
}

export type NewVersion = Omit<Version, 'id'>

/** What may change about a version: never what it is. */
export type VersionChange = Partial<
  Pick<Version, 'state' | 'hidden' | 'pinned' | 'note' | 'isPublic' | 'deletedAt'>
>

export type MarkKind = (typeof markKinds)[number]

/** Which version of a line a device holds, and how that is known (design section 7). */
export interface Mark {
  readonly deviceId: string
  readonly lineId: number
  /** Null for a device that only said that it does not want the line. */
  readonly versionId: number | null
  readonly how: MarkKind | null
  /** Proves nothing any more: the device said that it starts anew. */
  readonly doubtful: boolean
  readonly at: string
  readonly claimedAt: string | null
  readonly claimedSize: number | null
  readonly untracked: boolean
}

/** A mark with what a list shows of it. */
export interface ShownMark extends Mark {
  readonly deviceName: string | null
  readonly versionUpdatedAt: string | null
}

export interface Screenshot {
  readonly id: number
  readonly versionId: number
  readonly sha256: string
  readonly sizeBytes: number
  readonly fileName: string
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp'
  readonly createdAt: string
}

export interface VersionOfLine {
  readonly version: Version
  readonly line: SaveLine
}

/** A version with everything that shows it to somebody. */
export interface ShownVersion extends VersionOfLine {
  /** Of living devices, for its line. */
  readonly marks: readonly ShownMark[]
  /** The newest. */
  readonly screenshot: Screenshot | null
}

export interface LineCounts {
  readonly lineId: number
  readonly versions: number
  readonly openConflicts: number
}

/** A version as its side-car describes it, and which state of its row that is. */
export interface DueDescription extends VersionOfLine {
  readonly personName: string
  readonly personRole: Role
  readonly deviceName: string | null
  readonly revision: number
}

/** What saves need to know of a game. */
export interface SaveGame {
  readonly id: number
  readonly platformId: number
  readonly platformSlug: string
  readonly name: string
  readonly fileName: string
  readonly isFolder: boolean
}

export interface SaveReader {
  line(id: number): Promise<SaveLine | null>
  lineOf(key: Pick<SaveLine, 'personId' | 'gameId' | 'kind' | 'key'>): Promise<SaveLine | null>
  /** By ascending id. */
  lines(personId: number, gameId: number | null): Promise<SaveLine[]>
  counts(lineIds: readonly number[]): Promise<LineCounts[]>
  version(id: number): Promise<VersionOfLine | null>
  shown(id: number): Promise<ShownVersion | null>
  /** Newest first. */
  versions(lineId: number, page: { before: number | null; limit: number }): Promise<Version[]>
  /** Saves as clients list them: live, with their bytes, not hidden, of a slotless line only the head; by ascending id. */
  listed(personId: number, gameId: number | null, slot: string | null): Promise<VersionOfLine[]>
  /** States as clients list them: the head of each line; by ascending id. */
  states(personId: number, gameId: number | null): Promise<VersionOfLine[]>
  /** Live ones and side ones, oldest first. */
  keptVersions(lineId: number): Promise<Version[]>
  /**
   * Versions of the line with this content that are not merely held, newest first.
   * @param contentHash compared too unless null.
   */
  withContent(lineId: number, sha256: string, contentHash: string | null): Promise<Version[]>
  /** The newest live version that has its bytes. */
  newestLive(lineId: number): Promise<Version | null>
  hasName(lineId: number, fileName: string): Promise<boolean>
  /** The names of the line's versions that begin with these characters. */
  namesFrom(lineId: number, start: string): Promise<string[]>
  /** In the recycle bin, with their bytes. */
  deleted(personId: number, limit: number): Promise<VersionOfLine[]>
  mark(deviceId: string, lineId: number): Promise<Mark | null>
  /** Marks of living devices. */
  marks(lineIds: readonly number[]): Promise<ShownMark[]>
  /** The newest of each version. */
  screenshots(versionIds: readonly number[]): Promise<Screenshot[]>
  screenshot(id: number): Promise<Screenshot | null>
  /** Those of these games that there are. */
  games(ids: readonly number[]): Promise<SaveGame[]>
  /** Those of these ids that are of a game. */
  gameIds(ids: readonly number[]): Promise<number[]>
  /** Whether any row needs the content: one of a version that has its bytes, or of a picture. */
  isReferenced(sha256: string): Promise<boolean>
  /** Versions with a higher id whose side-car is missing or out of date, by id. */
  dueDescriptions(after: number, limit: number): Promise<DueDescription[]>
}

/** For whom and what an upload is looked ahead. */
export interface AskedUpload extends Pick<SaveLine, 'personId' | 'gameId' | 'kind' | 'key'> {
  readonly deviceId: string | null
  readonly sha256: string
  /** Of an archive, whose versions of the same content are asked for too. */
  readonly contentHash: string | null
  /** What its name may begin with; null where nobody asks. */
  readonly namesStart: string | null
}

export interface SaveWriter extends SaveReader {
  /**
   * The line an upload goes to, null when it is not there yet. Everything else that is asked of it until something is
   * written is read with it: only faster.
   */
  foresee(asked: AskedUpload): Promise<SaveLine | null>
  /** Ids of versions, screenshots and play sessions are above this from now on; only before the first of them. */
  startIdsAbove(base: number): Promise<void>
  insertLine(line: Omit<SaveLine, 'id'>): Promise<SaveLine>
  updateLine(
    id: number,
    change: Partial<Pick<SaveLine, 'headVersionId' | 'lastSequence' | 'lastUpdatedAt'>>,
  ): Promise<void>
  /** Everything that its side-cars tell of it is due again. */
  renameLine(id: number, key: string): Promise<void>
  insertVersion(version: NewVersion): Promise<Version>
  updateVersion(id: number, change: VersionChange): Promise<void>
  /** Notes that the bytes of this content are there again, for the versions of one line. @returns for how many. */
  restock(lineId: number, sha256: string): Promise<number>
  /** Hides all but the newest live versions that are not hidden yet. */
  hideAllBut(lineId: number, count: number): Promise<void>
  putMark(mark: Mark): Promise<void>
  deleteMark(deviceId: string, lineId: number): Promise<void>
  doubtMarks(deviceId: string): Promise<void>
  insertScreenshot(screenshot: Omit<Screenshot, 'id'>): Promise<Screenshot>
  noteDescribed(versionId: number, revision: number): Promise<void>
}
