import { say } from '../../../shared/sentences/say'
import { type Clock, iso } from '../clock'
import type { Device } from '../devices/device'
import { Conflict, NoRoom, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { Principal } from '../identity/principal'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { ActingDevice } from './acting-device'
import type { GameLookup, NamedGame } from './game-lookup'
import { keepInOwnSlot } from '../sync/own-slot'
import { announceTraces, traceUpload, type UploadTraces } from '../sync/upload-traces'
import { appendTo, lineFor, restock, reviveVersions } from './line-changes'
import type { Pending, PendingScreenshot } from './save-intake'
import type { SaveLine, Version, VersionOfLine } from './save-line'
import { contextOf, freeName, lineKeyOf, namesStart, type UploadContext } from './upload-context'
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
  /** Of the sync session it belongs to, as the client says. */
  readonly sessionId: number | null
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
  /** Null for a refused one of which nothing is kept. */
  readonly version: Version | null
  readonly lineId: number
  readonly verdict: Verdict<Version>
  readonly traces: UploadTraces
}

interface Judged {
  readonly line: SaveLine
  readonly save: Pending
  readonly verdict: Verdict<Version>
  readonly context: UploadContext
  readonly now: number
}

/** Bytes of undecided refused copies of one device, beyond which no more are taken (design section 7). */
const usualMostHeldBytes = 1024 ** 3

/** Takes uploads in: nothing that arrived whole is lost, whatever the answer is. */
export class SaveUploads {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly from: { readonly games: GameLookup; readonly devices: ActingDevice },
    private readonly mostHeldBytes = usualMostHeldBytes,
  ) {}

  /** @throws Forbidden, NotFound; in the order of wire.md 6.3.4. */
  async target(principal: Principal, request: UploadRequest): Promise<UploadTarget> {
    const { devices, games: lookup } = this.from
    const [device, games] = await Promise.all([
      devices.namedOrBound(principal, request.deviceId, 'devices.write'),
      lookup.visible(principal.person.id, [request.gameId]),
    ])
    const game = games.get(request.gameId)
    if (!game) throw new NotFound(say('game.unknown', { id: request.gameId }))
    return { principal, game, device, base: null, request }
  }

  /** An upload that names the version it was made from. @throws Forbidden, NotFound. */
  async targetOf(
    principal: Principal,
    id: number,
    request: Pick<UploadRequest, 'emulator' | 'deviceId' | 'isSlotless'>,
  ): Promise<UploadTarget> {
    const device = await this.from.devices.namedOrBound(principal, request.deviceId, 'devices.write')
    const base = await this.unit.read.saves.version(id)
    const { person } = principal
    if (base?.version.state !== 'live' || base.line.kind === 'state' || base.line.personId !== person.id) {
      throw unknownSave(id)
    }
    const game = (await this.from.games.visible(person.id, [base.line.gameId])).get(base.line.gameId)
    if (!game) throw unknownSave(id)
    return {
      principal,
      game,
      device,
      base,
      request: { ...request, slot: null, overwrite: false, keep: null, sessionId: null },
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
    if (verdict.kind === 'refused') {
      throw refusal(target, version ? verdict.reason : withoutCopy(verdict.reason))
    }
    if (!version) throw new Error('An upload was taken in and is not there')
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
    const key = target.base?.line ?? lineKeyOf(target, save.fileName)
    const seen = await writers.saves.foresee({
      personId: key.personId,
      gameId: key.gameId,
      kind: key.kind,
      key: key.key,
      deviceId: target.device?.id ?? null,
      sha256: save.sha256,
      contentHash: save.isArchive ? save.contentHash : null,
      namesStart: namesStart(target.game, key, save.fileName, now),
    })
    const place = target.base?.line ?? seen ?? (await lineFor(writers, key, iso(now)))
    const hasMoved = await restock(writers, place.id, save.sha256)
    // The one of a base was read before this transaction.
    const line = hasMoved || target.base ? await writers.saves.line(place.id) : place
    if (!line) throw new Error('A line is never removed')
    const context = await contextOf(writers, target, line, save)
    const verdict = guardUpload(context.input)
    const version = await this.carryOut(writers, target, { line, save, verdict, context, now })
    if (screenshot && version) await attach(writers, version, screenshot, iso(now))
    const { device } = target
    const [traces] = await Promise.all([
      traceUpload(writers, { target, line, context, verdict, version, now }),
      // Also of bytes that are known already (W-03).
      verdict.kind !== 'refused' && writers.library.notePlayed(line.gameId, line.personId, iso(now)),
      device && writers.devices.update(device.id, { lastSeen: iso(now) }),
    ])
    return { version, lineId: line.id, verdict, traces }
  }

  /** Null where nothing is kept. */
  private async carryOut(writers: Writers, target: UploadTarget, judged: Judged): Promise<Version | null> {
    const { line, verdict, context } = judged
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
      case 'aside': {
        const version = await this.append(writers, target, judged, 'side')
        if (context.waiting?.keep === 'both') {
          await keepInOwnSlot(
            writers,
            { line, version, device: target.device, game: target.game },
            judged.now,
          )
        }
        return version
      }
      case 'refused':
        return verdict.reason === 'foreign' ? null : this.hold(writers, target, judged)
    }
  }

  /** The newest refused copy of a device is the one shown; earlier ones are kept beside it (design section 7). */
  private async hold(writers: Writers, target: UploadTarget, judged: Judged): Promise<Version | null> {
    const { line, save } = judged
    const deviceId = target.device?.id ?? null
    const entry = await writers.sync.openEntry(deviceId, line.id)
    const heldId = entry?.heldVersionId ?? null
    const held = heldId === null ? null : ((await writers.saves.version(heldId))?.version ?? null)
    if (held?.sha256 === save.sha256) return held
    const waiting = await writers.sync.heldBytes(target.principal.person.id, deviceId)
    if (waiting + save.sizeBytes > this.mostHeldBytes) return null
    if (held) await writers.saves.updateVersion(held.id, { state: 'side' })
    return this.append(writers, target, judged, 'held')
  }

  private async append(
    writers: Writers,
    target: UploadTarget,
    { line, save, context, now }: Judged,
    state: 'live' | 'held' | 'side',
  ): Promise<Version> {
    const said = {
      content: save,
      fileName: await freeName(writers, target.game, line, save.fileName, now),
      emulator: target.request.emulator,
      originDeviceId: target.device?.id ?? null,
      parentId: context.parentId,
      state,
    }
    return appendTo(writers, line, said, now)
  }

  private announce({ principal }: UploadTarget, { lineId, verdict, version, traces }: Accepted): void {
    const audience = { personId: principal.person.id }
    announceTraces(this.events, audience.personId, traces)
    if (!version || verdict.kind === 'identical' || (verdict.kind === 'known' && !verdict.comesBack)) return
    const states = { refused: 'held', known: 'restored', 'new-head': 'arrived', aside: 'arrived' } as const
    this.events.publish({ type: 'save', id: String(lineId), state: states[verdict.kind] }, audience)
  }
}

export function unknownSave(id: number): NotFound {
  return new NotFound(say('save.unknown', { id }))
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

/** Why nothing of a refused upload was kept: it is there already, or there is no room for more. */
function withoutCopy(reason: 'blank' | 'unseen' | 'foreign'): 'foreign' | 'no-room' {
  return reason === 'foreign' ? reason : 'no-room'
}

/** RomM's words where it has some (wire.md 6.3.9). */
function refusal(
  { request, base }: UploadTarget,
  reason: 'blank' | 'unseen' | 'foreign' | 'no-room',
): Conflict | NoRoom {
  switch (reason) {
    case 'blank':
      return new Conflict(say('upload.blankSave'))
    case 'foreign':
      return new Conflict(
        'This save belongs to the person who had this device before, and is kept with theirs. To make it yours, ' +
          'upload it again with overwrite=true',
      )
    case 'no-room':
      return new NoRoom(
        'The save was refused, and the hub keeps no more refused copies of this device. Nothing on the device was ' +
          'changed. Decide about its conflicts in Roost, then sync again',
      )
    case 'unseen':
      return new Conflict(
        request.slot !== null || base?.line.kind === 'save'
          ? say('upload.slotNewer')
          : say('upload.saveNewer'),
      )
  }
}
