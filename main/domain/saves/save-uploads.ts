import { type Clock, iso } from '../clock'
import type { Device } from '../devices/device'
import { Conflict, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { Principal } from '../identity/principal'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { ActingDevice } from './acting-device'
import type { GameLookup, NamedGame } from './game-lookup'
import { appendVersion, lineFor, restock, reviveVersions, setMark } from './line-changes'
import type { Pending, PendingScreenshot } from './save-intake'
import type { LineKind, SaveLine, Version, VersionOfLine } from './save-line'
import { exactName, sanitisedName, taggedName } from './save-names'
import { isBridgedName, sharedSlot } from './slotless-bridge'
import { guardUpload, type Verdict } from './upload-guard'

/** What a caller says of an upload besides its bytes (wire.md 6.3). */
export interface UploadRequest {
  readonly gameId: number
  readonly slot: string | null
  readonly emulator: string | null
  readonly deviceId: string | null
  readonly overwrite: boolean
  /** How many versions stay in the lists; null for all. */
  readonly keep: number | null
  /** A caller that knows neither slots nor devices (design section 6). */
  readonly isSlotless: boolean
}

/** An upload that may come: everything that can be refused without its bytes was. */
export interface UploadTarget {
  readonly principal: Principal
  readonly game: NamedGame
  readonly device: Device | null
  /** The version the upload is said to be made from (`PUT`), or null for what the device's mark says. */
  readonly base: VersionOfLine | null
  readonly request: Omit<UploadRequest, 'gameId' | 'deviceId'>
}

export interface ReceivedUpload {
  readonly save: Pending
  readonly screenshot: PendingScreenshot | null
}

interface Accepted {
  readonly version: Version
  readonly lineId: number
  readonly verdict: Verdict<Version>
}

/** Takes uploads in: nothing that arrived whole is lost, whatever the answer is. */
export class SaveUploads {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly games: GameLookup,
    private readonly devices: ActingDevice,
  ) {}

  /** @throws Forbidden, NotFound; in the order of wire.md 6.3.4. */
  async target(principal: Principal, request: UploadRequest): Promise<UploadTarget> {
    const device = await this.devices.namedOrBound(principal, request.deviceId, 'devices.write')
    const games = await this.games.visible(principal.person.id, [request.gameId])
    const game = games.get(request.gameId)
    if (!game) throw new NotFound(`Rom with id '${request.gameId}' not found`)
    return { principal, game, device, base: null, request }
  }

  /** An upload that names the version it was made from. @throws Forbidden, NotFound. */
  async targetOf(
    principal: Principal,
    id: number,
    request: Pick<UploadRequest, 'emulator' | 'deviceId' | 'isSlotless'>,
  ): Promise<UploadTarget> {
    const device = await this.devices.namedOrBound(principal, request.deviceId, 'devices.write')
    const base = await this.unit.read.saves.version(id)
    const { person } = principal
    if (base?.version.state !== 'live' || base.line.kind === 'state' || base.line.personId !== person.id) {
      throw unknownSave(id)
    }
    const game = (await this.games.visible(person.id, [base.line.gameId])).get(base.line.gameId)
    if (!game) throw unknownSave(id)
    return {
      principal,
      game,
      device,
      base,
      request: { ...request, slot: null, overwrite: false, keep: null },
    }
  }

  /**
   * Judges a received upload and writes its row.
   * @throws Malformed for a name that cannot be kept; Conflict, with the bytes kept aside.
   */
  async accept(target: UploadTarget, upload: ReceivedUpload): Promise<Version> {
    const accepted = await this.unit.write((writers) => this.judge(writers, target, upload))
    const { verdict, version } = accepted
    this.announce(target, accepted)
    if (verdict.kind === 'refused') throw refusal(target, verdict.reason)
    return version
  }

  /** Attaches a picture that came without a save. */
  async picture(target: UploadTarget, base: Version, screenshot: PendingScreenshot): Promise<void> {
    await this.unit.write((writers) => attach(writers, base, screenshot, iso(this.clock.now())))
    this.events.publish(
      { type: 'save', id: String(base.lineId), state: 'changed' },
      { personId: target.principal.person.id },
    )
  }

  private async judge(
    writers: Writers,
    target: UploadTarget,
    { save, screenshot }: ReceivedUpload,
  ): Promise<Accepted> {
    const now = this.clock.now()
    const place = target.base?.line ?? (await lineFor(writers, lineKeyOf(target, save.fileName), iso(now)))
    await restock(writers, place.id, save.sha256)
    const line = await writers.saves.line(place.id)
    if (!line) throw new Error('A line is never removed')
    const context = await contextOf(writers, target, line, save)
    const verdict = guardUpload(context.input)
    const parentId = context.input.parent?.id ?? null
    const version = await this.carryOut(writers, target, { line, save, verdict, parentId, now })
    if (screenshot) await attach(writers, version, screenshot, iso(now))
    const { device } = target
    if (device && verdict.kind !== 'refused') {
      const how = verdict.kind === 'new-head' ? 'upload' : 'identical'
      await setMark(writers, device.id, version, how, iso(now))
    }
    if (device) await writers.devices.update(device.id, { lastSeen: iso(now) })
    return { version, lineId: line.id, verdict }
  }

  private async carryOut(
    writers: Writers,
    target: UploadTarget,
    judged: {
      line: SaveLine
      save: Pending
      verdict: Verdict<Version>
      parentId: number | null
      now: number
    },
  ): Promise<Version> {
    const { line, verdict, now } = judged
    switch (verdict.kind) {
      case 'identical':
        return verdict.version
      case 'known':
        if (verdict.comesBack) await reviveVersions(writers, line.id, [verdict.version.id])
        return (await writers.saves.version(verdict.version.id))?.version ?? verdict.version
      case 'new-head': {
        if (verdict.pinReplaced && line.headVersionId !== null) {
          await writers.saves.updateVersion(line.headVersionId, { pinned: true })
        }
        const version = await this.append(writers, target, judged, 'live')
        if (target.request.keep !== null) await writers.saves.hideAllBut(line.id, target.request.keep)
        return version
      }
      case 'refused': {
        const held = await writers.saves.heldOf(line.id, target.device?.id ?? null)
        const same = held.find(({ sha256 }) => sha256 === judged.save.sha256)
        if (same && same.id === held.at(-1)?.id) return same
        // The newest refused copy of a device is the one shown; earlier ones are kept beside it (design section 7).
        for (const { id } of held) await writers.saves.updateVersion(id, { state: 'side' })
        return this.append(writers, target, { ...judged, now }, 'held')
      }
    }
  }

  private async append(
    writers: Writers,
    target: UploadTarget,
    { line, save, parentId, now }: { line: SaveLine; save: Pending; parentId: number | null; now: number },
    state: 'live' | 'held',
  ): Promise<Version> {
    const said = {
      content: save,
      fileName: await freeName(writers, target.game, line, save.fileName, now),
      emulator: target.request.emulator,
      originDeviceId: target.device?.id ?? null,
      parentId,
      state,
    }
    return appendVersion(writers, line.id, said, now)
  }

  private announce({ principal }: UploadTarget, { lineId, verdict }: Accepted): void {
    if (verdict.kind === 'identical' || (verdict.kind === 'known' && !verdict.comesBack)) return
    const state = ({ refused: 'held', known: 'restored', 'new-head': 'arrived' } as const)[verdict.kind]
    this.events.publish({ type: 'save', id: String(lineId), state }, { personId: principal.person.id })
  }
}

export function unknownSave(id: number): NotFound {
  return new NotFound(`Save with ID ${id} not found`)
}

/** Where an upload goes: its slot, the shared slot by the bridge, or a file of its own (design section 6). */
function lineKeyOf(
  { principal, game, request }: UploadTarget,
  uploaded: string,
): { personId: number; gameId: number; kind: LineKind; key: string } {
  const owner = { personId: principal.person.id, gameId: game.id }
  if (request.slot !== null) return { ...owner, kind: 'save', key: request.slot }
  const name = exactName(uploaded)
  return request.isSlotless && isBridgedName(name, game)
    ? { ...owner, kind: 'save', key: sharedSlot }
    : { ...owner, kind: 'file', key: name }
}

/** Everything the guard asks about, as it is inside the transaction: two uploads at once never see the same head. */
async function contextOf({ saves }: Writers, target: UploadTarget, line: SaveLine, save: Pending) {
  const { device, base, request } = target
  const head =
    line.headVersionId === null ? null : ((await saves.version(line.headVersionId))?.version ?? null)
  const alike = await saves.withContent(line.id, save.sha256, save.isArchive ? save.contentHash : null)
  // Another archive of a content that was let go is the only one of it there is.
  const same = alike.filter(({ bytesDroppedAt }) => bytesDroppedAt === null)
  const rank = { live: 0, deleted: 1, side: 2, held: 3 } as const
  const [known = null] = [...same].sort(
    (one, other) => rank[one.state] - rank[other.state] || other.sequence - one.sequence,
  )
  const mark = device && (await saves.mark(device.id, line.id))
  const markedId = mark && !mark.doubtful ? mark.versionId : null
  const marked = markedId === null ? null : ((await saves.version(markedId))?.version ?? null)
  return {
    input: {
      known,
      isHead: same.some(({ id }) => id === head?.id),
      isBlank: save.isBlank,
      overwrite: request.overwrite,
      head,
      parent: base?.version ?? marked,
      hasPermit: false,
      // A slotless caller can: it names the version it replaces by `PUT`.
      cannotOverwrite: device === null && base === null && !request.isSlotless,
    },
  }
}

async function freeName(
  { saves }: Writers,
  game: NamedGame,
  line: SaveLine,
  uploaded: string,
  now: number,
): Promise<string> {
  if (line.kind !== 'save') return line.key
  const plain = sanitisedName(uploaded)
  for (let place = 1; ; place += 1) {
    const name = taggedName(line.key, plain, game.fileNameNoExt, { now, place })
    if (!(await saves.hasName(line.id, name))) return name
  }
}

/** Adds a picture to a version; the same one again adds nothing. */
export async function attach(
  { saves }: Writers,
  version: Version,
  screenshot: PendingScreenshot,
  createdAt: string,
): Promise<void> {
  const [current] = await saves.screenshots([version.id])
  if (current?.sha256 === screenshot.sha256) return
  const { sha256, sizeBytes, fileName, type } = screenshot
  await saves.insertScreenshot({ versionId: version.id, sha256, sizeBytes, fileName, type, createdAt })
}

/** RomM's words where it has some (wire.md 6.3.9). */
function refusal({ request, base }: UploadTarget, reason: 'blank' | 'unseen'): Conflict {
  if (reason === 'blank') {
    return new Conflict(
      'The upload is blank and the hub holds a real save. The upload was kept aside; to replace the save with it, ' +
        'upload it again with overwrite=true',
    )
  }
  return new Conflict(
    request.slot !== null || base?.line.kind === 'save'
      ? 'Slot has a newer save since your last sync'
      : 'Save has been updated since your last sync',
  )
}
