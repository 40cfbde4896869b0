import type { LineKind } from '../saves/save-line'
import type { NewNotice, WaitingDecision } from './sync-store'

/** One side of a conflict, as far as the hub has it. */
export interface ConflictSide {
  readonly versionId: number
  readonly contentHash: string
  readonly sizeBytes: number
  readonly arrivedAt: string
  readonly blank: boolean
  readonly originDeviceId: string | null
  readonly originDeviceName: string | null
}

/** An entry of the inbox. */
export interface ConflictEntry {
  readonly id: number
  readonly personId: number
  readonly lineId: number
  readonly gameId: number
  readonly kind: LineKind
  readonly key: string
  /** Null for callers without a device. */
  readonly deviceId: string | null
  readonly deviceName: string | null
  /** The line's head now; of a closed entry the one it was closed over. */
  readonly head: ConflictSide | null
  /** The newest copy of the device that was refused. */
  readonly held: ConflictSide | null
  /** What the device holds now is not among what the hub has. */
  readonly isOnlyOnDevice: boolean
  /** The hash the device named for what it holds. */
  readonly contentHash: string | null
  readonly claimedAt: string | null
  readonly claimedSize: number | null
  readonly reason: 'unseen' | 'blank'
  readonly openedAt: string
  readonly updatedAt: string
  readonly closedAt: string | null
  readonly closedBy: 'person' | 'device' | 'hub' | null
  readonly decision: 'hub' | 'device' | 'both' | null
  readonly decidedBy: number | null
}

export interface Notice extends NewNotice {
  readonly id: number
  readonly gameId: number | null
  readonly key: string | null
  readonly deviceName: string | null
  readonly seenAt: string | null
}

export interface InboxQuery {
  readonly personId: number
  readonly isOpen: boolean
  /** Entries with a smaller id. */
  readonly before: number | null
  readonly limit: number
}

export interface InboxReader {
  /** Newest first. */
  entries(query: InboxQuery): Promise<ConflictEntry[]>
  entry(id: number): Promise<ConflictEntry | null>
  /** Newest first. */
  notices(query: Omit<InboxQuery, 'isOpen'> & { readonly isSeen: boolean }): Promise<Notice[]>
}

export interface InboxWriter extends InboxReader {
  putWaiting(decision: WaitingDecision): Promise<void>
  /** Whether there was one of this person. */
  seeNotice(personId: number, id: number, at: string): Promise<boolean>
}
