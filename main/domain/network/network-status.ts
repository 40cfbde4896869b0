import { type HubAddress } from '../../../shared/api/health'
import type { Clock } from '../clock'
import type { EventLog } from '../events/event-log'
import { type AdapterAddress, rankAddresses } from './rank-addresses'

/** What the hub's machine says about its adapters. */
export interface Adapters {
  list(): readonly AdapterAddress[]
  /** The adapter of the default route, where the system tells. */
  defaultAdapter(): string | null
  /** As the system calls this machine. */
  hostName(): string
  /** Calls back some seconds after the addresses changed, until the answer is called. */
  watch(changed: () => void): () => void
}

/** Where the hub listens, and whether the LAN reaches it. */
export class NetworkStatus {
  private listeningPort: number | null = null
  private listeningHost = ''
  private securePort: number | null = null
  private isPlainLocal = false
  private lastLanPacket: number | null = null

  constructor(
    private readonly adapters: Adapters,
    private readonly clock: Clock,
    private readonly events: EventLog,
  ) {}

  listening(host: string, port: number): void {
    this.listeningHost = host
    this.listeningPort = port
  }

  /** HTTPS is answered on this port; null for on none. */
  secureOn(port: number | null): void {
    this.securePort = port
  }

  /** Whether plain HTTP is answered to this machine alone. */
  limitPlain(toThisMachine: boolean): void {
    this.isPlainLocal = toThisMachine
  }

  /** Names of this machine, with and without the ending of mDNS. */
  get ownNames(): readonly string[] {
    const [name = 'localhost'] = this.adapters.hostName().toLowerCase().split('.')
    return [name, `${name}.local`, 'localhost']
  }

  get isListening(): boolean {
    return this.port !== null
  }

  /** The port of the LAN's door, null before it listens. */
  get port(): number | null {
    return this.listeningPort
  }

  /** What it listens on, e.g. `0.0.0.0`. */
  get host(): string {
    return this.listeningHost
  }

  get defaultAdapter(): string | null {
    return this.adapters.defaultAdapter()
  }

  get adapterNames(): readonly string[] {
    const names = this.adapters.list().flatMap(({ adapter, isInternal }) => (isInternal ? [] : [adapter]))
    return [...new Set(names)]
  }

  /** Milliseconds since the epoch, or null when no other machine has asked anything since the start. */
  get lastLanPacketAt(): number | null {
    return this.lastLanPacket
  }

  /** Addresses another machine can use, best first, plain HTTP before HTTPS; none while only loopback is listened on. */
  addresses(): HubAddress[] {
    const listensEverywhere = this.host === '0.0.0.0' || this.host === '::'
    const reachable = rankAddresses(this.adapters.list(), this.adapters.defaultAdapter()).filter(
      ({ address }) => listensEverywhere || address === this.host,
    )
    const doors = [
      { protocol: 'http' as const, port: this.isPlainLocal ? null : this.port },
      { protocol: 'https' as const, port: this.securePort },
    ]
    return doors.flatMap(({ protocol, port }) =>
      port === null
        ? []
        : reachable.map(({ adapter, address }) => ({
            protocol,
            host: address,
            port,
            url: `${protocol}://${address}:${port}`,
            adapter,
          })),
    )
  }

  /** A request came from this address; the first one from another machine turns "waiting" into "reached". */
  heardFrom(address: string): void {
    if (this.isOwn(address)) return
    const isFirst = this.lastLanPacket === null
    this.lastLanPacket = this.clock.now()
    if (isFirst) this.events.publish({ type: 'health', id: 'lan' })
  }

  private isOwn(address: string): boolean {
    return (
      address === '::1' ||
      address.startsWith('127.') ||
      this.adapters.list().some((adapter) => adapter.address === address)
    )
  }
}
