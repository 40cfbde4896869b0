import type { Finding } from '../../../shared/api/network'
import type { Tone } from '../../components/Pill'
import type { TextKey } from '../../locales/text-key'

interface FindingTexts {
  readonly text: TextKey
  /** What a person can do about it; null when nothing has to be done. */
  readonly advice: TextKey | null
}

/** A state's colour and word. */
export const findingStates: Readonly<Record<Finding['state'], readonly [Tone, TextKey]>> = {
  good: ['safe', 'doctor.state.good'],
  hint: ['calm', 'doctor.state.hint'],
  bad: ['bad', 'doctor.state.bad'],
  unknown: ['warn', 'doctor.state.unknown'],
}

export const findingTitles: Readonly<Record<Finding['id'], TextKey>> = {
  listening: 'doctor.listening',
  addresses: 'doctor.addresses',
  reached: 'doctor.reached',
  firewall: 'doctor.firewall',
  adapters: 'doctor.adapters',
  announcement: 'doctor.announcement',
  isolation: 'doctor.isolation',
  clock: 'doctor.clock',
}

function said(text: TextKey, advice: TextKey | null = null): FindingTexts {
  return { text, advice }
}

const texts: Readonly<Record<Finding['id'], Readonly<Record<string, FindingTexts>>>> = {
  listening: {
    listening: said('doctor.listening.listening'),
    'loopback-only': said('doctor.listening.loopbackOnly', 'doctor.listening.loopbackOnly.advice'),
    'not-listening': said('doctor.listening.notListening', 'doctor.listening.notListening.advice'),
  },
  addresses: {
    found: said('doctor.addresses.found'),
    none: said('doctor.addresses.none', 'doctor.addresses.none.advice'),
  },
  reached: {
    heard: said('doctor.reached.heard'),
    'nobody-yet': said('doctor.reached.nobodyYet', 'doctor.reached.nobodyYet.advice'),
  },
  firewall: {
    open: said('doctor.firewall.open'),
    none: said('doctor.firewall.none'),
    closed: said('doctor.firewall.closed', 'doctor.firewall.closed.advice'),
    unread: said('doctor.firewall.unread', 'doctor.firewall.unread.advice'),
  },
  adapters: {
    plain: said('doctor.adapters.plain'),
    'virtual-last': said('doctor.adapters.virtualLast'),
    'vpn-default': said('doctor.adapters.vpnDefault', 'doctor.adapters.vpnDefault.advice'),
  },
  announcement: {
    announced: said('doctor.announcement.announced'),
    off: said('doctor.announcement.off', 'doctor.announcement.off.advice'),
    failed: said('doctor.announcement.failed', 'doctor.announcement.failed.advice'),
  },
  isolation: {
    heard: said('doctor.isolation.heard'),
    maybe: said('doctor.isolation.maybe', 'doctor.isolation.maybe.advice'),
    later: said('doctor.isolation.later'),
  },
  clock: {
    plausible: said('doctor.clock.plausible'),
    behind: said('doctor.clock.behind', 'doctor.clock.behind.advice'),
  },
}

/** What a finding says; for a reason that a newer hub knows, only that there is one. */
export function textsOf({ id, reason }: Finding): FindingTexts {
  return texts[id][reason] ?? said('doctor.otherReason')
}
