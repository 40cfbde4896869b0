import { say } from '../../../shared/sentences/say'
import type { HubAddress } from '../../../shared/api/health'
import { type Clock, iso } from '../clock'
import type { Device } from '../devices/device'
import type { EventLog } from '../events/event-log'
import type { UnitOfWork } from '../unit-of-work'
import type { Announced, Announcer } from './announcer'
import type { Adapters, NetworkStatus } from './network-status'

/** The name of the setting that remembers which address people were told to type. */
const toldSetting = 'network_told'

/** How the hub is announced. */
export type AnnouncementState =
  | { readonly state: 'off' }
  | { readonly state: 'announced'; readonly hostName: string }
  | { readonly state: 'failed'; readonly problem: string }

/** The address that people typed is not the hub's any more. */
export interface AddressChange {
  readonly from: string
  readonly to: string
  readonly at: string
  /** Devices that did not find the hub since. */
  readonly devices: readonly Device[]
}

interface Told {
  readonly address: string
  readonly former: string | null
  readonly at: string
}

/** Follows the addresses of this machine: announces them, and remembers what devices were told (design section 9). */
export class NetworkWatch {
  private unwatch: () => void = () => undefined
  private announced: Announced | null = null
  private seen: string | null = null
  private state: AnnouncementState = { state: 'off' }
  private turn: Promise<void> = Promise.resolve()

  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly network: NetworkStatus,
    private readonly announcing: {
      readonly adapters: Pick<Adapters, 'watch'>
      /** Null when the hub is not to be announced (`--no-mdns`). */
      readonly announcer: Announcer | null
      readonly instance: string
      readonly version: string
      /** Told of a failure that nobody waits for. */
      readonly report: (error: unknown) => void
    },
  ) {}

  get announcement(): AnnouncementState {
    return this.state
  }

  /** Looks now, and at every change until {@link stop}. */
  async start(): Promise<void> {
    this.unwatch = this.announcing.adapters.watch(() => void this.refresh())
    await this.refresh()
  }

  async stop(): Promise<void> {
    this.unwatch()
    await this.turn
    await this.announced?.stop()
    this.announced = null
    this.state = { state: 'off' }
  }

  /** Looks at once, as after waking up. Never rejects. */
  refresh(): Promise<void> {
    this.turn = this.turn.then(() => this.look()).catch((error: unknown) => this.announcing.report(error))
    return this.turn
  }

  /** What changed since devices were told the address, until it is dismissed or the old address is back. */
  async change(): Promise<AddressChange | null> {
    const told = await this.told()
    if (told?.former === null || told?.former === undefined) return null
    const { address: to, former: from, at } = told
    const living = await this.unit.read.devices.list('all')
    const devices = living.filter(
      ({ createdAt, lastSeen }) => createdAt < at && (lastSeen === null || lastSeen < at),
    )
    return { from, to, at, devices }
  }

  /** Whoever had to be told was told. */
  async dismissChange(): Promise<void> {
    const told = await this.told()
    if (told) await this.tell({ ...told, former: null })
    this.events.publish({ type: 'health', id: 'network' })
  }

  private async look(): Promise<void> {
    const addresses = this.network.addresses()
    const now = JSON.stringify(addresses.map(({ url }) => url))
    if (now === this.seen) return
    const isFirst = this.seen === null
    this.seen = now
    await this.note(addresses)
    await this.announce(addresses)
    if (!isFirst) this.events.publish({ type: 'health', id: 'network' })
  }

  /** A machine without a network says nothing about which address is right. */
  private async note([first]: readonly HubAddress[]): Promise<void> {
    if (!first) return
    const address = `${first.host}:${first.port}`
    const told = await this.told()
    if (told?.address === address) return
    const at = iso(this.clock.now())
    const mustBeEdited = told !== null && (await this.unit.read.devices.count()) > 0
    const former = mustBeEdited ? (told.former ?? told.address) : null
    await this.tell({ address, former: former === address ? null : former, at })
  }

  private async announce(addresses: readonly HubAddress[]): Promise<void> {
    const { announcer, instance, version } = this.announcing
    if (!announcer) return
    await this.announced?.stop()
    this.announced = null
    const [first] = addresses
    if (!first) {
      this.state = { state: 'failed', problem: say('announce.noNetwork') }
      return
    }
    try {
      this.announced = await announcer.announce({
        instance,
        hostName: 'roost',
        port: first.port,
        addresses: [...new Set(addresses.map(({ host }) => host))],
        text: { version, path: '/' },
      })
      this.state = { state: 'announced', hostName: this.announced.hostName }
    } catch (error) {
      this.state = { state: 'failed', problem: error instanceof Error ? error.message : String(error) }
      this.announcing.report(error)
    }
  }

  private async told(): Promise<Told | null> {
    const text = await this.unit.read.settings.get(toldSetting)
    if (text === null) return null
    const [address = '', former = '', at = ''] = text.split(' ')
    return { address, former: former === '-' ? null : former, at }
  }

  private tell({ address, former, at }: Told): Promise<void> {
    return this.unit.write(({ settings }) => settings.set(toldSetting, `${address} ${former ?? '-'} ${at}`))
  }
}
