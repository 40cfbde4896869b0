import type { LineKind, MarkKind, VersionState } from '../saves/save-line'

/** How sync stands with one device, as far as the hub saw it. */
export interface DeviceStatus {
  readonly deviceId: string
  readonly name: string | null
  readonly isPaused: boolean
  /** Any request. */
  readonly lastContactAt: string | null
  readonly lastNegotiatedAt: string | null
  readonly lastUploadAt: string | null
  readonly lastDownloadAt: string | null
  /** Milliseconds its clock seemed ahead, at least, when that was last seen; negative when behind. */
  readonly clockSkewMs: number | null
  readonly clockSkewAt: string | null
  readonly activeSessionId: number | null
  /** Two machines use its identifier. */
  readonly isCloned: boolean
  /** It paired anew, and has not shown yet what it holds. */
  readonly isDoubted: boolean
  /** Lines of which it holds the newest version, and those of which it is known to hold another. */
  readonly current: number
  readonly behind: number
  readonly doubtful: number
  readonly openConflicts: number
  readonly waitingDecisions: number
}

/** A line as one device stands to it. */
export interface HoldingFacts {
  readonly deviceId: string
  readonly lineId: number
  readonly versionId: number | null
  readonly sequence: number | null
  readonly versionState: VersionState | null
  readonly how: MarkKind | null
  readonly at: string | null
  readonly isDoubtful: boolean
  readonly isUntracked: boolean
  readonly uploadedAt: string | null
  readonly downloadedAt: string | null
  readonly refusedAt: string | null
  readonly refusedReason: string | null
  readonly refusedVersionId: number | null
  readonly offeredVersionId: number | null
  readonly offeredSessions: number
  readonly conflictId: number | null
  readonly waitingKeep: 'hub' | 'device' | 'both' | null
}

export interface StatusLine {
  readonly lineId: number
  readonly gameId: number
  readonly gameName: string
  readonly kind: LineKind
  readonly key: string
  readonly headVersionId: number | null
  readonly headSequence: number | null
  readonly headUpdatedAt: string | null
}

export interface HoldingsQuery {
  readonly personId: number
  readonly gameId: number | null
  readonly deviceId: string | null
  /** Lines with a higher id. */
  readonly after: number
  readonly limit: number
}

export interface StatusReader {
  /** Living devices, by name. */
  devices(personId: number): Promise<DeviceStatus[]>
  /** A page of lines by ascending id, and how each living device stands to each of them. */
  holdings(query: HoldingsQuery): Promise<{ lines: StatusLine[]; holdings: HoldingFacts[] }>
}
