import type { ActivityKind } from '../../../shared/api/activity'
import type { IconName } from '../../components/Icon'
import type { Tone } from '../../components/Pill'

type Group = 'pairing' | 'token' | 'device' | 'session' | 'person' | 'password'

const icons: Readonly<Record<Group, IconName>> = {
  pairing: 'devices',
  token: 'key',
  device: 'devices',
  session: 'computer',
  person: 'people',
  password: 'people',
}

const tones: Readonly<Partial<Record<ActivityKind, Tone>>> = {
  'pairing.approved': 'safe',
  'pairing.collected': 'safe',
  'pairing.denied': 'warn',
  'token.revoked': 'warn',
  'device.removed': 'warn',
  'device.cloned': 'bad',
  'session.failed': 'bad',
  'person.removed': 'warn',
}

function groupOf(kind: ActivityKind): Group {
  const word = kind.slice(0, kind.indexOf('.'))
  const groups: readonly Group[] = ['pairing', 'token', 'device', 'session', 'person', 'password']
  return groups.find((group) => group === word) ?? 'device'
}

/** The picture of a kind; what matters for who gets in stands out. */
export function kindLook(kind: ActivityKind): { icon: IconName; tone: Tone | 'plain' } {
  return { icon: icons[groupOf(kind)], tone: tones[kind] ?? 'plain' }
}
