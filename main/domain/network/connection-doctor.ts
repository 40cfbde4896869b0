import type { Diagnosis, Finding } from '../../../shared/api/network'
import { type Clock, iso } from '../clock'
import type { UnitOfWork } from '../unit-of-work'
import type { Firewalls, FirewallState } from './firewall'
import { redactedReport } from './network-report'
import type { NetworkStatus } from './network-status'
import type { NetworkWatch } from './network-watch'
import { isVirtualAdapter } from './rank-addresses'

/** Milliseconds a clock may have gone back before anybody should hear of it. */
const tolerated = 60_000

/** Says why a handheld may not reach the hub (design section 9). */
export class ConnectionDoctor {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly network: NetworkStatus,
    private readonly watch: NetworkWatch,
    private readonly firewalls: Firewalls,
  ) {}

  async diagnose(): Promise<Diagnosis> {
    await this.watch.refresh()
    const { port } = this.network
    const firewalls = port === null ? [] : await this.firewalls.look(port)
    const firewall = firewallFinding(firewalls)
    const before = [this.listening(), this.addresses(), this.reached(), firewall]
    const findings = [
      ...before,
      this.adapters(),
      this.announcement(),
      isolation(before),
      await this.clockFinding(),
    ]
    const checkedAt = iso(this.clock.now())
    return { checked_at: checkedAt, findings, report: redactedReport(checkedAt, findings) }
  }

  private listening(): Finding {
    const { port, host } = this.network
    if (port === null) return finding('listening', 'bad', 'not-listening')
    const facts = { port: String(port), host }
    const isLocal = host === 'localhost' || host.startsWith('127.') || host === '::1'
    return isLocal
      ? finding('listening', 'bad', 'loopback-only', facts)
      : finding('listening', 'good', 'listening', facts)
  }

  private addresses(): Finding {
    const [first, ...others] = this.network.addresses()
    if (!first) return finding('addresses', 'bad', 'none')
    return finding('addresses', 'good', 'found', {
      address: first.host,
      adapter: first.adapter,
      others: String(others.length),
    })
  }

  private reached(): Finding {
    const at = this.network.lastLanPacketAt
    return at === null
      ? finding('reached', 'hint', 'nobody-yet')
      : finding('reached', 'good', 'heard', { at: iso(at) })
  }

  private adapters(): Finding {
    const { defaultAdapter, adapterNames } = this.network
    const virtual = adapterNames.filter(isVirtualAdapter)
    if (defaultAdapter !== null && isVirtualAdapter(defaultAdapter)) {
      return finding('adapters', 'hint', 'vpn-default', { adapter: defaultAdapter })
    }
    return virtual.length === 0
      ? finding('adapters', 'good', 'plain')
      : finding('adapters', 'good', 'virtual-last', { adapters: virtual.join(', ') })
  }

  private announcement(): Finding {
    const { announcement } = this.watch
    if (announcement.state === 'announced') {
      return finding('announcement', 'good', 'announced', { name: announcement.hostName })
    }
    return announcement.state === 'off'
      ? finding('announcement', 'hint', 'off')
      : finding('announcement', 'hint', 'failed', { problem: announcement.problem })
  }

  /** A clock behind what was written down already makes every time that people read wrong. */
  private async clockFinding(): Promise<Finding> {
    const now = this.clock.now()
    const [latest] = await this.unit.read.activity.list({
      personId: 'all',
      kind: null,
      before: null,
      limit: 1,
    })
    const facts = { now: iso(now) }
    const isBehind = latest !== undefined && Date.parse(latest.at) > now + tolerated
    return isBehind
      ? finding('clock', 'bad', 'behind', { ...facts, latest: latest.at })
      : finding('clock', 'good', 'plausible', facts)
  }
}

function firewallFinding(firewalls: readonly FirewallState[]): Finding {
  const closed = firewalls.find(({ port }) => port === 'closed')
  const unknown = firewalls.find(({ port }) => port === 'unknown')
  if (closed) return finding('firewall', 'bad', 'closed', { product: closed.product }, closed.command)
  if (unknown) return finding('firewall', 'unknown', 'unread', { product: unknown.product }, unknown.command)
  const [open] = firewalls
  return open
    ? finding('firewall', 'good', 'open', { product: open.product })
    : finding('firewall', 'good', 'none')
}

/** Whether the access point keeps its clients apart cannot be seen from here: said only when all else is well. */
function isolation(before: readonly Finding[]): Finding {
  const isHeard = before.some(({ reason }) => reason === 'heard')
  const isWell = before.every(({ id, state }) => state === 'good' || id === 'reached')
  if (isHeard) return finding('isolation', 'good', 'heard')
  return finding('isolation', isWell ? 'hint' : 'unknown', isWell ? 'maybe' : 'later')
}

function finding(
  id: Finding['id'],
  state: Finding['state'],
  reason: string,
  facts: Record<string, string> = {},
  command: string | null = null,
): Finding {
  return { id, state, reason, facts, command }
}
