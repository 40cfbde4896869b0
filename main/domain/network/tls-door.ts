import { say } from '../../../shared/sentences/say'
import { type TlsSetting, tlsSetting, type TlsView } from '../../../shared/api/tls'
import type { Clock } from '../clock'
import { Malformed } from '../errors'
import type { UnitOfWork } from '../unit-of-work'
import type { Certificates, TlsIdentity } from './certificates'
import type { NetworkStatus } from './network-status'
import type { NetworkWatch } from './network-watch'

const settingName = 'tls'

/** Where the server listens; changed while it runs. */
export interface Doors {
  /** Opens the secure door, or changes what it shows. @throws Error in words for a person; nothing is open then. */
  openSecure(port: number, identity: Pick<TlsIdentity, 'certificate' | 'key'>): Promise<void>
  closeSecure(): Promise<void>
  /** @throws Error in words for a person. */
  answerPlain(reach: TlsSetting['plain']): Promise<void>
}

/** HTTPS on a port of its own, when the household wants it (design section 9). */
export class TlsDoor {
  private doors: Doors | null = null
  private identity: TlsIdentity | null = null
  private problem: string | null = null
  private isOpen = false
  private turn: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly certificates: Certificates,
    private readonly network: NetworkStatus,
    private readonly watch: NetworkWatch,
  ) {}

  /** What was chosen, also before anything listens. */
  async setting(): Promise<TlsSetting> {
    const text = await this.unit.read.settings.get(settingName)
    return tlsSetting.parse(text === null ? { enabled: false } : JSON.parse(text))
  }

  /** Opens the door that was chosen. What stands against it is told by {@link view}, and plain HTTP is not widened. */
  async start(doors: Doors): Promise<void> {
    this.doors = doors
    await this.apply(await this.setting()).catch(() => undefined)
  }

  /** Shows a certificate for the addresses there are now. */
  async renew(): Promise<void> {
    const chosen = await this.setting()
    if (chosen.enabled) await this.apply(chosen).catch(() => undefined)
  }

  /** @throws Malformed when the door cannot be opened so; it stays as it was then. */
  async change(wanted: TlsSetting): Promise<TlsView> {
    if (!wanted.enabled && wanted.plain === 'loopback') {
      throw new Malformed(say('tls.noWay'))
    }
    const before = await this.setting()
    try {
      await this.apply(wanted)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      await this.apply(before).catch(() => undefined)
      throw new Malformed(say('tls.unchanged', { why }))
    }
    await this.unit.write(({ settings }) => settings.set(settingName, JSON.stringify(wanted)))
    await this.watch.refresh()
    return this.view()
  }

  /** @throws Malformed when it is no certificate or does not fit its key. */
  async useOwn(certificate: string, key: string): Promise<TlsView> {
    await this.certificates.keepOwn(certificate, key, this.clock.now())
    await this.renew()
    return this.view()
  }

  async useMade(): Promise<TlsView> {
    await this.certificates.forgetOwn()
    await this.renew()
    return this.view()
  }

  authority(): Promise<string | null> {
    return this.certificates.authority()
  }

  async view(): Promise<TlsView> {
    const { enabled, port, plain } = await this.setting()
    const { identity } = this
    const usable = this.network.addresses().filter(({ protocol }) => protocol === 'https')
    const { announcement } = this.watch
    const named = announcement.state === 'announced' ? [announcement.hostName] : []
    return {
      enabled,
      port,
      plain,
      state: this.isOpen ? 'listening' : enabled ? 'failed' : 'off',
      problem: this.problem,
      certificate: identity && {
        source: identity.source,
        fingerprint: identity.fingerprint,
        authority_fingerprint: identity.authority?.fingerprint ?? null,
        names: [...identity.names],
        valid_until: identity.validUntil,
      },
      urls: this.isOpen
        ? [...named, ...usable.map(({ host }) => host)].map((host) => `https://${host}:${port}`)
        : [],
    }
  }

  /** One after the other: two changes at once would fight over the ports. */
  private apply(wanted: TlsSetting): Promise<void> {
    const next = this.turn.catch(() => undefined).then(() => this.carryOut(wanted))
    this.turn = next
    return next
  }

  private async carryOut({ enabled, port, plain }: TlsSetting): Promise<void> {
    const { doors } = this
    if (!doors) return
    this.problem = null
    try {
      if (enabled) {
        this.identity = await this.certificates.identity(this.names(), this.clock.now())
        await doors.openSecure(port, this.identity)
      } else {
        await doors.closeSecure()
        this.identity = null
      }
      this.isOpen = enabled
      await doors.answerPlain(plain)
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error)
      throw error
    }
  }

  private names(): string[] {
    const { announcement } = this.watch
    const announced = announcement.state === 'announced' ? [announcement.hostName] : ['roost.local']
    const addresses = this.network.addresses().map(({ host }) => host)
    return [...new Set([...announced, ...this.network.ownNames, ...addresses, '127.0.0.1'])]
  }
}
