import { type SyncOperation, type SyncReason, syncReasons } from '../../../shared/api/sync'
import type { ClientClaim } from './client-claim'
import { type Answer, decide } from './decide'
import { holdingOf, type Picture, saidOf } from './picture'
import type { ClaimedConflict, LearnedMark, LineFacts, NewOperation } from './sync-store'

/** Everything a negotiation answers and learns. */
export interface Outcome {
  readonly operations: readonly SyncOperation[]
  readonly totals: {
    readonly upload: number
    readonly download: number
    readonly conflict: number
    readonly no_op: number
  }
  /** What is worth keeping of what was answered. */
  readonly kept: readonly NewOperation[]
  readonly marks: readonly LearnedMark[]
  readonly offers: readonly { readonly lineId: number; readonly versionId: number }[]
  readonly conflicts: readonly ClaimedConflict[]
  /** Lines the device was seen to hold the head of. */
  readonly settled: readonly number[]
  /** Lines the device has a save of. */
  readonly mentioned: readonly number[]
  readonly clockSkewMs: number | null
}

/** Milliseconds by which a clock may be off without anybody talking of it. */
const skewTolerance = 5 * 60_000

/** Answers that say that all is well, and are not worth a row each. */
const ordinary: ReadonlySet<SyncReason> = new Set(['identical', 'unchanged'])

/** Decides about every entry and every line that was not mentioned. @param now milliseconds since the epoch. */
export function answersTo(picture: Picture, now: number): Outcome {
  const { claims } = picture
  const gathering = new Gathering(picture, now)
  const { once, several } = namedLines(claims)
  const repeated = new Set<string>()
  for (const claim of claims) {
    const { lineKey: key } = claim
    const hashes = key === null ? undefined : several.get(key)
    const identity = hashes ? `${key} ${claim.contentHash}` : null
    if (key === null) gathering.refuse(claim, 'unusable')
    else if (identity !== null && repeated.has(identity)) gathering.refuse(claim, 'repeated')
    else gathering.mention(claim, picture.byKey.get(key), hashes !== undefined && hashes.size > 1)
    if (identity !== null) repeated.add(identity)
  }
  for (const [key, line] of picture.byKey) if (!once.has(key)) gathering.pass(line)
  return gathering
}

/**
 * `once` has every line that is named, `several` the hashes of those named more than once: a line that is named with two
 * contents says nothing about which of them the device holds.
 */
function namedLines(claims: readonly ClientClaim[]): {
  readonly once: ReadonlyMap<string, ClientClaim>
  readonly several: ReadonlyMap<string, ReadonlySet<string | null>>
} {
  const once = new Map<string, ClientClaim>()
  const several = new Map<string, Set<string | null>>()
  for (const claim of claims) {
    const { lineKey: key, contentHash } = claim
    if (key === null) continue
    const before = once.get(key)
    if (!before) once.set(key, claim)
    else several.set(key, (several.get(key) ?? new Set([before.contentHash])).add(contentHash))
  }
  return { once, several }
}

class Gathering implements Outcome {
  readonly operations: SyncOperation[] = []
  readonly totals = { upload: 0, download: 0, conflict: 0, no_op: 0 }
  readonly kept: NewOperation[] = []
  readonly marks: LearnedMark[] = []
  readonly offers: { lineId: number; versionId: number }[] = []
  readonly conflicts: ClaimedConflict[] = []
  readonly settled: number[] = []
  readonly mentioned: number[] = []
  private ahead = 0
  private behind = 0

  constructor(
    private readonly picture: Picture,
    private readonly now: number,
  ) {}

  get clockSkewMs(): number | null {
    if (this.ahead > skewTolerance) return this.ahead
    return this.behind < -skewTolerance ? this.behind : null
  }

  refuse({ said }: ClientClaim, reason: SyncReason): void {
    this.totals.no_op += 1
    this.operations.push(ofClient(said, 'no_op', reason))
  }

  mention(claim: ClientClaim, line: LineFacts | undefined, isContradicted: boolean): void {
    const { picture } = this
    const mark = holdingOf(picture, line?.mark ?? null)
    const answer = decide({
      isGameKnown: picture.games.has(claim.said.rom_id),
      isUntracked: line?.mark?.isUntracked ?? false,
      head: line?.head ?? null,
      mark,
      said: saidOf(picture, line, claim),
    })
    if (line) {
      this.mentioned.push(line.lineId)
      if (answer.holdsHead && !isContradicted) this.settle(line, claim)
      this.noteConflict(answer, line, claim)
    }
    this.noteClock(answer, mark?.at ?? null, claim)
    this.tell(answer, line, claim)
  }

  pass(line: LineFacts): void {
    // The name of a slotless save is all its client knows it by: who never had it would not know what to do with it.
    if (line.kind === 'file' && !line.mark?.version) return
    const answer = decide({
      isGameKnown: true,
      isUntracked: line.mark?.isUntracked ?? false,
      head: line.head,
      mark: holdingOf(this.picture, line.mark),
      said: null,
    })
    if (answer.action === null || !line.head) return
    this.offers.push({ lineId: line.lineId, versionId: line.head.id })
    this.tell(answer, line, null)
  }

  private settle({ lineId, head, mark }: LineFacts, { claim }: ClientClaim): void {
    if (!head) return
    if (this.picture.hashes === 'local') this.settled.push(lineId)
    const isNoted =
      mark?.version?.id === head.id &&
      !mark.isDoubtful &&
      mark.claimedAt === claim.at &&
      mark.claimedSize === claim.size
    if (isNoted) return
    const seenVersionId = mark?.version?.id ?? null
    this.marks.push({
      lineId,
      versionId: head.id,
      seenVersionId,
      claimedAt: claim.at,
      claimedSize: claim.size,
    })
  }

  private noteConflict(
    { action, reason }: Answer,
    line: LineFacts,
    { contentHash, claim }: ClientClaim,
  ): void {
    if (action !== 'conflict' || reason === 'refused-copy' || !line.head || contentHash === null) return
    this.conflicts.push({
      lineId: line.lineId,
      headVersionId: line.head.id,
      contentHash,
      claimedAt: claim.at,
      claimedSize: claim.size,
    })
  }

  /** A save of the future shows a clock ahead; new progress from before its own beginning one that is behind. */
  private noteClock({ row }: Answer, markedAt: string | null, { time }: ClientClaim): void {
    if (time === null) return
    this.ahead = Math.max(this.ahead, time - this.now)
    if (row === 11 && markedAt !== null) this.behind = Math.min(this.behind, time - Date.parse(markedAt))
  }

  private tell({ action, reason }: Answer, line: LineFacts | undefined, claim: ClientClaim | null): void {
    if (action === null) return
    this.totals[action] += 1
    const head = line?.head ?? null
    const isOfHub = line !== undefined && head !== null && !['untracked', 'deleted'].includes(reason)
    const operation = isOfHub
      ? ofHub(line, head, action, reason)
      : claim && ofClient(claim.said, action, reason)
    if (!operation) return
    if (action !== 'no_op' || !ordinary.has(reason)) this.keep(operation, reason, line, claim)
    this.operations.push(operation)
  }

  private keep(
    { action, file_name: fileName }: SyncOperation,
    reason: SyncReason,
    line: LineFacts | undefined,
    claim: ClientClaim | null,
  ): void {
    const named = line ?? claim?.line
    if (!named) return
    const { gameId, kind, key } = named
    this.kept.push({
      gameId,
      kind,
      key,
      position: this.operations.length,
      action,
      reason,
      lineId: line?.lineId ?? null,
      versionId: line?.head?.id ?? null,
      fileName: fileName.replaceAll(/\p{Surrogate}/gu, '\ufffd'),
      contentHash: claim?.contentHash ?? null,
      claimedAt: claim?.claim.at ?? null,
      claimedSize: claim?.claim.size ?? null,
    })
  }
}

function ofHub(
  { gameId, kind, key }: LineFacts,
  head: NonNullable<LineFacts['head']>,
  action: SyncOperation['action'],
  reason: SyncReason,
): SyncOperation {
  return {
    action,
    rom_id: gameId,
    save_id: head.id,
    file_name: head.fileName,
    slot: kind === 'save' ? key : null,
    emulator: head.emulator,
    reason: syncReasons[reason],
    server_updated_at: head.updatedAt,
    server_content_hash: head.contentHash,
  }
}

function ofClient(
  said: ClientClaim['said'],
  action: SyncOperation['action'],
  reason: SyncReason,
): SyncOperation {
  return {
    action,
    rom_id: said.rom_id,
    save_id: null,
    file_name: said.file_name,
    slot: said.slot ?? null,
    emulator: said.emulator ?? null,
    reason: syncReasons[reason],
    server_updated_at: null,
    server_content_hash: null,
  }
}
