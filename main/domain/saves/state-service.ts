import { say } from '../../../shared/sentences/say'
import type { KnownActor } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { Malformed, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { Principal } from '../identity/principal'
import type { UnitOfWork } from '../unit-of-work'
import type { GameLookup } from './game-lookup'
import { binVersions, liveIds } from './line-changes'
import { noteOfLine } from './save-activity'
import type { Version, VersionOfLine } from './save-line'
import { type SaveView, SaveViews } from './save-views'
import { VersionsByLine } from './versions-by-line'

/** Saved states of emulators: a lane of their own, which no sync decides about (clients.md 8). */
export class StateService {
  private readonly views: SaveViews

  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly games: GameLookup,
  ) {
    this.views = new SaveViews(unit, games)
  }

  /** By ascending id, of each name the head. */
  async list(
    { person }: Principal,
    { gameId, platformId }: { readonly gameId: number | null; readonly platformId: number | null },
  ): Promise<SaveView[]> {
    const views = await this.viewsOf(person.id, await this.unit.read.saves.states(person.id, gameId))
    return platformId === null ? views : views.filter(({ game }) => game.platformId === platformId)
  }

  /** An own state, also an earlier one of its name. @throws NotFound */
  async get({ person }: Principal, id: number): Promise<SaveView> {
    const found = await this.unit.read.saves.version(id)
    if (found?.line.personId !== person.id) throw unknownState(id)
    return this.view(person.id, found)
  }

  /** A state whose bytes the caller may have. @throws NotFound */
  async readable({ person }: Principal, id: number): Promise<Version> {
    const found = await this.unit.read.saves.version(id)
    if (!found || !(found.line.personId === person.id || found.version.isPublic)) throw unknownState(id)
    return (await this.view(person.id, found)).version
  }

  /** Shares a state, or stops that. @throws NotFound */
  async setVisibility(principal: Principal, id: number, isPublic: boolean): Promise<SaveView> {
    const { version, line } = await this.get(principal, id)
    await this.unit.write(({ saves }) => saves.updateVersion(version.id, { isPublic }))
    this.publish(line.personId, line.id, 'changed')
    return this.get(principal, id)
  }

  /**
   * Puts states into the recycle bin, all of them or none. With the one of a name goes its history: an earlier state
   * that came up in place of a deleted one would be a surprise in the middle of a game.
   * @throws Malformed, NotFound.
   */
  async remove(actor: KnownActor, ids: readonly number[]): Promise<void> {
    const { person } = actor.principal
    if (ids.length === 0) throw new Malformed('No states were provided')
    const at = iso(this.clock.now())
    const lineIds = await this.unit.write(async (writers) => {
      const byLine = new VersionsByLine()
      for (const id of ids) {
        const found = await writers.saves.version(id)
        if (!found || !isState(found) || found.line.personId !== person.id) throw unknownState(id)
        const isHead = found.line.headVersionId === id
        const going = isHead ? await liveIds(writers, found.line.id) : [id]
        byLine.add(found.line, going)
      }
      const games = await this.games.existing(person.id, byLine.gameIds())
      for (const { line, versionIds } of byLine.all()) {
        if (!games.has(line.gameId)) throw unknownState(versionIds[0] ?? line.id)
        await binVersions(writers, line.id, versionIds, at)
        await noteOfLine(writers, actor, 'save.deleted', line, at)
      }
      return byLine.lineIds()
    })
    for (const lineId of lineIds) this.publish(person.id, lineId, 'deleted')
  }

  private async view(personId: number, found: VersionOfLine): Promise<SaveView> {
    const [view] = isState(found) ? await this.viewsOf(personId, [found]) : []
    if (!view) throw unknownState(found.version.id)
    return view
  }

  private viewsOf(personId: number, found: readonly VersionOfLine[]): Promise<SaveView[]> {
    return this.views.of(found, { personId, device: null, isSlotless: false })
  }

  private publish(personId: number, lineId: number, state: 'deleted' | 'changed'): void {
    this.events.publish({ type: 'save', id: String(lineId), state }, { personId })
  }
}

export function unknownState(id: number): NotFound {
  return new NotFound(say('state.unknown', { id }))
}

/** Whether it is a state that was not deleted. */
export function isState({ line, version }: VersionOfLine): boolean {
  return line.kind === 'state' && version.state === 'live'
}
