import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, personWith } from './endpoint'
import { nothing } from './nothing'

/** What is written down. The text of a kind is the locale key `activity.<kind>`. */
export const activityKinds = [
  'pairing.approved',
  'pairing.denied',
  'pairing.collected',
  'token.created',
  'token.regenerated',
  'token.revoked',
  'token.exchanged',
  'device.registered',
  'device.changed',
  'device.removed',
  'device.restored',
  'device.handed-over',
  'device.merged',
  'device.cloned',
  'session.signed-in',
  'session.linked',
  'session.signed-out',
  'session.failed',
  'person.added',
  'person.changed',
  'person.removed',
  'person.restored',
  'password.changed',
  'save.deleted',
  'save.restored',
  'save.renamed',
  'save.merged',
  'save.imported',
] as const
export type ActivityKind = (typeof activityKinds)[number]

/** Days an entry is kept. */
export const activityKeptDays = 180

/** One thing that was done or tried, by whom and from where; never with a secret in it. */
export const activityEntry = z.object({
  id: z.number().int(),
  at: timestamp,
  kind: z.enum(activityKinds),
  /** Who did it; null for a device that collects, or somebody who failed to sign in. */
  actor_id: z.number().int().nullable(),
  actor_name: z.string().nullable(),
  method: z.enum(['window', 'session', 'basic', 'token', 'access']).nullable(),
  address: z.string().nullable(),
  /** Whose thing it was about. */
  person_id: z.number().int().nullable(),
  /** The name of the device, token or person it was about, as it was then. */
  subject: z.string().nullable(),
  subject_id: z.string().nullable(),
})
export type ActivityEntry = z.infer<typeof activityEntry>

export const listActivity = endpoint({
  method: 'GET',
  path: '/api/activity',
  summary: 'The audit list, newest first; an owner sees all, others what is theirs (own.md).',
  access: personWith('me.read'),
  status: 200,
  params: nothing,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(500).default(100),
    before: z.coerce.number().int().positive().optional(),
    kind: z.enum(activityKinds).optional(),
  }),
  body: nothing,
  answer: z.array(activityEntry),
})
