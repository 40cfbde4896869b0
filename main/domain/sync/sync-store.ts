import type { SessionStatus, SyncAction, SyncReason } from '../../../shared/api/sync'
import type { LineKind, MarkKind } from '../saves/save-line'
import type { LineVersion } from './relation'

/** The live head of a line, as operations tell it. */
export interface HeadFacts extends LineVersion {
  readonly state: 'live'
  readonly contentHash: string
  readonly sizeBytes: number
  readonly updatedAt: string
  readonly fileName: string
  readonly emulator: string | null
}

/** A device's mark with what is to be known of its version. */
export interface MarkFacts {
  /** Null for a line that the device only untracked. */
  readonly version: (Pick<LineVersion, 'id' | 'sequence' | 'state'> & { readonly contentHash: string }) | null
  readonly how: MarkKind | null
  readonly isDoubtful: boolean
  readonly at: string
  readonly claimedAt: string | null
  readonly claimedSize: number | null
  readonly isUntracked: boolean
}

/** A line that clients sync, as one device stands to it. */
export interface LineFacts {
  readonly lineId: number
  readonly gameId: number
  readonly kind: LineKind
  readonly key: string
  readonly head: HeadFacts | null
  readonly mark: MarkFacts | null
}

/** A version of a line by a content hash it goes by. */
export interface KnownContent extends LineVersion {
  readonly lineId: number
  readonly contentHash: string
}

/** A decision of a person that the device's next negotiation or upload carries out (design section 7). */
export interface WaitingDecision {
  readonly deviceId: string
  readonly lineId: number
  readonly conflictId: number
  readonly keep: 'hub' | 'device' | 'both'
  /** The hash the device named for what was decided about. */
  readonly contentHash: string | null
  /** The head the person saw. */
  readonly headVersionId: number | null
  /** The hub has the bytes: only the device has to follow. */
  readonly hasBytes: boolean
  readonly decidedAt: string
}

/** The open entry of one device and line, as far as negotiation asks. */
export interface OpenEntry {
  readonly id: number
  readonly lineId: number
  readonly heldVersionId: number | null
  readonly contentHash: string | null
}

export interface SyncSessionRow {
  readonly id: number
  readonly personId: number
  readonly deviceId: string
  readonly mode: 'api' | 'file_transfer' | 'push_pull'
  readonly status: SessionStatus
  readonly initiatedAt: string
  readonly completedAt: string | null
  /** Until when an active one counts as alive. */
  readonly expiresAt: string
  /** Who carries it out, where that is a worker of the hub: only it may end it (W-40). */
  readonly worker: string | null
  readonly operationsPlanned: number
  readonly operationsCompleted: number
  readonly operationsFailed: number
  readonly uploads: number
  readonly downloads: number
  readonly conflicts: number
  readonly noOps: number
  /** Milliseconds the device's clock seems to be ahead, at least; null when nothing told. */
  readonly clockSkewMs: number | null
  readonly errorMessage: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

export type NewSyncSession = Omit<SyncSessionRow, 'id'>

/** One operation as answered, and what became of it. */
export interface OperationRow {
  readonly gameId: number
  readonly kind: LineKind
  readonly key: string
  readonly position: number
  readonly action: SyncAction
  readonly reason: SyncReason
  readonly lineId: number | null
  readonly versionId: number | null
  readonly fileName: string
  readonly contentHash: string | null
  readonly claimedAt: string | null
  readonly claimedSize: number | null
  readonly outcome: 'done' | 'refused' | null
  readonly outcomeAt: string | null
}

export type NewOperation = Omit<OperationRow, 'outcome' | 'outcomeAt'>

/** A mark as negotiation writes it: only where the device's mark is still what was read. */
export interface LearnedMark {
  readonly lineId: number
  readonly versionId: number
  readonly seenVersionId: number | null
  readonly claimedAt: string | null
  readonly claimedSize: number | null
}

/** What a device says it holds, which the hub has no bytes of. */
export interface ClaimedConflict {
  readonly lineId: number
  readonly headVersionId: number
  readonly contentHash: string
  readonly claimedAt: string | null
  readonly claimedSize: number | null
}

/** How open entries end. */
export interface EntryClosing {
  /** Null for callers without a device. */
  readonly deviceId: string | null
  readonly lineIds: readonly number[]
  /** `hub`: both sides turned out to be the same. */
  readonly by: 'person' | 'device' | 'hub'
  readonly decision: 'hub' | 'device' | 'both' | null
  readonly decidedBy?: number
  /** The head it was about, where what closes it already made another one; the line's head now when absent. */
  readonly over?: number | null
  readonly at: string
}

export interface SessionQuery {
  readonly personId: number
  readonly deviceId: string | null
  readonly limit: number
}

/** A refused copy on its way into the inbox. */
export interface HeldConflict {
  readonly personId: number
  readonly deviceId: string | null
  readonly lineId: number
  readonly headVersionId: number | null
  readonly heldVersionId: number
  /** The hash by which the device knows it. */
  readonly contentHash: string
  readonly reason: 'unseen' | 'blank'
  readonly at: string
}

/** Something a person should know of, and nobody has to decide. */
export interface NewNotice {
  readonly personId: number
  readonly kind: 'head-replaced' | 'blank-overwrite' | 'no-room'
  readonly lineId: number | null
  readonly deviceId: string | null
  readonly versionId: number | null
  readonly replacedVersionId: number | null
  readonly at: string
}

/** A device that was given to another person. */
export interface HandOver {
  readonly deviceId: string
  readonly fromPersonId: number
  readonly toPersonId: number
  /** What is on it counts as its new owner's. */
  readonly withSaves: boolean
  readonly at: string
}

export interface SyncReader {
  /** Every line of the person that clients sync, as the device stands to it. */
  lines(personId: number, deviceId: string): Promise<LineFacts[]>
  /** Versions of these lines by these hashes. */
  sameContents(
    asked: readonly { readonly lineId: number; readonly contentHash: string }[],
  ): Promise<KnownContent[]>
  /** Other hashes by which this device knows versions. */
  aliases(deviceId: string): Promise<KnownContent[]>
  waiting(deviceId: string): Promise<WaitingDecision[]>
  openEntries(deviceId: string): Promise<OpenEntry[]>
  /** The open entry of a line and device, or of callers without one. */
  openEntry(deviceId: string | null, lineId: number): Promise<OpenEntry | null>
  waitingFor(deviceId: string, lineId: number): Promise<WaitingDecision | null>
  /** Bytes of refused copies about which nobody has decided yet. */
  heldBytes(personId: number, deviceId: string | null): Promise<number>
  /** Whether the device's marks are in doubt until its next negotiation. */
  isDoubted(deviceId: string): Promise<boolean>
  /** People who had this device before its owner, and did not give their saves along. */
  formerOwners(deviceId: string, personId: number): Promise<number[]>
  /** Those of these contents that lines of these people know, as `<game>/<hash>`. */
  foreignContents(
    personIds: readonly number[],
    asked: readonly { readonly gameId: number; readonly contentHash: string }[],
  ): Promise<ReadonlySet<string>>
  session(id: number): Promise<SyncSessionRow | null>
  /** Newest first. */
  sessions(query: SessionQuery): Promise<SyncSessionRow[]>
  activeSession(deviceId: string): Promise<SyncSessionRow | null>
  /** Active ones whose time is over. */
  expired(now: string): Promise<SyncSessionRow[]>
  /** In the order they were answered in. */
  operations(sessionId: number): Promise<OperationRow[]>
  /** What a session answered for a line, the last of it. */
  operationFor(
    sessionId: number,
    line: { readonly gameId: number; readonly kind: LineKind; readonly key: string },
  ): Promise<OperationRow | null>
}

export interface SyncWriter extends SyncReader {
  /** Ids of sessions are above this from now on; only before the first of them. */
  startIdsAbove(base: number): Promise<void>
  insertSession(session: NewSyncSession): Promise<SyncSessionRow>
  updateSession(id: number, change: Partial<Omit<SyncSessionRow, 'id'>>): Promise<void>
  insertOperations(sessionId: number, operations: readonly NewOperation[]): Promise<void>
  /** Notes what became of a line's operations in a session that nothing was noted of yet; tells how many those were. */
  noteOutcome(
    sessionId: number,
    line: { readonly gameId: number; readonly kind: LineKind; readonly key: string },
    outcome: 'done' | 'refused',
    at: string,
  ): Promise<number>
  /** Lets go what nobody looks at any more of a device's sessions. */
  forgetOldSessions(deviceId: string): Promise<void>
  /** Cancels what the device is at. */
  endActive(deviceId: string, at: string): Promise<void>
  /** Everything that is remembered of one device is of the other from now on; of two marks of a line the newer. */
  mergeDevice(fromId: string, intoId: string): Promise<void>
  noteHandOver(handOver: HandOver): Promise<void>
  learnMarks(deviceId: string, marks: readonly LearnedMark[], at: string): Promise<void>
  startDoubt(deviceId: string, at: string): Promise<void>
  endDoubt(deviceId: string): Promise<void>
  trustMarks(deviceId: string): Promise<void>
  addAlias(deviceId: string, versionId: number, contentHash: string): Promise<void>
  /** Counts one more session in which these were offered and not taken. */
  noteOffers(
    deviceId: string,
    offers: readonly { readonly lineId: number; readonly versionId: number }[],
    at: string,
  ): Promise<void>
  /** The device has these lines. */
  clearOffers(deviceId: string, lineIds: readonly number[]): Promise<void>
  noteTransfer(deviceId: string, lineId: number, what: 'uploaded' | 'downloaded', at: string): Promise<void>
  noteRefusal(
    deviceId: string,
    lineId: number,
    refusal: { readonly at: string; readonly reason: string; readonly versionId: number | null },
  ): Promise<void>
  /** Opens an entry for each, or notes the newer content in the open one; tells those where something is new. */
  openClaimed(
    personId: number,
    deviceId: string,
    claims: readonly ClaimedConflict[],
    at: string,
  ): Promise<{ readonly id: number; readonly lineId: number }[]>
  dropWaiting(deviceId: string, lineIds: readonly number[]): Promise<void>
  /** Opens the entry of the device and line, or shows the newer copy in it. Tells its id. */
  openHeld(conflict: HeldConflict): Promise<number>
  /** Tells the id; null where the same was said already and not seen yet. */
  addNotice(notice: NewNotice): Promise<number | null>
  /** Closes the open entries of these lines; their held copies are set aside. Tells the ids. */
  closeEntries(closing: EntryClosing): Promise<number[]>
}
