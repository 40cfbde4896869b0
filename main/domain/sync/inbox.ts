import { say } from '../../../shared/sentences/say'
import { type Clock, iso } from '../clock'
import { Conflict, Gone, NotFound, Refusal } from '../errors'
import type { EventLog } from '../events/event-log'
import type { GameLookup, NamedGame } from '../saves/game-lookup'
import { appendVersion, setMark } from '../saves/line-changes'
import type { SaveLine, Version } from '../saves/save-line'
import { freeName } from '../saves/upload-context'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { ConflictEntry, Notice } from './inbox-store'
import { keepInOwnSlot } from './own-slot'

/** What a person decides about an entry. */
export interface Decision {
  readonly id: number
  readonly keep: 'hub' | 'device' | 'both'
  /** The head they saw; null for a line without one. */
  readonly head: number | null
}

/** What became of one of several decisions. */
export interface Decided {
  readonly id: number
  readonly outcome: 'decided' | 'stale' | 'closed' | 'unknown'
}

/** More entries than any household has open. */
const everything = 1_000_000

/** Conflicts between what the hub has and what a device has, and their decisions (design section 7). */
export class Inbox {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly games: GameLookup,
  ) {}

  /** Newest first. */
  entries(
    personId: number,
    page: { readonly isOpen: boolean; readonly before: number | null; readonly limit: number },
  ): Promise<ConflictEntry[]> {
    return this.unit.read.inbox.entries({ personId, ...page })
  }

  /**
   * Decides about one entry: both sides stay on the hub whatever is decided.
   * @throws NotFound; Gone for a closed one; Conflict when the head moved since it was seen.
   */
  async decide(personId: number, decision: Decision, decidedBy: number): Promise<ConflictEntry> {
    const seen = await this.unit.read.inbox.entry(decision.id)
    const games = await this.games.visible(personId, seen ? [seen.gameId] : [])
    await this.unit.write((writers) => this.carryOut(writers, personId, decision, { decidedBy, games }))
    const entry = await this.unit.read.inbox.entry(decision.id)
    if (!entry) throw unknownConflict(decision.id)
    this.announce(personId, [entry])
    return entry
  }

  /** Decides about several, each for itself: one that is stale keeps none of the others from being decided. */
  async decideAll(personId: number, decisions: readonly Decision[], decidedBy: number): Promise<Decided[]> {
    const open = await this.unit.read.inbox.entries({
      personId,
      isOpen: true,
      before: null,
      limit: everything,
    })
    const games = await this.games.visible(personId, [...new Set(open.map(({ gameId }) => gameId))])
    const results = await this.unit.write(async (writers) => {
      const decided: Decided[] = []
      for (const decision of decisions) {
        const work = () => this.carryOut(writers, personId, decision, { decidedBy, games })
        decided.push({ id: decision.id, outcome: await outcomeOf(work) })
      }
      return decided
    })
    const done = new Set(results.filter(({ outcome }) => outcome === 'decided').map(({ id }) => id))
    this.announce(
      personId,
      open.filter(({ id }) => done.has(id)),
    )
    return results
  }

  /** Newest first. */
  notices(
    personId: number,
    page: { readonly isSeen: boolean; readonly before: number | null; readonly limit: number },
  ): Promise<Notice[]> {
    return this.unit.read.inbox.notices({ personId, ...page })
  }

  /** @throws NotFound */
  async seeNotice(personId: number, id: number): Promise<void> {
    const at = iso(this.clock.now())
    const isThere = await this.unit.write(({ inbox }) => inbox.seeNotice(personId, id, at))
    if (!isThere) throw new NotFound(say('notice.unknown', { id }))
  }

  /** Looks first, then writes: what it refuses has changed nothing. */
  private async carryOut(
    writers: Writers,
    personId: number,
    { id, keep, head }: Decision,
    by: { readonly decidedBy: number; readonly games: ReadonlyMap<number, NamedGame> },
  ): Promise<void> {
    const entry = await writers.inbox.entry(id)
    if (entry?.personId !== personId) throw unknownConflict(id)
    if (entry.closedAt !== null) throw new Gone(say('conflict.closed'))
    const line = await writers.saves.line(entry.lineId)
    const game = by.games.get(entry.gameId)
    if (!line || !game) throw unknownConflict(id)
    if (line.headVersionId !== head) throw new Conflict(say('head.moved'))
    const now = this.clock.now()
    const held = entry.held && !entry.isOnlyOnDevice ? await versionOf(writers, entry.held.versionId) : null
    if (held && keep === 'device') await keepDevice(writers, { entry, line, game, held, now })
    if (held && keep === 'both') {
      const device = entry.deviceId === null ? null : { id: entry.deviceId, name: entry.deviceName }
      await keepInOwnSlot(writers, { line, version: held, device, game }, now)
    }
    await letDeviceFollow(writers, entry, { keep, head, hasBytes: held !== null, at: iso(now) })
    const closing = {
      deviceId: entry.deviceId,
      lineIds: [line.id],
      by: 'person',
      decision: keep,
      over: head,
    } as const
    await writers.sync.closeEntries({ ...closing, decidedBy: by.decidedBy, at: iso(now) })
  }

  private announce(personId: number, entries: readonly Pick<ConflictEntry, 'id' | 'lineId'>[]): void {
    for (const { id, lineId } of entries) {
      this.events.publish({ type: 'conflict', id: String(id), state: 'closed' }, { personId })
      this.events.publish({ type: 'save', id: String(lineId), state: 'changed' }, { personId })
    }
  }
}

/** The refused copy is the head from now on, and the device holds it. */
async function keepDevice(
  writers: Writers,
  {
    entry,
    line,
    game,
    held,
    now,
  }: {
    readonly entry: ConflictEntry
    readonly line: SaveLine
    readonly game: NamedGame
    readonly held: Version
    readonly now: number
  },
): Promise<void> {
  const said = {
    content: held,
    fileName: await freeName(writers, game, line, held.fileName, now),
    emulator: held.emulator,
    originDeviceId: held.originDeviceId,
    parentId: line.headVersionId,
    state: 'live',
  } as const
  const version = await appendVersion(writers, line.id, said, now)
  if (entry.deviceId === null) return
  const claim = { at: entry.claimedAt, size: entry.claimedSize }
  await setMark(writers, entry.deviceId, version, 'upload', { at: iso(now), claim })
}

/** What is left for the device to do waits for its next negotiation or upload. */
async function letDeviceFollow(
  { inbox }: Writers,
  { id, deviceId, lineId, contentHash }: ConflictEntry,
  decided: Pick<Decision, 'keep' | 'head'> & { readonly hasBytes: boolean; readonly at: string },
): Promise<void> {
  if (deviceId === null || (decided.keep === 'device' && decided.hasBytes)) return
  await inbox.putWaiting({
    deviceId,
    lineId,
    conflictId: id,
    keep: decided.keep,
    contentHash,
    headVersionId: decided.head,
    hasBytes: decided.hasBytes,
    decidedAt: decided.at,
  })
}

async function outcomeOf(work: () => Promise<void>): Promise<Decided['outcome']> {
  try {
    await work()
    return 'decided'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.kind === 'gone') return 'closed'
    return error.kind === 'conflict' ? 'stale' : 'unknown'
  }
}

async function versionOf({ saves }: Writers, id: number): Promise<Version | null> {
  return (await saves.version(id))?.version ?? null
}

function unknownConflict(id: number): NotFound {
  return new NotFound(say('conflict.unknown', { id }))
}
