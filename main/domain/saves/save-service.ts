import type { KnownActor } from '../activity/activity'
import { type Clock, iso } from '../clock'
import type { Device } from '../devices/device'
import { Malformed, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { Principal } from '../identity/principal'
import { announceClosed, settleByDevice } from '../sync/inbox-traces'
import { noteTransfer } from '../sync/transfer-memory'
import type { UnitOfWork } from '../unit-of-work'
import type { ActingDevice } from './acting-device'
import type { GameLookup } from './game-lookup'
import { assertBytes, binVersions, setMark } from './line-changes'
import { noteOfLine } from './save-activity'
import type { Screenshot, Version, VersionOfLine } from './save-line'
import { unknownSave } from './save-uploads'
import { VersionsByLine } from './versions-by-line'
import { type SaveView, SaveViews, shownNameOf, slotlessViews, type Viewer } from './save-views'

/** Who asks for saves, and how they are shown to them. */
export interface Asking {
  readonly principal: Principal
  /** As named in the request; null for none. */
  readonly deviceId: string | null
  readonly isSlotless: boolean
}

/** A download that was sent whole. */
export interface Delivery {
  readonly device: Device
  readonly version: Version
  readonly sessionId: number | null
  /** It counts as held without a word from the device. */
  readonly isOptimistic: boolean
}

export interface SlotSummary {
  readonly slot: string | null
  readonly count: number
  readonly latest: SaveView
}

/** Milliseconds in which seeing a device again is nothing new. */
const freshSight = 60_000

/** RomM's saves: the versions of the own lines that are on the wire (wire.md section 6). */
export class SaveService {
  private readonly views: SaveViews
  private readonly marking = new Set<Promise<void>>()

  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly games: GameLookup,
    private readonly devices: ActingDevice,
  ) {
    this.views = new SaveViews(unit, games)
  }

  /** By ascending id. @throws Forbidden, NotFound for the device. */
  async list(
    asking: Asking,
    filter: { gameId: number | null; platformId: number | null; slot: string | null },
  ): Promise<SaveView[]> {
    const viewer = await this.viewer(asking)
    const found = await this.unit.read.saves.listed(viewer.personId, filter.gameId, filter.slot)
    const views = await this.views.of(found, viewer)
    const { platformId } = filter
    const here = platformId === null ? views : views.filter(({ game }) => game.platformId === platformId)
    return asking.isSlotless && filter.slot === null ? slotlessViews(here) : here
  }

  /** One's own save that is on the wire, also one that lists leave out. @throws NotFound, Forbidden. */
  async get(asking: Asking, id: number): Promise<SaveView> {
    const viewer = await this.viewer(asking)
    return this.view(await this.own(asking.principal, id), viewer)
  }

  /** The slots of a game with their newest save, newest slot first. */
  async summary(asking: Asking, gameId: number): Promise<{ total: number; slots: SlotSummary[] }> {
    const views = await this.list(asking, { gameId, platformId: null, slot: null })
    const groups = new Map<string | null, SaveView[]>()
    for (const view of views) {
      const slot = view.line.kind === 'save' ? view.line.key : null
      const group = groups.get(slot)
      if (group) group.push(view)
      else groups.set(slot, [view])
    }
    const slots = [...groups].flatMap(([slot, group]) => {
      const [latest] = [...group].sort((one, other) => newestFirst(one.version, other.version))
      return latest ? [{ slot, count: group.length, latest }] : []
    })
    slots.sort((one, other) => newestFirst(one.latest.version, other.latest.version))
    return { total: views.length, slots }
  }

  /** A version as the answer of an upload. */
  async shown(asking: Asking, device: Device | null, version: Version): Promise<SaveView> {
    const { principal, isSlotless } = asking
    const view = await this.views.one(version.id, { personId: principal.person.id, device, isSlotless })
    if (!view) throw unknownSave(version.id)
    return view
  }

  /**
   * A save whose bytes the caller may have, and the device to note it for when all of them were sent.
   * @throws NotFound, Forbidden, Gone.
   */
  async readable(
    asking: Asking,
    id: number,
  ): Promise<{ version: Version; fileName: string; device: Device | null }> {
    const { principal, deviceId } = asking
    // Only a device that is named: bare paths are also fetched ahead of need (design section 7).
    const device = deviceId === null ? null : await this.devices.named(principal, deviceId, 'devices.read')
    const found = await this.unit.read.saves.version(id)
    const isOwn = found?.line.personId === principal.person.id
    if (!isSave(found) || !(isOwn || found.version.isPublic)) throw unknownSave(id)
    assertBytes(found.version)
    const game = (await this.games.visible(principal.person.id, [found.line.gameId])).get(found.line.gameId)
    if (!game) throw unknownSave(id)
    const fileName = shownNameOf(found, game, asking.isSlotless && isOwn)
    return { version: found.version, fileName, device: isOwn ? device : null }
  }

  /** A picture the caller may see. @throws NotFound */
  async screenshot(principal: Principal, id: number): Promise<Screenshot> {
    const screenshot = await this.unit.read.saves.screenshot(id)
    const found = screenshot && (await this.unit.read.saves.version(screenshot.versionId))
    const isVisible =
      found &&
      (found.line.personId === principal.person.id ||
        (found.version.isPublic && found.version.state === 'live'))
    const gameId = found?.line.gameId
    const games = await this.games.visible(principal.person.id, gameId === undefined ? [] : [gameId])
    if (!screenshot || !isVisible || games.size === 0) {
      throw new NotFound(`Screenshot with ID ${id} not found`)
    }
    return screenshot
  }

  /** A whole download went out: the device holds that version now, if it said so (W-44). Reads wait for it. */
  delivered({ device, version, sessionId, isOptimistic }: Delivery): Promise<void> {
    const marking = this.note(device, version, { how: isOptimistic ? 'download' : null, sessionId }).finally(
      () => this.marking.delete(marking),
    )
    this.marking.add(marking)
    return marking
  }

  /** Resolves when every download that went out is noted. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.marking)
  }

  /** The device says that it holds this save. @throws NotFound, Forbidden. */
  async confirm(principal: Principal, id: number, deviceId: string): Promise<SaveView> {
    const device = await this.devices.named(principal, deviceId, null)
    const { version } = await this.own(principal, id)
    await this.note(device, version, { how: 'confirm', sessionId: null })
    return this.shown({ principal, deviceId, isSlotless: false }, device, version)
  }

  /** Whether the device wants the line of this save synced. @throws NotFound, Forbidden. */
  async track(principal: Principal, id: number, deviceId: string, isWanted: boolean): Promise<SaveView> {
    const device = await this.devices.named(principal, deviceId, null)
    const { version, line } = await this.own(principal, id)
    const at = iso(this.clock.now())
    await this.unit.write(async ({ saves }) => {
      const mark = await saves.mark(device.id, line.id)
      if (!mark && isWanted) return
      const fresh = {
        deviceId: device.id,
        lineId: line.id,
        versionId: null,
        how: null,
        doubtful: false,
        at,
        claimedAt: null,
        claimedSize: null,
      }
      if (mark?.versionId === null && isWanted) await saves.deleteMark(device.id, line.id)
      else await saves.putMark({ ...(mark ?? fresh), untracked: !isWanted })
    })
    return this.shown({ principal, deviceId, isSlotless: false }, device, version)
  }

  /** Shares a save, or stops that. Its time stays: nothing changed for any device (W-09). @throws NotFound. */
  async setVisibility(asking: Asking, id: number, isPublic: boolean): Promise<SaveView> {
    const { version, line } = await this.own(asking.principal, id)
    await this.unit.write(({ saves }) => saves.updateVersion(version.id, { isPublic }))
    this.publish(line.personId, line.id, 'changed')
    return this.shown(asking, null, version)
  }

  /** Puts exactly these into the recycle bin: all of them or none (W-75). @throws Malformed, NotFound. */
  async remove(actor: KnownActor, ids: readonly number[]): Promise<void> {
    const { person } = actor.principal
    if (ids.length === 0) throw new Malformed('No saves were provided')
    const at = iso(this.clock.now())
    const lineIds = await this.unit.write(async (writers) => {
      const byLine = new VersionsByLine()
      for (const id of ids) {
        const found = await writers.saves.version(id)
        if (!isSave(found) || found.line.personId !== person.id) {
          throw unknownSave(id)
        }
        byLine.add(found.line, [id])
      }
      const games = await this.games.existing(person.id, byLine.gameIds())
      for (const { line, versionIds } of byLine.all()) {
        if (!games.has(line.gameId)) throw unknownSave(versionIds[0] ?? line.id)
        await binVersions(writers, line.id, versionIds, at)
        await noteOfLine(writers, actor, 'save.deleted', line, at)
      }
      return byLine.lineIds()
    })
    for (const lineId of lineIds) this.publish(person.id, lineId, 'deleted')
  }

  private async note(
    device: Device,
    version: Version,
    { how, sessionId }: { readonly how: 'download' | 'confirm' | null; readonly sessionId: number | null },
  ): Promise<void> {
    const now = this.clock.now()
    const at = iso(now)
    if (how === null && sessionId === null && isJustSeen(device, now)) return
    const closed = await this.unit.write(async (writers) => {
      const line = await writers.saves.line(version.lineId)
      if (!line) return []
      if (how !== null) await setMark(writers, device.id, version, how, { at })
      if (how !== null || sessionId !== null) {
        const transfer = { device, line, sessionId, what: 'downloaded', outcome: 'done', now } as const
        await noteTransfer(writers, transfer)
      }
      await writers.devices.update(device.id, { lastSeen: at })
      // Who takes the hub's save has decided (design section 7, "Conflict inbox").
      return how === 'confirm' && line.headVersionId === version.id
        ? settleByDevice(writers, device, line.id, { decision: 'hub', at })
        : []
    })
    announceClosed(this.events, device.personId, closed)
  }

  private async own({ person }: Principal, id: number): Promise<VersionOfLine> {
    const found = await this.unit.read.saves.version(id)
    if (!isSave(found) || found.line.personId !== person.id) throw unknownSave(id)
    const games = await this.games.visible(person.id, [found.line.gameId])
    if (!games.has(found.line.gameId)) throw unknownSave(id)
    return found
  }

  private async view(found: VersionOfLine, viewer: Viewer): Promise<SaveView> {
    const [view] = await this.views.of([found], viewer)
    if (!view) throw unknownSave(found.version.id)
    return view
  }

  private async viewer({ principal, deviceId, isSlotless }: Asking): Promise<Viewer> {
    const device = deviceId === null ? null : await this.devices.named(principal, deviceId, 'devices.read')
    await this.settled()
    return { personId: principal.person.id, device, isSlotless }
  }

  private publish(personId: number, lineId: number, state: 'deleted' | 'changed'): void {
    this.events.publish({ type: 'save', id: String(lineId), state }, { personId })
  }
}

/** Whether it is on the wire as a save: states are a lane of their own. */
function isSave(found: VersionOfLine | null): found is VersionOfLine {
  return found?.version.state === 'live' && found.line.kind !== 'state'
}

/** A download that is to be confirmed tells of the device only that it is there. */
function isJustSeen({ lastSeen }: Device, now: number): boolean {
  return lastSeen !== null && Math.abs(now - Date.parse(lastSeen)) < freshSight
}

function newestFirst(one: Version, other: Version): number {
  return other.updatedAt.localeCompare(one.updatedAt) || other.id - one.id
}
