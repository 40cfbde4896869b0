import { listConflicts } from '../../shared/api/conflicts'
import { ArgosyDevice } from '../simulator/fleet/argosy-device'
import { blank, type Content, progress } from '../simulator/fleet/content'
import type { Card, Choice, FleetDevice, Game, Observer } from '../simulator/fleet/device'
import { DeviceClock } from '../simulator/fleet/device-clock'
import { GroutDevice } from '../simulator/fleet/grout-device'
import { Household, missingFrom, versionsByLine } from '../simulator/fleet/household'
import { type DeviceSpec, makeDevice } from '../simulator/fleet/make-device'
import { type Fault, type Negotiated, Wire, type Witness } from '../simulator/fleet/wire'
import type { TestHub } from '../helpers/hub'

const nothing: Card = { files: new Map(), remembered: new Map(), asked: new Set() }

interface Member {
  readonly device: FleetDevice
  /** A copy of the card somebody made. */
  kept: Card | null
}

/** The handhelds of one person, and what must be true of what the hub answers them. */
export class FleetWorld implements Observer, Witness {
  readonly violations: string[] = []
  operations = 0
  private readonly members: Member[] = []
  /** What reached the hub, by game. */
  private readonly received = new Map<number, Map<string, Content>>()
  private readonly wires = new Map<FleetDevice, Wire>()
  private contents = 0
  /** Everybody has synced twice, and nobody plays. */
  private isQuiet = false
  /** Two machines speak as one device, and what one confirms the other never saw: they settle when they are told apart. */
  private hasTwins = false

  private constructor(
    private readonly hub: TestHub,
    private readonly household: Household,
    private readonly games: readonly Game[],
  ) {}

  static async open(
    hub: TestHub,
    name: string,
    games: readonly Game[],
    specs: readonly DeviceSpec[],
  ): Promise<FleetWorld> {
    await hub.people.add(name, { password: 'a good one' })
    const authorization = `Basic ${Buffer.from(`${name}:a good one`).toString('base64')}`
    const world = new FleetWorld(hub, new Household(hub.url, authorization, fetch), games)
    const joining = specs.map((spec, index) => world.join(spec, index + 1))
    for (const device of await Promise.all(joining)) world.members.push({ device, kept: null })
    return world
  }

  get size(): number {
    return this.members.length
  }

  sent({ romId, content }: { romId: number; content: Content }): void {
    this.operations += 1
    const known = this.received.get(romId) ?? new Map<string, Content>()
    this.received.set(romId, known.set(content.sha256, content))
  }

  /** (b): nothing the hub never saw is answered with "nothing to do" or with another save. */
  negotiated(device: FleetDevice, answer: Negotiated): void {
    this.operations += 1
    const uploads = answer.operations.filter(({ action }) => action === 'upload')
    if (this.isQuiet && uploads.length > 0) {
      this.violations.push(`(c) ${device.name}, after two quiet rounds: ${JSON.stringify(uploads)}`)
    }
    if (!device.namesLiveHash) return
    for (const operation of answer.operations) {
      const game = this.games.find(({ id }) => id === operation.rom_id)
      const content = game && device.fileOf(game)?.content
      if (!game || !content || operation.slot !== device.slot || !this.isUnique(game, content)) continue
      if (operation.action === 'no_op' || operation.action === 'download') {
        this.violations.push(
          `(b) ${device.name}: unique progress was answered ${operation.action}: ${operation.reason}`,
        )
      }
    }
  }

  replacing(device: FleetDevice, game: Game, former: Content, choice: Choice | null): void {
    if (choice === null && this.isUnique(game, former)) {
      this.violations.push(
        `(b) ${device.name}: unique progress in ${game.stem} was replaced without a held copy`,
      )
    }
  }

  play(member: number, game: number, what: 'new' | 'blank' | 'old'): void {
    const { device } = this.member(member)
    const played = this.game(game)
    const old = [...(this.received.get(played.id)?.values() ?? [])]
    const earlier = what === 'old' ? old[this.contents % Math.max(1, old.length)] : undefined
    this.contents += 1
    device.play(played, what === 'blank' ? blank : (earlier ?? progress(`${device.name} ${this.contents}`)))
  }

  async sync(member: number, fault: Fault | null, choice: Choice, completes: boolean): Promise<void> {
    const { device } = this.member(member)
    const wire = this.wires.get(device)
    wire?.expect(fault)
    await device.sync(choice, completes)
    wire?.expect(null)
  }

  /** (d): the same entries with other times are answered the same. */
  async shiftClock(member: number, shift: number): Promise<void> {
    const { device } = this.member(member)
    const wire = this.wires.get(device)
    if (!(device instanceof GroutDevice) || !wire) return
    const first = await wire.negotiate(device.deviceId, device.entries())
    const second = await wire.negotiate(device.deviceId, device.entries(shift))
    this.operations += 2
    const told = ({ operations }: Negotiated) => JSON.stringify(operations)
    if (told(first) !== told(second)) {
      this.violations.push(
        `(d) ${device.name}: another clock, another answer: ${told(first)} ${told(second)}`,
      )
    }
  }

  reboot(member: number): void {
    this.member(member).device.clock.reboot()
  }

  keepCard(member: number): void {
    const kept = this.member(member)
    kept.kept = kept.device.image()
  }

  putBackCard(member: number): void {
    const { device, kept } = this.member(member)
    if (kept) device.flash(kept)
  }

  /** An empty card; its client registers anew. */
  async reflash(member: number): Promise<void> {
    const { device } = this.member(member)
    device.flash(nothing)
    await this.household.register(device.name, true)
  }

  /** A second machine with a copy of the card, identity included. */
  clone(member: number): void {
    if (this.members.length >= 5) return
    const { device } = this.member(member)
    this.hasTwins = true
    const twin = this.make({ ...specOf(device), clock: 'right' }, `${device.name}+`, device.deviceId)
    twin.flash(device.image())
    this.members.push({ device: twin, kept: null })
  }

  async deleteOnHub(index: number): Promise<void> {
    const line = pick(await this.household.lines(), index)
    if (line?.head_version_id) await this.household.remove(line.head_version_id)
  }

  async restoreOnHub(index: number): Promise<void> {
    const line = pick(await this.household.lines(), index)
    const version = line && pick(await this.household.versions(line.id), index)
    if (line && version) await this.household.restore(version.id, line.head_version_id)
  }

  /** Somebody at the desktop decides about an open conflict, as they saw it. */
  async decide(index: number, keep: 'hub' | 'device' | 'both', isStale: boolean): Promise<void> {
    const conflict = pick(await this.conflicts(), index)
    if (!conflict) return
    const head = isStale ? 1 : conflict.head_version_id
    const status = await this.household.decide(conflict.id, keep, head)
    if (isStale && status < 400) this.violations.push(`a decision about another head was taken: ${status}`)
  }

  /** (a), (c), (e), after everything that happened. */
  async settle(): Promise<void> {
    await this.syncAll()
    await this.syncAll()
    if (!this.hasTwins) await this.quietRound()
    const lines = await versionsByLine(this.household)
    const contents = [...this.received.values()].flatMap((known) => [...known.values()])
    const missing = await missingFrom(this.household, [...lines.values()].flat(), contents)
    if (missing.length > 0) this.violations.push(`(a) ${missing.length} contents cannot be had back`)
    for (const [id, versions] of lines) {
      const heads = versions.filter(({ state }) => state === 'head')
      if (heads.length > 1) this.violations.push(`(e) line ${id} has ${heads.length} heads`)
    }
  }

  /** (c): nothing is left to say. */
  private async quietRound(): Promise<void> {
    const before = { rows: await this.rows(), open: await this.openIds() }
    this.isQuiet = true
    await this.syncAll()
    const after = { rows: await this.rows(), open: await this.openIds() }
    if (after.rows !== before.rows) {
      this.violations.push(`(c) a quiet round made rows: ${before.rows}, then ${after.rows}`)
    }
    if (after.open !== before.open) {
      this.violations.push(`(c) a quiet round changed the open conflicts: ${before.open}, then ${after.open}`)
    }
  }

  private async syncAll(): Promise<void> {
    for (const { device } of this.members) await device.sync('later', true)
  }

  private async rows(): Promise<number> {
    return (await this.household.lines()).reduce((sum, { versions }) => sum + versions, 0)
  }

  private async openIds(): Promise<string> {
    return JSON.stringify((await this.conflicts()).map(({ id, held_version_id }) => [id, held_version_id]))
  }

  private async conflicts() {
    return listConflicts.answer.parse(await this.household.ask('GET', '/api/conflicts?state=open'))
  }

  private isUnique(game: Game, content: Content): boolean {
    return !content.isBlank && !this.received.get(game.id)?.has(content.sha256)
  }

  private async join(spec: DeviceSpec, number: number): Promise<FleetDevice> {
    const name = `${spec.kind}-${number}`
    const deviceId = spec.kind === 'slotless' ? '' : await this.household.register(name, false)
    return this.make(spec, name, deviceId)
  }

  private make(spec: DeviceSpec, name: string, deviceId: string): FleetDevice {
    const wire = new Wire(this.hub.url, this.household.authorization, fetch, this)
    const clock = new DeviceClock(spec.clock, () => this.hub.clock.now())
    const device = makeDevice(spec, name, deviceId, { games: this.games, clock, wire, observer: this })
    this.wires.set(device, wire)
    return device
  }

  private member(index: number): Member {
    const member = pick(this.members, index)
    if (!member) throw new Error('A fleet has at least one handheld')
    return member
  }

  private game(index: number): Game {
    const game = pick(this.games, index)
    if (!game) throw new Error('A fleet plays at least one game')
    return game
  }
}

function specOf(device: FleetDevice): DeviceSpec {
  const kind =
    device instanceof GroutDevice ? 'grout' : device instanceof ArgosyDevice ? 'argosy' : 'slotless'
  return { kind, clock: device.clock.model, slot: device.slot ?? 'autosave' }
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)]
}
