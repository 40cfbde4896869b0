import { z } from 'zod'
import { text, timestamp } from '../text'
import { endpoint, withScopes } from './endpoint'
import { optionalId } from './ids'
import { nothing } from './nothing'

/** How a device stands to a save (wire.md 6.1). */
export const deviceSync = z.object({
  device_id: z.string(),
  device_name: z.string().nullable(),
  last_synced_at: timestamp,
  is_untracked: z.boolean(),
  is_current: z.boolean(),
})

/** What a client reads of every file that is kept for a game (wire.md 6.1). */
const keptFile = z.object({
  id: z.number().int(),
  rom_id: z.number().int(),
  user_id: z.number().int(),
  file_name: z.string(),
  file_name_no_tags: z.string(),
  file_name_no_ext: z.string(),
  file_extension: z.string(),
  file_path: z.string(),
  file_size_bytes: z.number().int(),
  full_path: z.string(),
  /** Plain ASCII without a query: one client escapes it twice (clients.md 0.1, W-72). */
  download_path: z.string(),
  missing_from_fs: z.boolean(),
  created_at: timestamp,
  updated_at: timestamp,
})

/** The picture a client sent with a save. */
export const screenshot = keptFile.extend({})

/** A save as every client reads it (wire.md 6.1, clients.md 6.1). */
export const save = keptFile.extend({
  emulator: z.string().nullable(),
  slot: z.string().nullable(),
  /** Never null (design section 6). */
  content_hash: z.string(),
  is_public: z.boolean(),
  screenshot: screenshot.nullable(),
  origin_device_id: z.string().nullable(),
  device_syncs: z.array(deviceSync),
})
export type Save = z.infer<typeof save>

/** Bytes of one upload (wire.md 6.3.1), and of the picture beside it. */
export const uploadLimits = { save: 512 * 1024 * 1024, screenshot: 8 * 1024 * 1024 } as const

/** Versions of a slot that `autocleanup` may leave in the lists (wire.md 6.3.3). */
export const autocleanupLimits = { minimum: 1, maximum: 100, usual: 10 } as const

const saveId = z.object({ id: z.coerce.number().int().positive() })

/** Empty is the same as absent (W-13, wire.md 6.2). */
function optionalText(maximum: number) {
  return text(0, maximum)
    .optional()
    .transform((value) => (value === undefined || value === '' ? null : value))
}

/** No control characters, which neither a list nor a terminal shows (W-12). */
const slot = optionalText(255).refine((value) => value === null || !/\p{Cc}/u.test(value), {
  message: 'The slot holds a control character',
})

/** A folder name of the client's, kept as a label; what would be a path is refused (W-12). */
export const emulator = optionalText(50).refine(
  (value) => value === null || !/[/\\\p{Cc}]|^\.{1,2}$/u.test(value),
  {
    message: 'The emulator must be a plain name, without slashes or control characters',
  },
)

const deviceId = optionalText(255)

const flag = (usual: boolean) =>
  z
    .enum(['true', 'false', '1', '0', 'True', 'False', 'yes', 'no', 'on', 'off'])
    .transform((word) => ['true', '1', 'True', 'yes', 'on'].includes(word))
    .default(usual)

/** Of the sync session this belongs to. */
const sessionId = optionalId

export const uploadSave = endpoint({
  method: 'POST',
  path: '/api/saves',
  summary: 'A new version of a save, or a 409 with the bytes kept aside (wire.md 6.3).',
  access: withScopes('assets.write'),
  encoding: 'multipart',
  status: 200,
  refuses: [400, 403, 404, 409, 507],
  params: nothing,
  query: z.object({
    rom_id: z.coerce.number().int(),
    emulator,
    slot,
    device_id: deviceId,
    session_id: sessionId,
    overwrite: flag(false),
    autocleanup: flag(false),
    autocleanup_limit: z.coerce
      .number()
      .int()
      .default(autocleanupLimits.usual)
      .transform((limit) => Math.min(autocleanupLimits.maximum, Math.max(autocleanupLimits.minimum, limit))),
  }),
  body: nothing,
  answer: save,
})

export const listSaves = endpoint({
  method: 'GET',
  path: '/api/saves',
  summary: 'Own saves by ascending id (wire.md 6.4, clients.md 7.1).',
  access: withScopes('assets.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: z.object({ rom_id: optionalId, platform_id: optionalId, slot, device_id: deviceId }),
  body: nothing,
  answer: z.array(save),
})

export const listSaveIdentifiers = endpoint({
  method: 'GET',
  path: '/api/saves/identifiers',
  summary: 'The ids of the own saves, ascending (wire.md 6.4).',
  access: withScopes('assets.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(z.number().int()),
})

export const saveSummary = endpoint({
  method: 'GET',
  path: '/api/saves/summary',
  summary: 'The slots of a game, each with its newest save (wire.md 6.4).',
  access: withScopes('assets.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: z.object({ rom_id: z.coerce.number().int(), device_id: deviceId }),
  body: nothing,
  answer: z.object({
    total_count: z.number().int(),
    slots: z.array(z.object({ slot: z.string().nullable(), count: z.number().int(), latest: save })),
  }),
})

export const getSave = endpoint({
  method: 'GET',
  path: '/api/saves/{id}',
  summary: 'One own save (wire.md 6.4).',
  access: withScopes('assets.read'),
  status: 200,
  refuses: [403, 404],
  params: saveId,
  query: z.object({ device_id: deviceId }),
  body: nothing,
  answer: save,
})

export const saveContent = endpoint({
  method: 'GET',
  path: '/api/saves/{id}/content',
  summary: 'The bytes of an own or public save (wire.md 6.5).',
  access: withScopes('assets.read'),
  status: 200,
  otherStatus: 206,
  produces: 'application/octet-stream',
  refuses: [403, 404, 410, 416],
  params: saveId,
  query: z.object({ device_id: deviceId, session_id: sessionId, optimistic: flag(true) }),
  body: nothing,
  answer: z.unknown(),
})

/** Here a device must be named: an empty id is refused and not stored (W-77). */
const namedDevice = z.object({ device_id: text(1, 255) })

export const confirmDownload = endpoint({
  method: 'POST',
  path: '/api/saves/{id}/downloaded',
  summary: 'The device says that it holds this save now (wire.md 6.6).',
  access: withScopes('devices.write'),
  status: 200,
  refuses: [403, 404],
  params: saveId,
  query: nothing,
  body: namedDevice,
  answer: save,
})

export const trackSave = endpoint({
  method: 'POST',
  path: '/api/saves/{id}/track',
  summary: 'The device wants this save synced again (wire.md 6.7).',
  access: withScopes('devices.write'),
  status: 200,
  refuses: [403, 404],
  params: saveId,
  query: nothing,
  body: namedDevice,
  answer: save,
})

export const untrackSave = endpoint({
  method: 'POST',
  path: '/api/saves/{id}/untrack',
  summary:
    'The device does not want this save synced; stays so until it is tracked again (wire.md 6.7, W-20).',
  access: withScopes('devices.write'),
  status: 200,
  refuses: [403, 404],
  params: saveId,
  query: nothing,
  body: namedDevice,
  answer: save,
})

export const updateSave = endpoint({
  method: 'PUT',
  path: '/api/saves/{id}',
  summary: 'A new version that was made from this one (wire.md 6.8, design section 6).',
  access: withScopes('assets.write'),
  encoding: 'multipart',
  status: 200,
  refuses: [400, 403, 404, 409, 507],
  params: saveId,
  query: z.object({ device_id: deviceId, emulator }),
  body: nothing,
  answer: save,
})

export const changeSaveVisibility = endpoint({
  method: 'PUT',
  path: '/api/saves/{id}/visibility',
  summary: 'Shares a save with the household, or stops that; it does not count as a change (W-09).',
  access: withScopes('assets.write'),
  status: 200,
  refuses: [403, 404],
  params: saveId,
  query: nothing,
  body: z.object({ is_public: z.boolean() }),
  answer: save,
})

export const deleteSaves = endpoint({
  method: 'POST',
  path: '/api/saves/delete',
  summary: 'Puts exactly these saves into the recycle bin, all or none (wire.md 6.8, W-75).',
  access: withScopes('assets.write'),
  status: 200,
  refuses: [400, 404],
  params: nothing,
  query: nothing,
  body: z.object({ saves: z.array(z.number().int()).max(1_000) }),
  answer: z.array(z.number().int()),
})

export const screenshotContent = endpoint({
  method: 'GET',
  path: '/api/screenshots/{id}/content',
  summary: 'The bytes of a picture that came with a save or a state.',
  access: withScopes('assets.read'),
  status: 200,
  otherStatus: 206,
  produces: ['image/png', 'image/jpeg', 'image/webp'],
  refuses: [403, 404, 416],
  params: saveId,
  query: nothing,
  body: nothing,
  answer: z.unknown(),
})
