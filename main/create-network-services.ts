import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Clock } from './domain/clock'
import type { EventLog } from './domain/events/event-log'
import { AllowedHosts } from './domain/network/allowed-hosts'
import { ConnectionDoctor } from './domain/network/connection-doctor'
import { NetworkStatus } from './domain/network/network-status'
import { NetworkWatch } from './domain/network/network-watch'
import { TlsDoor } from './domain/network/tls-door'
import type { UnitOfWork } from './domain/unit-of-work'
import type { HubOptions } from './hub'
import { mdnsAnnouncer } from './platform/mdns-announcer'
import { systemAdapters } from './platform/system-adapters'
import { fileCertificates } from './platform/tls-certificates'
import { systemFirewalls } from './platform/system-firewalls'
import type { Services } from './server/services'
import { hubVersion as version } from './version'

export type NetworkServices = Pick<Services, 'network' | 'networkWatch' | 'hosts' | 'doctor' | 'tls'>

/** Where the hub is found on the LAN. */
export function createNetworkServices(
  unit: UnitOfWork,
  events: EventLog,
  { config, log, adapters = systemAdapters }: Pick<HubOptions, 'config' | 'log' | 'adapters'>,
  clock: Clock,
): NetworkServices {
  const network = new NetworkStatus(adapters, clock, events)
  const announcing = {
    adapters,
    announcer: config.mdns ? mdnsAnnouncer : null,
    instance: `Roost on ${hostname().split('.')[0] ?? ''}`,
    version,
    report: (error: unknown) => log.warn({ err: error }, 'the hub could not be announced on the LAN'),
  }
  const certificates = fileCertificates(join(config.dataFolder, 'keys'))
  const networkWatch = new NetworkWatch(unit, clock, events, network, announcing)
  return {
    network,
    networkWatch,
    hosts: new AllowedHosts(unit, clock, events, config.allowedHosts),
    tls: new TlsDoor(unit, clock, certificates, network, networkWatch),
    doctor: new ConnectionDoctor(unit, clock, network, networkWatch, systemFirewalls),
  }
}
