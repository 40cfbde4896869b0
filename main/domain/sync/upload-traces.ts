import { iso } from '../clock'
import type { EventLog } from '../events/event-log'
import { setMark } from '../saves/line-changes'
import type { SaveLine, Version } from '../saves/save-line'
import type { UploadTarget } from '../saves/save-uploads'
import type { UploadContext } from '../saves/upload-context'
import type { Verdict } from '../saves/upload-guard'
import type { Writers } from '../unit-of-work'
import { settleByDevice } from './inbox-traces'
import { learnFromUpload, noteTransfer } from './transfer-memory'

/** An upload that was judged and carried out. */
export interface JudgedUpload {
  readonly target: UploadTarget
  readonly line: SaveLine
  readonly context: UploadContext
  readonly verdict: Verdict<Version>
  /** Null where nothing was kept. */
  readonly version: Version | null
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** What an upload changed in the inbox. */
export interface UploadTraces {
  readonly opened: number | null
  readonly changed: number | null
  readonly closed: readonly number[]
  readonly notice: number | null
  /** The device whose refused copies are too many. */
  readonly alarm: string | null
}

const nothing: UploadTraces = { opened: null, changed: null, closed: [], notice: null, alarm: null }

/** Notes everything the hub remembers of an upload beside its version, in the same transaction. */
export async function traceUpload(writers: Writers, judged: JudgedUpload): Promise<UploadTraces> {
  const { target, line, verdict, version, now } = judged
  const { device } = target
  const { sessionId } = target.request
  const outcome = verdict.kind === 'refused' ? 'refused' : 'done'
  const [contentHash] = await Promise.all([
    rememberOfDevice(writers, judged),
    device && noteTransfer(writers, { device, line, sessionId, what: 'uploaded', outcome, now }),
  ])
  if (verdict.kind === 'refused') return traceRefusal(writers, judged, verdict.reason, contentHash)
  const closed = await closeBy(writers, judged)
  const notice = version && (await noticeOf(writers, judged, version))
  return { ...nothing, closed, notice }
}

/** @returns the hash by which the device knows what it sent. */
async function rememberOfDevice(
  writers: Writers,
  { target, context, verdict, version, now }: JudgedUpload,
): Promise<string | null> {
  const { device } = target
  if (!device || !version) return version?.contentHash ?? null
  const { claim, contentHash } = await learnFromUpload(writers, device, version, context.said)
  if (verdict.kind !== 'refused') {
    const how = verdict.kind === 'new-head' || verdict.kind === 'aside' ? 'upload' : 'identical'
    await setMark(writers, device.id, version, how, { at: iso(now), claim })
  }
  return contentHash
}

async function traceRefusal(
  writers: Writers,
  { target, line, version, now }: JudgedUpload,
  reason: 'blank' | 'unseen' | 'foreign',
  contentHash: string | null,
): Promise<UploadTraces> {
  const { sync } = writers
  const at = iso(now)
  const { device, principal } = target
  const deviceId = device?.id ?? null
  const noted = version || reason === 'foreign' ? reason : 'no-room'
  if (device) {
    await sync.noteRefusal(device.id, line.id, { at, reason: noted, versionId: version?.id ?? null })
  }
  const personId = principal.person.id
  if (!version || reason === 'foreign' || contentHash === null) {
    if (noted !== 'no-room') return nothing
    const about = { lineId: line.id, deviceId, versionId: null, replacedVersionId: null }
    const notice = await sync.addNotice({ personId, kind: 'no-room', ...about, at })
    return { ...nothing, notice, alarm: deviceId ?? '' }
  }
  if (deviceId !== null) await sync.dropWaiting(deviceId, [line.id])
  const before = await sync.openEntry(deviceId, line.id)
  if (before?.heldVersionId === version.id) return nothing
  const id = await sync.openHeld({
    personId,
    deviceId,
    lineId: line.id,
    headVersionId: line.headVersionId,
    heldVersionId: version.id,
    contentHash,
    reason,
    at,
  })
  return before ? { ...nothing, changed: id } : { ...nothing, opened: id }
}

/** Progress that was taken in, or that is the hub's own, leaves nothing to decide (design section 7). */
async function closeBy(
  writers: Writers,
  { target, line, context, verdict, now }: JudgedUpload,
): Promise<readonly number[]> {
  const { device, request } = target
  const at = iso(now)
  const over = context.input.head?.id ?? null
  if (verdict.kind === 'known') return []
  if (device) {
    if (verdict.kind === 'new-head') {
      return settleByDevice(writers, device, line.id, { decision: 'device', over, at })
    }
    await writers.sync.dropWaiting(device.id, [line.id])
  } else if (!request.isSlotless) return []
  if (verdict.kind === 'aside') return []
  const by = verdict.kind === 'identical' ? 'hub' : 'device'
  const decision = verdict.kind === 'identical' ? null : 'device'
  return writers.sync.closeEntries({
    deviceId: device?.id ?? null,
    lineIds: [line.id],
    by,
    decision,
    over,
    at,
  })
}

/** What a person should know of, although nobody has to decide (design sections 6 and 7). */
async function noticeOf(
  { sync }: Writers,
  { target, line, context, verdict, now }: JudgedUpload,
  version: Version,
): Promise<number | null> {
  if (verdict.kind !== 'new-head') return null
  const { head, isBlank } = context.input
  const isBlankOverReal = head !== null && isBlank && !head.blank
  const kind = verdict.pinReplaced ? 'head-replaced' : isBlankOverReal ? 'blank-overwrite' : null
  if (kind === null) return null
  return sync.addNotice({
    personId: target.principal.person.id,
    kind,
    lineId: line.id,
    deviceId: target.device?.id ?? null,
    versionId: version.id,
    replacedVersionId: head?.id ?? null,
    at: iso(now),
  })
}

/** Tells who listens. */
export function announceTraces(events: EventLog, personId: number, traces: UploadTraces): void {
  const tell = (id: number | string, state: 'opened' | 'changed' | 'closed' | 'notice' | 'alarm') =>
    events.publish({ type: 'conflict', id: String(id), state }, { personId })
  if (traces.opened !== null) tell(traces.opened, 'opened')
  if (traces.changed !== null) tell(traces.changed, 'changed')
  for (const id of traces.closed) tell(id, 'closed')
  if (traces.notice !== null) tell(traces.notice, 'notice')
  if (traces.alarm !== null) tell(traces.alarm, 'alarm')
}
