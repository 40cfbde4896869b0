import { z } from 'zod'
import { scopes } from '../scopes'
import { text, timestamp } from '../text'
import { endpoint, open, personWith } from './endpoint'
import { forPerson, nothing, nullAnswer } from './nothing'

/** The constants of the flow (wire.md 3.1). Milliseconds unless said otherwise. */
export const deviceAuthorization = {
  lifetime: 600_000,
  deniedLifetime: 60_000,
  interval: 5_000,
  userCodeLength: 8,
  userCodeAlphabet: 'ABCDEFGHJKMNPQRSTUVWXYZ23456789',
  deviceCodeBytes: 32,
  pendingLimit: 1_000,
  verificationPath: '/pair/device',
  initLimit: { attempts: 10, window: 60_000 },
  pollLimit: { attempts: 60, window: 60_000 },
  /** Wrong user codes one person may try from one address (W-22). */
  wrongCodeLimit: { attempts: 10, window: 60_000 },
  /** How long a secret whose answer never finished may be collected again (design section 5). */
  redeliveryWindow: 30_000,
} as const

/** `K7QX-MH3R`, `k7qx mh3r` and `K7QXMH3R` are one code (wire.md 3.1). */
export function normalizeUserCode(typed: string): string {
  return typed.replaceAll(/[-\s]/g, '').toUpperCase()
}

export const expiryWords = ['30d', '90d', '1y', 'never'] as const
export type ExpiryWord = (typeof expiryWords)[number]

const scopeWord = z
  .string()
  .max(50)
  .regex(/^[a-z][a-z0-9_.:-]*$/)

export const init = endpoint({
  method: 'POST',
  path: '/api/auth/device/init',
  summary: 'A handheld without credentials asks to be paired (wire.md 3.2).',
  access: open,
  status: 201,
  refuses: [429],
  params: nothing,
  query: nothing,
  body: z.object({
    client_device_identifier: text(1, 255),
    name: text(1, 255),
    client: text(1, 50),
    platform: text(0, 50).nullish(),
    client_version: text(0, 50).nullish(),
    requested_scopes: z
      .array(scopeWord)
      .min(1)
      .max(scopes.length)
      .refine((words) => words.some((word) => (scopes as readonly string[]).includes(word)), {
        message: 'None of the requested scopes is known',
      }),
  }),
  answer: z.object({
    device_code: z.string(),
    user_code: z.string(),
    verification_path: z.string(),
    verification_path_complete: z.string(),
    expires_in: z.number().int(),
    interval: z.number().int(),
  }),
})

const userCode = text(1, 32)

export const pending = endpoint({
  method: 'GET',
  path: '/api/auth/device/pending/{user_code}',
  summary: 'What a request asks for, looked up by the code on its screen (wire.md 3.3).',
  access: personWith('me.read'),
  status: 200,
  params: z.object({ user_code: userCode }),
  query: forPerson,
  body: nothing,
  answer: z.object({
    client_device_identifier: z.string(),
    name: z.string(),
    client: z.string(),
    platform: z.string().nullable(),
    client_version: z.string().nullable(),
    requested_scopes: z.array(z.string()),
    allowed_scopes: z.array(z.enum(scopes)),
    expires_at: timestamp,
  }),
})

export const approve = endpoint({
  method: 'POST',
  path: '/api/auth/device/approve',
  summary: 'Lets the device in with these scopes (wire.md 3.4). An owner may approve for another person.',
  access: personWith('me.write'),
  status: 200,
  refuses: [404, 410],
  params: nothing,
  query: forPerson,
  body: z.object({
    user_code: userCode,
    approved_scopes: z.array(z.string().max(50)).min(1).max(100),
    device_name: text(0, 255).nullish(),
    /** A word of {@link expiryWords}; another word is refused later, with a string detail (wire.md 3.4). */
    expires_in: z.string().max(50).nullish(),
  }),
  answer: z.object({ device_id: z.string(), device_name: z.string() }),
})

export const deny = endpoint({
  method: 'POST',
  path: '/api/auth/device/deny',
  summary: 'Turns the device away (wire.md 3.5).',
  access: personWith('me.write'),
  status: 200,
  refuses: [404, 410],
  params: nothing,
  query: nothing,
  body: z.object({ user_code: userCode }),
  answer: nullAnswer,
})

export const token = endpoint({
  method: 'POST',
  path: '/api/auth/device/token',
  summary: 'The device asks whether it was let in, and collects its token (wire.md 3.6).',
  access: open,
  status: 200,
  refuses: [429],
  params: nothing,
  query: nothing,
  body: z.object({ device_code: text(1, 128) }),
  answer: z.object({
    access_token: z.string(),
    device_id: z.string(),
    scopes: z.array(z.enum(scopes)),
    expires_at: timestamp.nullable(),
  }),
})
