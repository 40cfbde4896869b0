import type { HealthPart } from '../../../shared/api/health'
import type { NetworkStatus } from '../network/network-status'
import type { AnnouncementState } from '../network/network-watch'

const fine: HealthPart = { state: 'ok', code: null, problem: null, what_to_do: null }

export interface NetworkParts {
  readonly listener: HealthPart
  /** Whether another machine was ever heard. */
  readonly lan: HealthPart
  readonly mdns: HealthPart
}

/** What stands between the hub and a handheld, each with what to do (own.md, `GET /health`). */
export function networkParts(network: NetworkStatus, announcement: AnnouncementState): NetworkParts {
  return { listener: listenerPart(network), lan: lanPart(network), mdns: mdnsPart(announcement) }
}

function listenerPart(network: NetworkStatus): HealthPart {
  if (!network.isListening) {
    return {
      state: 'bad',
      code: 'not-listening',
      problem: 'Roost does not listen on the network.',
      what_to_do: 'Start Roost again. What is kept stays as it is.',
    }
  }
  if (network.addresses().length > 0) return fine
  const isLimited = network.host === 'localhost' || network.host === '::1' || network.host.startsWith('127.')
  return isLimited
    ? {
        state: 'warning',
        code: 'loopback-only',
        problem: 'Roost answers only this computer: no handheld can reach it.',
        what_to_do: 'Start it with --host 0.0.0.0 to answer everybody in the house.',
      }
    : {
        state: 'warning',
        code: 'no-address',
        problem: 'This computer has no address on a network that Roost answers on.',
        what_to_do: 'Connect this computer to the network of the house; Roost notices by itself.',
      }
}

function lanPart(network: NetworkStatus): HealthPart {
  if (network.lastLanPacketAt !== null) return fine
  return {
    state: 'unknown',
    code: 'nothing-heard',
    problem: 'No other machine has asked anything since Roost was started.',
    what_to_do:
      'Open an address of this hub in the browser of a phone in the house. If it does not come, look at the connection check on the page Network.',
  }
}

function mdnsPart(announcement: AnnouncementState): HealthPart {
  switch (announcement.state) {
    case 'announced':
      return fine
    case 'off':
      return { ...fine, code: 'mdns-off', what_to_do: 'Start Roost without --no-mdns to have it announced.' }
    case 'failed':
      return {
        state: 'warning',
        code: 'mdns-failed',
        problem: `Roost is not announced on the network: ${announcement.problem}`,
        what_to_do: 'Type its address on the handheld instead of its name.',
      }
  }
}
