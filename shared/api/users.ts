import { z } from 'zod'
import { roles, scopes } from '../scopes'
import { timestamp } from '../text'
import { endpoint, personWith, withScopes } from './endpoint'
import { nothing } from './nothing'

/** A person, as RomM's clients read a user (wire.md 16). */
export const user = z.object({
  id: z.number().int(),
  username: z.string(),
  email: z.string().nullable(),
  enabled: z.boolean(),
  role: z.enum(roles),
  permission_group_id: z.null(),
  oauth_scopes: z.array(z.enum(scopes)),
  avatar_path: z.string(),
  last_login: timestamp.nullable(),
  last_active: timestamp.nullable(),
  ra_username: z.null(),
  ra_progression: z.null(),
  ui_settings: z.null(),
  created_at: timestamp,
  updated_at: timestamp,
})
export type User = z.infer<typeof user>

export const me = endpoint({
  method: 'GET',
  path: '/api/users/me',
  summary: 'Who the credential belongs to, and the device it is bound to (wire.md 16).',
  access: withScopes('me.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: user.extend({ current_device_id: z.string().nullable() }),
})

export const listUsers = endpoint({
  method: 'GET',
  path: '/api/users',
  summary: 'The people of the household (wire.md 16).',
  access: withScopes('users.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(user),
})

export const linkPerson = endpoint({
  method: 'POST',
  path: '/api/people/{id}/link',
  summary: 'A one-time link, shown as a QR, that signs one phone in (own.md).',
  access: personWith('me.write'),
  status: 200,
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: nothing,
  body: nothing,
  answer: z.object({ url: z.string(), code: z.string(), expires_in: z.number().int() }),
})
