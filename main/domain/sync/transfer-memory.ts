import { iso } from '../clock'
import type { Device } from '../devices/device'
import type { SaveLine, Version } from '../saves/save-line'
import type { Writers } from '../unit-of-work'
import type { Claim } from './decide'
import { hashKindOf } from './hash-kind'
import { sessionLifetime } from './sync-sessions'
import type { OperationRow, SyncSessionRow } from './sync-store'

/** Something that passed between a device and the hub. */
export interface Transfer {
  readonly device: Device
  readonly line: SaveLine
  /** The session the client named; null for none. */
  readonly sessionId: number | null
  readonly what: 'uploaded' | 'downloaded'
  readonly outcome: 'done' | 'refused'
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** What a device said of a line just before it uploaded. */
export interface LastSaid {
  readonly session: SyncSessionRow
  readonly operation: OperationRow
}

/** What the device's running session answered for the line; null for nothing. */
export async function lastSaid(
  { sync }: Pick<Writers, 'sync'>,
  device: Device,
  line: SaveLine,
): Promise<LastSaid | null> {
  const session = await sync.activeSession(device.id)
  const operation = session && (await sync.operationFor(session.id, line))
  return session && operation ? { session, operation } : null
}

/**
 * Another hash by which this device knows the version: the one it named for it a moment ago (design section 6). Not of
 * programs that repeat the hub's hash, and not if it is that of another version.
 * @returns the hash by which the device knows the version, and what it claimed of it.
 */
export async function learnFromUpload(
  { sync }: Pick<Writers, 'sync'>,
  device: Device,
  version: Version,
  said: LastSaid | null,
): Promise<{ readonly contentHash: string; readonly claim: Claim }> {
  const own = version.contentHash
  if (!said) return { contentHash: own, claim: { at: null, size: null } }
  const { contentHash, action, outcome, claimedAt, claimedSize } = said.operation
  const claim = { at: claimedAt, size: claimedSize }
  if (contentHash === null || contentHash === own || hashKindOf(device.client) === 'last-server') {
    return { contentHash: own, claim }
  }
  // Only the first upload after it: what comes later in the session was played meanwhile.
  const isAsked = outcome === null && (action === 'upload' || action === 'conflict')
  const others = isAsked ? await sync.sameContents([{ lineId: version.lineId, contentHash }]) : []
  if (!isAsked || others.length > 0) return { contentHash: own, claim: { at: null, size: null } }
  await sync.addAlias(device.id, version.id, contentHash)
  return { contentHash, claim }
}

/** Notes a transfer with the line and with the session it belongs to; a named session of another device counts nothing. */
export async function noteTransfer({ sync }: Pick<Writers, 'sync'>, transfer: Transfer): Promise<void> {
  const { device, line, sessionId, what, outcome, now } = transfer
  const at = iso(now)
  if (outcome === 'done') await sync.noteTransfer(device.id, line.id, what, at)
  const session = await sync.activeSession(device.id)
  if (!session || (sessionId !== null && session.id !== sessionId)) return
  const isAnswered = (await sync.operationFor(session.id, line)) !== null
  const noted = await sync.noteOutcome(session.id, line, outcome, at)
  // What a client counts by naming the session counts once, however often a lost reply makes it try (W-43).
  const isCounted = sessionId !== null && outcome === 'done' && (noted > 0 || !isAnswered)
  await sync.updateSession(session.id, {
    updatedAt: at,
    expiresAt: iso(now + sessionLifetime),
    ...(isCounted ? { operationsCompleted: session.operationsCompleted + 1 } : {}),
  })
}
