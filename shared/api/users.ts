import { z } from 'zod'
import { roles, scopes } from '../scopes'
import { timestamp } from '../text'
import { endpoint, ownerWith, personWith, withScopes } from './endpoint'
import { nothing, nullAnswer } from './nothing'
import { password, username } from './session'

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

const userId = z.object({ id: z.coerce.number().int().positive() })

export const getUser = endpoint({
  method: 'GET',
  path: '/api/users/{id}',
  summary: 'One person (wire.md 16).',
  access: withScopes('users.read'),
  status: 200,
  params: userId,
  query: nothing,
  body: nothing,
  answer: user,
})

export const addUser = endpoint({
  method: 'POST',
  path: '/api/users',
  summary:
    'Adds a person; without a password they can only use linked phones and their devices (wire.md 16).',
  access: ownerWith('users.write'),
  status: 201,
  params: nothing,
  query: nothing,
  body: z.object({
    username,
    email: z.email().max(255).nullish(),
    password: password.nullish(),
    role: z.enum(roles).default('user'),
  }),
  answer: user,
})

export const changeUser = endpoint({
  method: 'PUT',
  path: '/api/users/{id}',
  summary: 'Changes oneself, or as owner anybody; what is absent stays (wire.md 16).',
  access: personWith('me.write'),
  encoding: 'either',
  status: 200,
  params: userId,
  query: nothing,
  body: z.object({
    username: username.optional(),
    email: z.email().max(255).nullish(),
    /** Ends the person's other sessions and access tokens (W-28). */
    password: password.optional(),
    /** Needed to change one's own password from a browser. */
    current_password: z.string().max(255).optional(),
    role: z.enum(roles).optional(),
    enabled: z
      .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
      .optional(),
  }),
  answer: user,
})

export const removeUser = endpoint({
  method: 'DELETE',
  path: '/api/users/{id}',
  summary:
    'Removes a person: their keys stop at once, saves and devices stay on the hub; can be undone (wire.md 16).',
  access: ownerWith('users.write'),
  status: 200,
  refuses: [400],
  params: userId,
  query: nothing,
  body: nothing,
  answer: nullAnswer,
})

export const restoreUser = endpoint({
  method: 'POST',
  path: '/api/people/{id}/restore',
  summary: 'Brings a removed person back, with the devices and tokens removal took from them.',
  access: ownerWith('users.write'),
  status: 200,
  refuses: [409],
  params: userId,
  query: nothing,
  body: nothing,
  answer: user,
})

export const removalPreview = endpoint({
  method: 'GET',
  path: '/api/people/{id}/removal',
  summary: 'What removing this person would mean: said before it is done.',
  access: personWith('users.read'),
  status: 200,
  params: userId,
  query: nothing,
  body: nothing,
  answer: z.object({ devices: z.number().int(), tokens: z.number().int(), sessions: z.number().int() }),
})

/** A signed-in browser or linked phone. */
export const personSession = z.object({
  id: z.string(),
  kind: z.enum(['browser', 'phone']),
  user_agent: z.string().nullable(),
  address: z.string().nullable(),
  created_at: timestamp,
  last_used_at: timestamp,
  expires_at: timestamp,
  is_current: z.boolean(),
})
export type PersonSession = z.infer<typeof personSession>

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/people/{id}/sessions',
  summary: 'Browsers and phones signed in as this person, last used first.',
  access: personWith('me.read'),
  status: 200,
  params: userId,
  query: nothing,
  body: nothing,
  answer: z.array(personSession),
})

export const endSession = endpoint({
  method: 'DELETE',
  path: '/api/people/{id}/sessions/{session_id}',
  summary: 'Signs one browser or phone out.',
  access: personWith('me.write'),
  status: 204,
  params: userId.extend({ session_id: z.string().min(1).max(64) }),
  query: nothing,
  body: nothing,
  answer: z.undefined(),
})
