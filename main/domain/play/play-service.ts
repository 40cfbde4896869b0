import { type PlayIngest, playBatchLimits } from '../../../shared/api/play-sessions'
import { type Clock, iso } from '../clock'
import { livingDevice } from '../devices/machine'
import { Malformed, NotFound } from '../errors'
import type { Principal } from '../identity/principal'
import { changeProps } from '../library/library-service'
import type { ActingDevice } from '../saves/acting-device'
import type { GameLookup } from '../saves/game-lookup'
import type { UnitOfWork, Writers } from '../unit-of-work'
import { identityOf, type PlayEntry, readEntry } from './play-entry'
import type { NewPlaySession, PlayedDay, PlayedOn, PlaySession, PlaySessionQuery } from './play-session'

/** What a device says it played. Each entry is judged alone. */
export interface PlayBatch {
  /** Of the person; found before. */
  readonly deviceId: string | null
  readonly syncSessionId: number | null
  readonly entries: readonly unknown[]
}

type Result = PlayIngest['results'][number]

const day = 86_400_000

/** What was played, when and on which device (wire.md section 8). */
export class PlayService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly games: GameLookup,
    private readonly devices: ActingDevice,
  ) {}

  /**
   * A batch by itself.
   * @param deviceId as the body names it.
   * @throws Malformed without entries or with too many; Forbidden for another device than the token's (W-17).
   */
  async receive(
    principal: Principal,
    deviceId: string | null,
    entries: readonly unknown[],
  ): Promise<PlayIngest> {
    if (entries.length === 0) throw new Malformed('Payload must contain at least one session')
    if (entries.length > playBatchLimits.request) {
      throw new Malformed(`Batch size exceeds maximum of ${playBatchLimits.request}`)
    }
    const device = await this.devices.ifKnown(principal, deviceId)
    return this.ingest(principal, { deviceId: device?.id ?? null, syncSessionId: null, entries })
  }

  /**
   * Takes in a batch; sent again it changes nothing. The results are in the order of the entries (W-50).
   * @throws Malformed for more entries than {@link playBatchLimits} allows.
   */
  async ingest(principal: Principal, batch: PlayBatch): Promise<PlayIngest> {
    return this.unit.write((writers) => this.ingestWithin(writers, principal, batch))
  }

  /** {@link ingest} as a part of a transaction, e.g. of the one that ends a sync session (W-42). */
  async ingestWithin(writers: Writers, { person }: Principal, batch: PlayBatch): Promise<PlayIngest> {
    if (batch.entries.length > playBatchLimits.sync) {
      throw new Malformed(`Batch size exceeds maximum of ${playBatchLimits.sync}`)
    }
    const now = this.clock.now()
    const read = batch.entries.map((entry) => readEntry(entry, now))
    const named = read.flatMap((entry) =>
      typeof entry === 'string' || entry.gameId === null ? [] : [entry.gameId],
    )
    const games = await this.games.visible(person.id, [...new Set(named)])
    const identities = read.map((entry) =>
      typeof entry === 'string' ? null : identityOf(person.id, batch.deviceId, entry),
    )
    const known = new Set(
      (await writers.play.stored(identities.filter((identity) => identity !== null))).keys(),
    )
    const fresh = new Map<string, NewPlaySession>()
    const results = read.map((entry, index): Result => {
      const identity = identities[index]
      if (typeof entry === 'string') return { index, status: 'error', id: null, detail: entry }
      if (!identity || known.has(identity) || fresh.has(identity)) {
        return { index, status: 'duplicate', id: null, detail: null }
      }
      const gameId = entry.gameId !== null && games.has(entry.gameId) ? entry.gameId : null
      fresh.set(identity, sessionOf(entry, { personId: person.id, gameId, identity, batch, now }))
      return { index, status: 'created', id: null, detail: null }
    })
    const created = [...fresh.values()]
    await writers.play.insert(created)
    const ids = await writers.play.stored([...fresh.keys()])
    await notePlayed(writers, person.id, created)
    if (batch.deviceId !== null) await writers.devices.update(batch.deviceId, { lastSeen: iso(now) })
    return {
      results: results.map((result, index) =>
        result.status === 'created' ? { ...result, id: ids.get(identities[index] ?? '') ?? null } : result,
      ),
      created_count: created.length,
      skipped_count: results.length - created.length,
    }
  }

  /** Own sessions, newest start first; without a device those of the one the token is bound to (wire.md 8.3). */
  async list(
    principal: Principal,
    { deviceId, ...query }: Omit<PlaySessionQuery, 'personId'>,
  ): Promise<PlaySession[]> {
    const asked = deviceId ?? principal.deviceId
    // Clients keep the id of an entry that was merged into another one.
    const living = asked === null ? null : await livingDevice(this.unit.read.devices, asked)
    return this.unit.read.play.list({
      ...query,
      personId: principal.person.id,
      deviceId: living?.id ?? asked,
    })
  }

  /** @throws NotFound also for somebody else's. */
  async remove({ person }: Principal, id: number): Promise<void> {
    await this.unit.write(async ({ play }) => {
      const session = await play.byId(id)
      if (session?.personId !== person.id || session.deletedAt !== null) throw unknownSession(id)
      await play.setDeleted(id, iso(this.clock.now()))
    })
  }

  /** Undoes {@link remove}; of one that is there nothing changes. @throws NotFound */
  restore({ person }: Principal, id: number): Promise<PlaySession> {
    return this.unit.write(async ({ play }) => {
      const session = await play.byId(id)
      if (session?.personId !== person.id) throw unknownSession(id)
      await play.setDeleted(id, null)
      return { ...session, deletedAt: null }
    })
  }

  /**
   * How long a person played.
   * @param chart `days` up to today, in days that begin `utcOffset` minutes before those of UTC.
   */
  async time(
    personId: number,
    gameId: number | null,
    chart: { readonly days: number; readonly utcOffset: number },
  ): Promise<{ played: PlayedOn[]; days: PlayedDay[] }> {
    const { utcOffset } = chart
    const today = this.clock.now() + utcOffset * 60_000
    const since = iso(today - (chart.days - 1) * day).slice(0, 10)
    const [played, days] = await Promise.all([
      this.unit.read.play.played({ personId, gameId }),
      this.unit.read.play.days({ personId, gameId, utcOffset, since }),
    ])
    return { played, days }
  }
}

function sessionOf(
  entry: PlayEntry,
  about: { personId: number; gameId: number | null; identity: string; batch: PlayBatch; now: number },
): NewPlaySession {
  const { personId, gameId, identity, batch, now } = about
  return {
    personId,
    deviceId: batch.deviceId,
    gameId,
    syncSessionId: batch.syncSessionId,
    saveSlot: entry.saveSlot,
    startTime: iso(entry.start),
    endTime: iso(entry.end),
    durationMs: entry.duration,
    identity,
    createdAt: iso(now),
  }
}

/** Of each game the latest end among what is new, if that is news (wire.md 8.2.4). */
async function notePlayed(
  { library }: Writers,
  personId: number,
  created: readonly NewPlaySession[],
): Promise<void> {
  const latest = new Map<number, string>()
  for (const { gameId, endTime } of created) {
    if (gameId !== null && endTime > (latest.get(gameId) ?? '')) latest.set(gameId, endTime)
  }
  for (const [gameId, lastPlayed] of latest) {
    await changeProps(library, gameId, personId, (props) => {
      if (props.lastPlayed !== null && props.lastPlayed >= lastPlayed) return {}
      const begins = props.status === null || props.status === 'finished'
      return { lastPlayed, nowPlaying: true, ...(begins ? { status: 'incomplete' } : {}) }
    })
  }
}

function unknownSession(id: number): NotFound {
  return new NotFound(`Play session ${id} not found`)
}
