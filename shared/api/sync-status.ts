import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, personWith } from './endpoint'
import { forPerson, nothing } from './nothing'
import { syncActions, syncReasons } from './sync'
import { lineKinds, markKinds } from './versions'

/**
 * How a device stands to a line. `up-to-date`: it is known to hold the newest version. `behind`: it is known to hold
 * another one. `unsure`: what is known of it proves nothing since it paired anew or its card was copied. `never-synced`:
 * nothing is known. `offered`: it was offered and may come yet. `not-on-device`: offered in two sessions and not taken.
 * `decided`: a person decided, and the device has to follow. `deleted`: the line has no live version.
 */
export const holdingStates = [
  'conflict',
  'decided',
  'untracked',
  'deleted',
  'up-to-date',
  'behind',
  'unsure',
  'offered',
  'not-on-device',
  'never-synced',
] as const
export type HoldingState = (typeof holdingStates)[number]

export const deviceSyncStatus = z.object({
  device_id: z.string(),
  name: z.string().nullable(),
  paused: z.boolean(),
  /** It never negotiated, uploaded or downloaded: nothing can be said of it. */
  never_synced: z.boolean(),
  last_contact_at: timestamp.nullable(),
  last_negotiated_at: timestamp.nullable(),
  last_upload_at: timestamp.nullable(),
  last_download_at: timestamp.nullable(),
  /** At least so far ahead of the hub's clock; negative when behind. Null when nothing told. */
  clock_skew_ms: z.number().int().nullable(),
  clock_skew_at: timestamp.nullable(),
  active_session_id: z.number().int().nullable(),
  cloned: z.boolean(),
  doubted: z.boolean(),
  lines_current: z.number().int(),
  lines_behind: z.number().int(),
  lines_doubtful: z.number().int(),
  open_conflicts: z.number().int(),
  waiting_decisions: z.number().int(),
})
export type DeviceSyncStatus = z.infer<typeof deviceSyncStatus>

export const listSyncStatus = endpoint({
  method: 'GET',
  path: '/api/sync/status',
  summary: 'Every device with what the hub saw of it: never more.',
  access: personWith('devices.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: forPerson,
  body: nothing,
  answer: z.array(deviceSyncStatus),
})

export const holding = z.object({
  device_id: z.string(),
  state: z.enum(holdingStates),
  /** The version it is believed to hold, and how that is known. */
  version_id: z.number().int().nullable(),
  how: z.enum(markKinds).nullable(),
  at: timestamp.nullable(),
  doubtful: z.boolean(),
  last_upload_at: timestamp.nullable(),
  last_download_at: timestamp.nullable(),
  refused: z
    .object({ at: timestamp, reason: z.string(), version_id: z.number().int().nullable() })
    .nullable(),
  offered_sessions: z.number().int(),
  conflict_id: z.number().int().nullable(),
  waiting_decision: z.enum(['hub', 'device', 'both']).nullable(),
})

export const lineHoldings = z.object({
  line_id: z.number().int(),
  rom_id: z.number().int(),
  rom_name: z.string(),
  kind: z.enum(lineKinds),
  key: z.string(),
  head_version_id: z.number().int().nullable(),
  head_updated_at: timestamp.nullable(),
  devices: z.array(holding),
})
export type LineHoldings = z.infer<typeof lineHoldings>

export const listHoldings = endpoint({
  method: 'GET',
  path: '/api/sync/holdings',
  summary:
    'Lines by ascending id, each with what every device is believed to hold of it and how that is known.',
  access: personWith('assets.read', 'devices.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: forPerson.extend({
    rom_id: z.coerce.number().int().positive().optional(),
    device_id: z.string().max(255).optional(),
    /** Only lines with a higher id. */
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  body: nothing,
  answer: z.array(lineHoldings),
})

const reasonWords = Object.keys(syncReasons)

export const sessionOperation = z.object({
  rom_id: z.number().int(),
  kind: z.enum(lineKinds),
  key: z.string(),
  action: z.enum(syncActions),
  /** A word of `syncReasons`. */
  reason: z.string().meta({ examples: reasonWords }),
  line_id: z.number().int().nullable(),
  /** The head that was answered. */
  version_id: z.number().int().nullable(),
  file_name: z.string(),
  /** What came of it, as the hub saw it; null for nothing yet. */
  outcome: z.enum(['done', 'refused']).nullable(),
  outcome_at: timestamp.nullable(),
})

export const listSessionOperations = endpoint({
  method: 'GET',
  path: '/api/sync/sessions/{id}/operations',
  summary: 'What a session answered, beside what was the same on both sides, and what came of it.',
  access: personWith('devices.read'),
  status: 200,
  refuses: [403, 404],
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: forPerson,
  body: nothing,
  answer: z.array(sessionOperation),
})
