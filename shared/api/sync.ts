import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, withScopes } from './endpoint'
import { forPerson, nothing } from './nothing'
import { playBatchLimits, playIngest } from './play-sessions'

/** Why something was answered, by the word that lists and translations know it by; the text is what travels (wire.md 7.3). */
export const syncReasons = {
  untracked: 'Save is untracked on this device',
  'unknown-game': 'This game is not in the library',
  unusable: 'This entry names no save that could be kept',
  repeated: 'This save is named more than once',
  deleted: 'Deleted on the hub',
  'belongs-to-another': 'This content belongs to the person who had this device before',
  'no-head': 'Save exists on client but not on server',
  identical: 'Content is identical',
  'decided-hub': "A person decided to keep the hub's save",
  'decided-device': "A person decided to keep this device's save",
  'decided-both': 'A person decided to keep both saves',
  unchanged: 'No changes since last sync',
  'no-hash': 'The client named no content hash',
  'blank-on-device': 'The save on the device is blank',
  'refused-copy': 'A copy of this device waits for a decision',
  'changed-on-both': 'Both sides changed since last sync',
  'newer-on-hub': 'Server save is newer than last sync',
  'blank-on-hub': 'The save on the server is blank',
  'newer-on-device': 'Client save is newer than last sync',
  'offered-first': 'Save exists on server but not on client',
  'offered-again': 'Server save updated since last sync, not present on client',
} as const
export type SyncReason = keyof typeof syncReasons

export const syncActions = ['upload', 'download', 'conflict', 'no_op'] as const
export type SyncAction = (typeof syncActions)[number]

export const sessionStatuses = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'CANCELLED'] as const
export type SessionStatus = (typeof sessionStatuses)[number]

/** Entries of one negotiation (W-37). */
export const mostSaves = 20_000

/** What a client says of one save it holds. Sizes and times may be nonsense: they are answered, never refused. */
const clientSave = z.object({
  rom_id: z.number().int(),
  file_name: z.string().max(1_000),
  slot: z.string().max(1_000).nullish(),
  emulator: z.string().max(1_000).nullish(),
  content_hash: z.string().max(1_000).nullish(),
  updated_at: z.union([z.string().max(100), z.number()]).nullish(),
  file_size_bytes: z.number().nullish(),
})
export type ClientSave = z.output<typeof clientSave>

/** wire.md 7.1. */
export const syncOperation = z.object({
  action: z.enum(syncActions),
  rom_id: z.number().int(),
  save_id: z.number().int().nullable(),
  file_name: z.string(),
  slot: z.string().nullable(),
  emulator: z.string().nullable(),
  reason: z.string(),
  server_updated_at: timestamp.nullable(),
  server_content_hash: z.string().nullable(),
})
export type SyncOperation = z.infer<typeof syncOperation>

/** wire.md 7.1. */
export const syncSession = z.object({
  id: z.number().int(),
  device_id: z.string(),
  user_id: z.number().int(),
  status: z.enum(sessionStatuses),
  initiated_at: timestamp,
  completed_at: timestamp.nullable(),
  operations_planned: z.number().int(),
  operations_completed: z.number().int(),
  operations_failed: z.number().int(),
  error_message: z.string().nullable(),
  created_at: timestamp,
  updated_at: timestamp,
})
export type SyncSession = z.infer<typeof syncSession>

export const negotiateSync = endpoint({
  method: 'POST',
  path: '/api/sync/negotiate',
  summary: 'What to do with each save of a device, by lineage and never by its clock (wire.md 7.2).',
  access: withScopes('assets.read', 'devices.read'),
  status: 200,
  refuses: [400, 403, 404],
  params: nothing,
  query: nothing,
  bodyLimit: 16 * 1024 * 1024,
  body: z.object({
    device_id: z.string().max(255).nullish(),
    saves: z.array(clientSave).max(mostSaves),
  }),
  answer: z.object({
    session_id: z.number().int(),
    operations: z.array(syncOperation),
    total_upload: z.number().int(),
    total_download: z.number().int(),
    total_conflict: z.number().int(),
    total_no_op: z.number().int(),
  }),
})

const sessionId = z.object({ id: z.coerce.number().int().positive() })

/** A number of operations: nothing below zero, and none beyond what one session can have (W-42). */
const operationCount = z.number().int().min(0).max(1_000_000).default(0)

export const completeSync = endpoint({
  method: 'POST',
  path: '/api/sync/sessions/{id}/complete',
  summary: 'The device is done; may be said twice or never (wire.md 7.4, W-42).',
  access: withScopes('devices.write'),
  status: 200,
  refuses: [400, 403, 404],
  params: sessionId,
  query: nothing,
  bodyLimit: 8 * 1024 * 1024,
  body: z
    .object({
      operations_completed: operationCount,
      operations_failed: operationCount,
      play_sessions: z.array(z.unknown()).max(playBatchLimits.sync).nullish(),
    })
    .prefault({}),
  answer: z.object({
    session: syncSession,
    play_session_ingest: playIngest.nullable(),
  }),
})

export const listSyncSessions = endpoint({
  method: 'GET',
  path: '/api/sync/sessions',
  summary: 'Sync sessions of the own devices, newest first (wire.md 7.4).',
  access: withScopes('devices.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: forPerson.extend({
    device_id: z.string().max(255).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  body: nothing,
  answer: z.array(syncSession),
})

export const getSyncSession = endpoint({
  method: 'GET',
  path: '/api/sync/sessions/{id}',
  summary: 'One sync session (wire.md 7.4).',
  access: withScopes('devices.read'),
  status: 200,
  refuses: [403, 404],
  params: sessionId,
  query: nothing,
  body: nothing,
  answer: syncSession,
})
