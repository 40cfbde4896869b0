import { say } from '../../../shared/sentences/say'
import { iso } from '../clock'
import { Gone } from '../errors'
import type { Claim } from '../sync/decide'
import type { Writers } from '../unit-of-work'
import type { Received } from './save-intake'
import type { Mark, MarkKind, SaveLine, Version, VersionState } from './save-line'

/** What a new version says besides its content. */
export interface NewVersionOf {
  readonly content: Received | Version
  readonly fileName: string
  readonly emulator: string | null
  readonly originDeviceId: string | null
  readonly parentId: number | null
  readonly state: Exclude<VersionState, 'deleted'>
  /** What a device or a file said: a label, never a judge. */
  readonly claimedAt?: string | null
}

/** The line with this key; made when it is not there yet. For use inside a transaction, as everything here. */
export async function lineFor(
  { saves }: Writers,
  key: Pick<SaveLine, 'personId' | 'gameId' | 'kind' | 'key'>,
  at: string,
): Promise<SaveLine> {
  const found = await saves.lineOf(key)
  if (found) return found
  return saves.insertLine({
    ...key,
    headVersionId: null,
    lastSequence: 0,
    lastUpdatedAt: null,
    createdAt: at,
  })
}

/**
 * Appends a version. Its wire time is now, or a millisecond after the line's latest if the clock went back (design
 * section 6). A live one becomes the head.
 * @param now milliseconds since the epoch.
 * @throws Gone for the content of a version whose bytes were let go.
 */
export async function appendVersion(
  writers: Writers,
  lineId: number,
  said: NewVersionOf,
  now: number,
): Promise<Version> {
  const line = await writers.saves.line(lineId)
  if (!line) throw new Error('A version was appended to a line that is not there')
  return appendTo(writers, line, said, now)
}

/**
 * As {@link appendVersion}, for who knows the line.
 * @param line as it is in this transaction.
 * @throws Gone as {@link appendVersion}.
 */
export async function appendTo(
  writers: Writers,
  line: Pick<SaveLine, 'id' | 'lastSequence' | 'lastUpdatedAt'>,
  { content, fileName, ...said }: NewVersionOf,
  now: number,
): Promise<Version> {
  if ('bytesDroppedAt' in content) assertBytes(content)
  const latest = line.lastUpdatedAt === null ? 0 : Date.parse(line.lastUpdatedAt) + 1
  const updatedAt = iso(Math.max(now, latest))
  const sequence = line.lastSequence + 1
  const version = await writers.saves.insertVersion({
    ...said,
    lineId: line.id,
    sequence,
    sha256: content.sha256,
    contentHash: content.contentHash,
    hashRule: content.hashRule,
    sizeBytes: content.sizeBytes,
    blank: 'blank' in content ? content.blank : content.isBlank,
    fileName,
    arrivedAt: iso(now),
    claimedAt: said.claimedAt ?? null,
    updatedAt,
    hidden: false,
    pinned: false,
    note: null,
    isPublic: false,
    deletedAt: null,
    bytesDroppedAt: null,
  })
  await writers.saves.updateLine(line.id, {
    lastSequence: sequence,
    lastUpdatedAt: updatedAt,
    ...(said.state === 'live' ? { headVersionId: version.id } : {}),
  })
  return version
}

/** The newest live version is the head: clients take the last listed, or the newest, for it (design section 6). */
export async function settleHead({ saves }: Writers, lineId: number): Promise<Version | null> {
  const head = await saves.newestLive(lineId)
  // A head is never left out of the lists.
  if (head?.hidden) await saves.updateVersion(head.id, { hidden: false })
  await saves.updateLine(lineId, { headVersionId: head?.id ?? null })
  return head
}

/** The ids of what is live in a line. */
export async function liveIds({ saves }: Writers, lineId: number): Promise<number[]> {
  const kept = await saves.keptVersions(lineId)
  return kept.flatMap(({ id, state }) => (state === 'live' ? [id] : []))
}

/** Puts versions into the recycle bin. The head is let go first: the database refuses a head that is not live. */
export async function binVersions(
  writers: Writers,
  lineId: number,
  versionIds: readonly number[],
  at: string,
): Promise<void> {
  await writers.saves.updateLine(lineId, { headVersionId: null })
  for (const id of versionIds) await writers.saves.updateVersion(id, { state: 'deleted', deletedAt: at })
  await settleHead(writers, lineId)
}

/** Takes versions out of the recycle bin, whose bytes are all there. */
export async function reviveVersions(
  writers: Writers,
  lineId: number,
  versionIds: readonly number[],
): Promise<void> {
  for (const id of versionIds) {
    await writers.saves.updateVersion(id, { state: 'live', deletedAt: null, hidden: false })
  }
  await settleHead(writers, lineId)
}

/**
 * A content came again whose bytes were let go: the versions of the line that have it have their bytes again. Call it
 * when the content is stored, before anything is decided.
 * @returns whether the line may have another head now.
 */
export async function restock(writers: Writers, lineId: number, sha256: string): Promise<boolean> {
  if ((await writers.saves.restock(lineId, sha256)) === 0) return false
  await settleHead(writers, lineId)
  return true
}

/** @throws Gone */
export function assertBytes(version: Version): void {
  if (version.bytesDroppedAt !== null) {
    throw new Gone(say('version.letGo'))
  }
}

const nothingClaimed: Claim = { at: null, size: null }

/** Notes that a device holds a version, and what it claims of it. What it untracked stays untracked until it says otherwise (W-20). */
export async function setMark(
  { saves }: Writers,
  deviceId: string,
  version: Version,
  how: MarkKind,
  { at, claim = nothingClaimed }: { readonly at: string; readonly claim?: Claim },
): Promise<void> {
  const earlier = await saves.mark(deviceId, version.lineId)
  const mark: Mark = {
    deviceId,
    lineId: version.lineId,
    versionId: version.id,
    how,
    doubtful: false,
    at,
    claimedAt: claim.at,
    claimedSize: claim.size,
    untracked: earlier?.untracked ?? false,
  }
  await saves.putMark(mark)
}
