import { say } from '../../../shared/sentences/say'
import type { PlayIngest } from '../../../shared/api/play-sessions'
import { type Clock, iso } from '../clock'
import { Malformed, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { Principal } from '../identity/principal'
import type { PlayService } from '../play/play-service'
import type { ActingDevice } from '../saves/acting-device'
import type { UnitOfWork } from '../unit-of-work'
import type { OperationRow, SyncSessionRow } from './sync-store'

/** Milliseconds after its last sign of life when a session that nobody ended is over (W-41). */
export const sessionLifetime = 60 * 60_000

/** What a client says at the end of a session. */
export interface Completion {
  readonly completed: number
  readonly failed: number
  /** What was played, as the client says; null for nothing said. */
  readonly played: readonly unknown[] | null
}

/** A session that ended. */
export interface Completed {
  readonly session: SyncSessionRow
  readonly ingest: PlayIngest | null
}

/** Sync sessions as clients and people see them (wire.md 7.4). */
export class SyncSessions {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly devices: ActingDevice,
    private readonly play: Pick<PlayService, 'ingestWithin'>,
  ) {}

  /**
   * Ends a session and takes in what was played, in one transaction; said again it changes nothing. What the hub
   * counted itself is never lowered (W-42, W-43).
   * @throws NotFound; Malformed for one that was cancelled or failed: that stays so (W-40).
   */
  async complete(principal: Principal, id: number, said: Completion): Promise<Completed> {
    await this.expire()
    const at = iso(this.clock.now())
    const { isNew, ...done } = await this.unit.write(async (writers) => {
      const found = own(await writers.sync.session(id), principal, id)
      if (found.status === 'CANCELLED' || found.status === 'FAILED' || found.worker !== null) {
        throw new Malformed(`Session is already ${found.status}`)
      }
      const change = {
        status: 'COMPLETED',
        completedAt: at,
        updatedAt: at,
        operationsCompleted: Math.max(found.operationsCompleted, said.completed),
        operationsFailed: Math.max(found.operationsFailed, said.failed),
      } as const
      const isOpen = found.status !== 'COMPLETED'
      if (isOpen) await writers.sync.updateSession(id, change)
      const batch = { deviceId: found.deviceId, syncSessionId: id, entries: said.played ?? [] }
      const ingest = said.played && (await this.play.ingestWithin(writers, principal, batch))
      await writers.devices.update(found.deviceId, { lastSeen: at })
      return { session: isOpen ? { ...found, ...change } : found, ingest, isNew: isOpen }
    })
    if (isNew) this.announce(done.session, 'completed')
    return done
  }

  /** Newest first. @throws NotFound, Forbidden for the device. */
  async list(
    principal: Principal,
    {
      personId,
      deviceId,
      limit,
    }: { readonly personId: number; readonly deviceId: string | null; readonly limit: number },
  ): Promise<SyncSessionRow[]> {
    await this.expire()
    if (personId !== principal.person.id) return this.unit.read.sync.sessions({ personId, deviceId, limit })
    const device = deviceId === null ? null : await this.devices.named(principal, deviceId, null)
    return this.unit.read.sync.sessions({ personId, deviceId: device?.id ?? principal.deviceId, limit })
  }

  /** @throws NotFound */
  async get(principal: Principal, id: number): Promise<SyncSessionRow> {
    await this.expire()
    return own(await this.unit.read.sync.session(id), principal, id)
  }

  /** What was answered, beside what was the same on both sides, and what became of it. @throws NotFound */
  async operations(personId: number, id: number): Promise<OperationRow[]> {
    const session = await this.unit.read.sync.session(id)
    if (session?.personId !== personId) throw unknownSession(id)
    return this.unit.read.sync.operations(id)
  }

  /** Sessions that nobody ended are over when they showed no life for {@link sessionLifetime} (W-41). */
  private async expire(): Promise<void> {
    const now = iso(this.clock.now())
    if ((await this.unit.read.sync.expired(now)).length === 0) return
    const ended = await this.unit.write(async ({ sync }) => {
      const expired = await sync.expired(now)
      for (const { id } of expired) {
        await sync.updateSession(id, {
          status: 'CANCELLED',
          completedAt: now,
          updatedAt: now,
          errorMessage:
            'The device did not say that it was done. What it uploaded is kept; its next sync goes on.',
        })
      }
      return expired
    })
    for (const session of ended) this.announce(session, 'cancelled')
  }

  private announce(session: SyncSessionRow, state: 'completed' | 'cancelled'): void {
    this.events.publish(
      { type: 'sync', id: String(session.id), device_id: session.deviceId, state },
      { personId: session.personId },
    )
  }
}

/** One's own; for a bound token its device's (W-17). @throws NotFound */
function own(session: SyncSessionRow | null, { person, deviceId }: Principal, id: number): SyncSessionRow {
  const isOwn = session?.personId === person.id && (deviceId === null || session.deviceId === deviceId)
  if (!session || !isOwn) throw unknownSession(id)
  return session
}

function unknownSession(id: number): NotFound {
  return new NotFound(say('syncSession.unknown', { id }))
}
