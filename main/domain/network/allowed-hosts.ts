import { LRUCache } from 'lru-cache'
import { hostName, mostHosts } from '../../../shared/api/network-hosts'
import { say } from '../../../shared/sentences/say'
import { type Clock, iso } from '../clock'
import { Conflict } from '../errors'
import type { EventLog } from '../events/event-log'
import type { UnitOfWork } from '../unit-of-work'

const setting = 'allowed_hosts'

/** Names that a person lets the hub answer to, and those it was asked by in vain (design section 9). */
export class AllowedHosts {
  private chosen: readonly string[] = []
  private readonly inVain: LRUCache<string, number>

  /** @param fixed what `--allowed-host` said. */
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly fixed: readonly string[],
  ) {
    this.inVain = new LRUCache({ max: mostHosts })
  }

  async start(): Promise<void> {
    this.chosen = (await this.unit.read.settings.get(setting))?.split(' ').filter(Boolean) ?? []
  }

  /** All it answers to, in lower case. */
  get names(): readonly string[] {
    return [...this.fixed, ...this.chosen]
  }

  view() {
    return {
      allowed: [
        ...this.fixed.map((name) => ({ name, isFixed: true })),
        ...this.chosen.map((name) => ({ name, isFixed: false })),
      ],
      refused: [...this.inVain.entries()].map(([name, at]) => ({ name, at: iso(at) })),
    }
  }

  /** Somebody asked by this name and was refused. Whatever was sent: only what can be a name is kept. */
  refused(sent: string): void {
    const { success, data: name } = hostName.safeParse(sent)
    if (!success) return
    // Whoever invents names all day is not announced all day.
    const isNews = !this.inVain.has(name) && this.inVain.size < mostHosts
    this.inVain.set(name, this.clock.now())
    if (isNews) this.announce()
  }

  /** @throws Conflict when there are too many. */
  async allow(name: string): Promise<void> {
    if (!this.names.includes(name)) {
      if (this.chosen.length >= mostHosts) throw new Conflict(say('host.tooMany', { most: mostHosts }))
      await this.keep([...this.chosen, name])
    }
    this.inVain.delete(name)
    this.announce()
  }

  async forget(name: string): Promise<void> {
    if (this.chosen.includes(name)) await this.keep(this.chosen.filter((each) => each !== name))
    this.inVain.delete(name)
    this.announce()
  }

  private async keep(names: readonly string[]): Promise<void> {
    await this.unit.write(({ settings }) => settings.set(setting, names.join(' ')))
    this.chosen = names
  }

  private announce(): void {
    this.events.publish({ type: 'health', id: 'network' })
  }
}
