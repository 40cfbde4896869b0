import { say } from '../../../shared/sentences/say'
import { type Clock, iso } from '../clock'
import type { Device } from '../devices/device'
import { Conflict, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { Principal } from '../identity/principal'
import { relate } from '../sync/relation'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { ActingDevice } from './acting-device'
import type { GameLookup, NamedGame } from './game-lookup'
import { appendVersion, lineFor, reviveVersions, setMark } from './line-changes'
import type { Pending, PendingScreenshot } from './save-intake'
import type { SaveLine, Version, VersionOfLine } from './save-line'
import { exactName } from './save-names'
import { attach, type ReceivedUpload } from './save-uploads'
import { isState, unknownState } from './state-service'
import { guardUpload, type Verdict } from './upload-guard'

/** A state that may come: everything that can be refused without its bytes was. */
export interface StateTarget {
  readonly principal: Principal
  readonly game: NamedGame
  /** Of the token; a state names no device. */
  readonly device: Device | null
  readonly emulator: string | null
  /** The state that is replaced (`PUT`). */
  readonly base: VersionOfLine | null
}

interface Judged {
  readonly version: Version
  readonly lineId: number
  readonly verdict: Verdict<Version>
}

/** Takes states in: each is a new version of its name, and what it replaces is kept. */
export class StateUploads {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly games: GameLookup,
    private readonly devices: ActingDevice,
  ) {}

  /** @throws NotFound */
  async target(principal: Principal, gameId: number, emulator: string | null): Promise<StateTarget> {
    const device = await this.devices.namedOrBound(principal, null, null)
    const game = (await this.games.visible(principal.person.id, [gameId])).get(gameId)
    if (!game) throw new NotFound(say('game.unknown', { id: gameId }))
    return { principal, game, device, emulator, base: null }
  }

  /** @throws NotFound */
  async targetOf(principal: Principal, id: number): Promise<StateTarget> {
    const base = await this.unit.read.saves.version(id)
    if (!base || !isState(base) || base.line.personId !== principal.person.id) throw unknownState(id)
    const game = (await this.games.visible(principal.person.id, [base.line.gameId])).get(base.line.gameId)
    if (!game) throw unknownState(id)
    const device = await this.devices.namedOrBound(principal, null, null)
    return { principal, game, device, emulator: base.version.emulator, base }
  }

  /**
   * Writes the row of a received state.
   * @throws Malformed for a name that cannot be kept; Conflict for a blank one, which is kept aside.
   */
  async accept(target: StateTarget, upload: ReceivedUpload): Promise<Version> {
    const { version, lineId, verdict } = await this.unit.write((writers) =>
      this.judge(writers, target, upload),
    )
    if (verdict.kind !== 'identical') {
      const states = {
        refused: 'changed',
        known: 'restored',
        'new-head': 'arrived',
        aside: 'arrived',
      } as const
      const state = states[verdict.kind]
      this.events.publish(
        { type: 'save', id: String(lineId), state },
        { personId: target.principal.person.id },
      )
    }
    if (verdict.kind === 'refused') {
      throw new Conflict(say('upload.blankState'))
    }
    return version
  }

  /** Attaches a picture that came without a state. */
  async picture({ principal }: StateTarget, base: Version, screenshot: PendingScreenshot): Promise<void> {
    await this.unit.write((writers) => attach(writers, base, screenshot, iso(this.clock.now())))
    this.events.publish(
      { type: 'save', id: String(base.lineId), state: 'changed' },
      { personId: principal.person.id },
    )
  }

  private async judge(
    writers: Writers,
    target: StateTarget,
    { save, screenshot }: ReceivedUpload,
  ): Promise<Judged> {
    const now = this.clock.now()
    const { principal, game, device, emulator, base } = target
    const fileName = base?.version.fileName ?? exactName(save.fileName, 'state')
    const owner = { personId: principal.person.id, gameId: game.id }
    const place =
      base?.line ??
      (await lineFor(writers, { ...owner, kind: 'state', key: keyOf(emulator, fileName) }, iso(now)))
    const line = await writers.saves.line(place.id)
    if (!line) throw new Error('A line is never removed')
    const { input, parent } = await judgedBy(writers, line, save, { device, base })
    const verdict = guardUpload(input)
    const version = await carryOut(
      writers,
      { line, save, verdict, now },
      {
        fileName,
        emulator,
        originDeviceId: device?.id ?? null,
        parentId: parent?.id ?? null,
      },
    )
    if (screenshot) await attach(writers, version, screenshot, iso(now))
    if (device) {
      if (verdict.kind !== 'refused') {
        const how = verdict.kind === 'new-head' ? 'upload' : 'identical'
        await setMark(writers, device.id, version, how, { at: iso(now) })
      }
      await writers.devices.update(device.id, { lastSeen: iso(now) })
    }
    return { version, lineId: line.id, verdict }
  }
}

/** The key of a state's line. Two emulators may call their states the same; neither part holds a slash. */
export function keyOf(emulator: string | null, fileName: string): string {
  return emulator === null ? fileName : `${emulator}/${fileName}`
}

async function judgedBy(
  { saves }: Writers,
  line: SaveLine,
  save: Pending,
  { device, base }: Pick<StateTarget, 'device' | 'base'>,
) {
  const versionOf = async (id: number | null) =>
    id === null ? null : ((await saves.version(id))?.version ?? null)
  const head = await versionOf(line.headVersionId)
  const same = await saves.withContent(line.id, save.sha256, null)
  const mark = device && (await saves.mark(device.id, line.id))
  const parent = base?.version ?? (await versionOf(mark && !mark.doubtful ? mark.versionId : null))
  const input = {
    relation: relate(same, head, parent),
    isBlank: save.isBlank,
    overwrite: false,
    head,
    decision: null,
    isForeign: false,
    // Clients have no word for it: what they did not see is pinned instead of defended.
    cannotOverwrite: true,
  }
  return { input, parent }
}

async function carryOut(
  writers: Writers,
  { line, save, verdict, now }: { line: SaveLine; save: Pending; verdict: Verdict<Version>; now: number },
  said: {
    readonly fileName: string
    readonly emulator: string | null
    readonly originDeviceId: string | null
    readonly parentId: number | null
  },
): Promise<Version> {
  switch (verdict.kind) {
    case 'identical':
      return verdict.version
    case 'known':
      if (verdict.comesBack) await reviveVersions(writers, line.id, [verdict.version.id])
      return (await writers.saves.version(verdict.version.id))?.version ?? verdict.version
    case 'new-head':
      if (verdict.pinReplaced && line.headVersionId !== null) {
        await writers.saves.updateVersion(line.headVersionId, { pinned: true })
      }
      return appendVersion(writers, line.id, { ...said, content: save, state: 'live' }, now)
    case 'aside':
    case 'refused': {
      const [aside] = await writers.saves.withContent(line.id, save.sha256, null)
      return aside ?? appendVersion(writers, line.id, { ...said, content: save, state: 'side' }, now)
    }
  }
}
