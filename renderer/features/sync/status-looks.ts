import type { SyncReason, SyncSession } from '../../../shared/api/sync'
import type { HoldingState } from '../../../shared/api/sync-status'
import type { DeviceStatus } from '../../api/sync'
import type { Tone } from '../../components/Pill'
import type { TextKey } from '../../locales/text-key'

export interface StateLook {
  /** Null for what is nothing to look at: soft text. */
  readonly tone: Tone | null
  readonly text: TextKey
}

/** A word beside the colour for how a device stands to a save. */
export const holdingLooks: Readonly<Record<HoldingState, StateLook>> = {
  conflict: { tone: 'warn', text: 'holding.conflict' },
  decided: { tone: 'calm', text: 'holding.decided' },
  untracked: { tone: null, text: 'holding.untracked' },
  deleted: { tone: null, text: 'holding.deleted' },
  'up-to-date': { tone: 'safe', text: 'holding.up-to-date' },
  behind: { tone: 'calm', text: 'holding.behind' },
  unsure: { tone: 'warn', text: 'holding.unsure' },
  offered: { tone: null, text: 'holding.offered' },
  'not-on-device': { tone: null, text: 'holding.not-on-device' },
  'never-synced': { tone: null, text: 'holding.never-synced' },
}

/** What matters most about a device, in a word. "Up to date" is said only of what was looked at. */
export function deviceLook(status: DeviceStatus): StateLook {
  if (status.open_conflicts > 0) return { tone: 'warn', text: 'sync.device.conflicts' }
  if (status.paused) return { tone: 'calm', text: 'sync.device.paused' }
  if (status.never_synced) return { tone: 'calm', text: 'sync.device.never' }
  if (status.cloned || status.lines_doubtful > 0) return { tone: 'warn', text: 'sync.device.unsure' }
  if (status.lines_behind > 0) return { tone: 'calm', text: 'sync.device.behind' }
  if (status.lines_current > 0) return { tone: 'safe', text: 'sync.device.current' }
  return { tone: 'calm', text: 'sync.device.nothing' }
}

export const sessionLooks: Readonly<Record<SyncSession['status'], StateLook>> = {
  PENDING: { tone: 'calm', text: 'session.running' },
  IN_PROGRESS: { tone: 'calm', text: 'session.running' },
  COMPLETED: { tone: 'safe', text: 'session.completed' },
  FAILED: { tone: 'bad', text: 'session.failed' },
  CANCELLED: { tone: null, text: 'session.cancelled' },
}

/** A word of the API as a sentence; null for one that is not known here yet. */
const reasons: Readonly<Record<SyncReason, TextKey>> = {
  untracked: 'reason.untracked',
  'unknown-game': 'reason.unknown-game',
  unusable: 'reason.unusable',
  repeated: 'reason.repeated',
  deleted: 'reason.deleted',
  'belongs-to-another': 'reason.belongs-to-another',
  'no-head': 'reason.no-head',
  identical: 'reason.identical',
  'decided-hub': 'reason.decided-hub',
  'decided-device': 'reason.decided-device',
  'decided-both': 'reason.decided-both',
  unchanged: 'reason.unchanged',
  'no-hash': 'reason.no-hash',
  'blank-on-device': 'reason.blank-on-device',
  'refused-copy': 'reason.refused-copy',
  'changed-on-both': 'reason.changed-on-both',
  'newer-on-hub': 'reason.newer-on-hub',
  'blank-on-hub': 'reason.blank-on-hub',
  'newer-on-device': 'reason.newer-on-device',
  'offered-first': 'reason.offered-first',
  'offered-again': 'reason.offered-again',
}

export function reasonOf(word: string): TextKey | null {
  return new Map<string, TextKey>(Object.entries(reasons)).get(word) ?? null
}

const refusals: ReadonlyMap<string, TextKey> = new Map([
  ['unseen', 'refusal.unseen'],
  ['blank', 'refusal.blank'],
  ['foreign', 'refusal.foreign'],
  ['no-room', 'refusal.no-room'],
])

/** Why an upload was refused. */
export function refusalOf(word: string): TextKey {
  return refusals.get(word) ?? 'refusal.other'
}
