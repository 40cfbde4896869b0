import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, withScopes } from './endpoint'
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

export const deleteDevice = endpoint({
  method: 'DELETE',
  path: '/api/devices/{id}',
  summary: 'Takes a device out and ends its tokens at once; its saves stay (wire.md 5.5, W-17).',
  access: withScopes('devices.write'),
  status: 204,
  params: z.object({ id: z.string().min(1).max(255) }),
  query: nothing,
  body: nothing,
  answer: z.undefined(),
})
