import type { ClientSave } from '../../../shared/api/sync'
import { type Clock, iso } from '../clock'
import type { Device } from '../devices/device'
import { Malformed } from '../errors'
import type { EventLog } from '../events/event-log'
import type { Principal } from '../identity/principal'
import type { ActingDevice } from '../saves/acting-device'
import type { GameLookup } from '../saves/game-lookup'
import type { UnitOfWork, Writers } from '../unit-of-work'
import { answersTo, type Outcome } from './negotiate-answers'
import { drawPicture, type Picture } from './picture'
import { sessionLifetime } from './sync-sessions'
import type { SyncSessionRow } from './sync-store'

export interface Negotiated {
  readonly sessionId: number
  readonly outcome: Outcome
}

interface Written {
  readonly session: SyncSessionRow
  readonly cancelled: SyncSessionRow | null
  readonly opened: readonly { readonly id: number; readonly lineId: number }[]
  readonly closed: readonly number[]
}

/** Tells a device what to do with each of its saves (wire.md 7.2), by design section 7 and not by its clock. */
export class Negotiation {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly from: {
      readonly games: GameLookup
      readonly devices: ActingDevice
      /** Resolves when downloads that were sent whole are noted. */
      readonly delivered: () => Promise<void>
    },
  ) {}

  /** @throws Malformed without a device or for a paused one; Forbidden for another one than the token's; NotFound. */
  async negotiate(
    principal: Principal,
    deviceId: string | null,
    saves: readonly ClientSave[],
  ): Promise<Negotiated> {
    const device = await this.from.devices.namedOrBound(principal, deviceId, null)
    if (!device) {
      throw new Malformed(
        'device_id is required (either in the request payload or implicit via a device-bound client token)',
      )
    }
    if (!device.syncEnabled) throw new Malformed('Sync is disabled for this device')
    await this.from.delivered()
    const picture = await drawPicture(this.unit.read, this.from.games, device, saves)
    const now = this.clock.now()
    const outcome = answersTo(picture, now)
    const written = await this.unit.write((writers) => write(writers, picture, outcome, now))
    this.announce(device, picture, written)
    return { sessionId: written.session.id, outcome }
  }

  private announce({ id, personId }: Device, { entries }: Picture, written: Written): void {
    const audience = { personId }
    const { session, cancelled, opened, closed } = written
    const told = (sessionId: number, state: 'started' | 'cancelled') =>
      this.events.publish({ type: 'sync', id: String(sessionId), device_id: id, state }, audience)
    if (cancelled) told(cancelled.id, 'cancelled')
    told(session.id, 'started')
    for (const { id: conflictId, lineId } of opened) {
      const state = entries.has(lineId) ? 'changed' : 'opened'
      this.events.publish({ type: 'conflict', id: String(conflictId), state }, audience)
    }
    for (const conflictId of closed) {
      this.events.publish({ type: 'conflict', id: String(conflictId), state: 'closed' }, audience)
    }
  }
}

/** One transaction with a handful of statements, however many saves there are. A line is passed, settled or in conflict. */
async function write(
  writers: Writers,
  { device, doubt, entries, waiting }: Picture,
  outcome: Outcome,
  now: number,
): Promise<Written> {
  const { sync } = writers
  const at = iso(now)
  const cancelled = await sync.activeSession(device.id)
  // A new negotiation takes over from whatever went on, a worker's session too (W-40).
  if (cancelled) {
    await sync.updateSession(cancelled.id, { status: 'CANCELLED', completedAt: at, updatedAt: at })
  }
  const session = await sync.insertSession(newSession(device, outcome, now))
  if (doubt === 'ends') await sync.trustMarks(device.id)
  const stale = [...outcome.conflicts.map(({ lineId }) => lineId), ...outcome.settled]
  const settled = outcome.settled.filter((lineId) => entries.has(lineId))
  // None of these touches a row of another: none waits for another's answer.
  const [opened, closed] = await Promise.all([
    sync.openClaimed(device.personId, device.id, outcome.conflicts, at),
    sync.closeEntries({ deviceId: device.id, lineIds: settled, by: 'hub', decision: null, at }),
    sync.insertOperations(session.id, outcome.kept),
    (doubt === 'ends' || doubt === 'lost') && sync.endDoubt(device.id),
    sync.learnMarks(device.id, outcome.marks, at),
    sync.clearOffers(device.id, outcome.mentioned),
    sync.noteOffers(device.id, outcome.offers, at),
    sync.dropWaiting(
      device.id,
      stale.filter((lineId) => waiting.has(lineId)),
    ),
    sync.forgetOldSessions(device.id),
    writers.devices.update(device.id, { lastSeen: at }),
  ])
  return { session, cancelled, opened, closed }
}

function newSession(device: Device, { totals, clockSkewMs }: Outcome, now: number) {
  const at = iso(now)
  return {
    personId: device.personId,
    deviceId: device.id,
    mode: 'api',
    status: 'IN_PROGRESS',
    initiatedAt: at,
    completedAt: null,
    expiresAt: iso(now + sessionLifetime),
    worker: null,
    operationsPlanned: totals.upload + totals.download + totals.conflict,
    operationsCompleted: 0,
    operationsFailed: 0,
    uploads: totals.upload,
    downloads: totals.download,
    conflicts: totals.conflict,
    noOps: totals.no_op,
    clockSkewMs,
    errorMessage: null,
    createdAt: at,
    updatedAt: at,
  } as const
}
