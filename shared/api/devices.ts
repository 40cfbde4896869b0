import { z } from 'zod'
import { text, timestamp } from '../text'
import { endpoint, ownerWith, personWith, withScopes } from './endpoint'
import { nothing } from './nothing'

export const syncModes = ['api', 'file_transfer', 'push_pull'] as const

/** A device as RomM's clients read it (wire.md 5.1), with what Roost adds for its own screens. */
export const device = z.object({
  id: z.string(),
  user_id: z.number().int(),
  name: z.string().nullable(),
  platform: z.string().nullable(),
  client: z.string().nullable(),
  client_version: z.string().nullable(),
  ip_address: z.string().nullable(),
  mac_address: z.string().nullable(),
  hostname: z.string().nullable(),
  client_device_identifier: z.string().nullable(),
  sync_mode: z.enum(syncModes),
  sync_enabled: z.boolean(),
  sync_config: z.record(z.string(), z.unknown()).nullable(),
  last_seen: timestamp.nullable(),
  created_at: timestamp,
  updated_at: timestamp,
  /** `waiting`: approved, and the device has not collected its token yet. */
  token_state: z.enum(['active', 'waiting', 'expired', 'none']),
  /** When its longest-living token ends; null for never or without a token. */
  token_expires_at: timestamp.nullable(),
  /** Two machines were seen using this identifier at the same time: a copied card. When it was noticed. */
  cloned_at: timestamp.nullable(),
  /** Another entry of the same person that is probably the same machine. */
  duplicate_of: z.string().nullable(),
  /** Something masked in `sync_config` can no longer be opened, because the hub's key for it is lost: enter it again. */
  secrets_lost: z.literal(true).optional(),
})
export type Device = z.infer<typeof device>

export const listDevices = endpoint({
  method: 'GET',
  path: '/api/devices',
  summary: 'Own devices (wire.md 5.3); an owner may ask for everybody with `person=all`, or for one person.',
  access: withScopes('devices.read'),
  status: 200,
  params: nothing,
  query: z.object({
    person: z.union([z.literal('all'), z.coerce.number().int().positive()]).optional(),
  }),
  body: nothing,
  answer: z.array(device),
})

const deviceId = z.object({ id: z.string().min(1).max(255) })

/** MAC addresses in any common notation; kept as lower-case hex pairs with colons. */
export const macAddress = z
  .string()
  .max(30)
  .transform((typed) => typed.toLowerCase().replaceAll(/[^0-9a-f]/g, ''))
  .refine((digits) => digits.length === 12, { message: 'not a MAC address' })
  .transform((digits) => digits.match(/../g)?.join(':') ?? digits)

/** What stands for a secret on the wire; sent back, it means "unchanged" (W-31). */
export const secretMask = '********'

const deepestConfig = 16

function isShallow(value: unknown, levels = deepestConfig): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1))
}

const syncConfig = z
  .record(z.string().max(255), z.unknown())
  .refine((config) => isShallow(config), { message: `nested deeper than ${deepestConfig} levels` })

/** What a client may say about a device; each field may be absent, null or a value, and the three differ (W-32). */
const described = {
  name: text(1, 255).nullish(),
  platform: text(0, 50).nullish(),
  client: text(0, 50).nullish(),
  client_version: text(0, 50).nullish(),
  ip_address: z.union([z.ipv4(), z.ipv6()]).nullish(),
  mac_address: macAddress.nullish(),
  hostname: text(0, 255).nullish(),
  sync_config: syncConfig.nullish(),
}

export const registerDevice = endpoint({
  method: 'POST',
  path: '/api/devices',
  summary: 'A client registers its device, or finds it again by its fingerprint: then 200 (wire.md 5.2).',
  access: withScopes('devices.write'),
  status: 201,
  otherStatus: 200,
  refuses: [409],
  params: nothing,
  query: nothing,
  body: z.object({
    ...described,
    sync_mode: z.enum(syncModes).default('api'),
    allow_existing: z.boolean().default(true),
    allow_duplicate: z.boolean().default(false),
    reset_syncs: z.boolean().default(false),
  }),
  answer: z.object({ device_id: z.string(), name: z.string().nullable(), created_at: timestamp }),
})

export const getDevice = endpoint({
  method: 'GET',
  path: '/api/devices/{id}',
  summary: 'One device (wire.md 5.3).',
  access: withScopes('devices.read'),
  status: 200,
  params: deviceId,
  query: nothing,
  body: nothing,
  answer: device,
})

export const updateDevice = endpoint({
  method: 'PUT',
  path: '/api/devices/{id}',
  summary: 'Changes what is present in the body; a bound token only its own device (wire.md 5.4, W-17).',
  access: withScopes('devices.write'),
  status: 200,
  params: deviceId,
  query: nothing,
  body: z.object({
    ...described,
    sync_mode: z.enum(syncModes).optional(),
    sync_enabled: z.boolean().optional(),
  }),
  answer: device,
})

export const deleteDevice = endpoint({
  method: 'DELETE',
  path: '/api/devices/{id}',
  summary: 'Takes a device out and ends its tokens at once; its saves stay (wire.md 5.5, W-17).',
  access: withScopes('devices.write'),
  status: 204,
  params: deviceId,
  query: nothing,
  body: nothing,
  answer: z.undefined(),
})

export const restoreDevice = endpoint({
  method: 'POST',
  path: '/api/devices/{id}/restore',
  summary: 'Undoes taking a device out: it and the tokens it lost by that are back.',
  access: personWith('devices.write'),
  status: 200,
  refuses: [409],
  params: deviceId,
  query: nothing,
  body: nothing,
  answer: device,
})

export const handOverDevice = endpoint({
  method: 'POST',
  path: '/api/devices/{id}/hand-over',
  summary:
    'Gives a device to another person; its tokens end, it pairs again for its new owner (design section 7).',
  access: ownerWith('users.write', 'devices.write'),
  status: 200,
  refuses: [409],
  params: deviceId,
  query: nothing,
  body: z.object({
    person_id: z.number().int().positive(),
    /** What is on the device counts as the new owner's; else it stays the giver's (design section 7). */
    with_saves: z.boolean().default(false),
  }),
  answer: device,
})

export const mergeDevice = endpoint({
  method: 'POST',
  path: '/api/devices/{id}/merge',
  summary: 'Two entries are one machine: tokens and history go to the other entry, this one is taken out.',
  access: personWith('devices.write'),
  status: 200,
  params: deviceId,
  query: nothing,
  body: z.object({ into: z.string().min(1).max(255) }),
  answer: device,
})
