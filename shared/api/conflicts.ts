import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, personWith } from './endpoint'
import { forPerson, nothing, nullAnswer } from './nothing'
import { lineKinds } from './versions'

export const conflictReasons = ['unseen', 'blank'] as const
export const decisions = ['hub', 'device', 'both'] as const

/** One side of a conflict whose bytes the hub has. */
export const conflictSide = z.object({
  version_id: z.number().int(),
  content_hash: z.string(),
  size_bytes: z.number().int(),
  arrived_at: timestamp,
  blank: z.boolean(),
  origin_device_id: z.string().nullable(),
  origin_device_name: z.string().nullable(),
})

/** An entry of the inbox (own.md), with both sides. */
export const conflict = z.object({
  id: z.number().int(),
  line_id: z.number().int(),
  rom_id: z.number().int(),
  kind: z.enum(lineKinds),
  /** The slot, or the exact file name of a slotless save. */
  key: z.string(),
  /** Null for callers without a device. */
  device_id: z.string().nullable(),
  device_name: z.string().nullable(),
  /** The line's head now; of a closed entry the one it was closed over. A decision names it. */
  head_version_id: z.number().int().nullable(),
  /** The newest copy that was refused; null while the hub has only what the device said. */
  held_version_id: z.number().int().nullable(),
  head: conflictSide.nullable(),
  held: conflictSide.nullable(),
  /** What the device holds now is still only there: a decision asks for it first. */
  only_on_device: z.boolean(),
  /** What the device said of what it holds. */
  claimed: z.object({
    content_hash: z.string().nullable(),
    at: timestamp.nullable(),
    size_bytes: z.number().int().nullable(),
  }),
  /** `unseen`: the device never saw the head. `blank`: a blank save came over a real one. */
  reason: z.enum(conflictReasons),
  opened_at: timestamp,
  updated_at: timestamp,
  closed_at: timestamp.nullable(),
  /** `device`: the handheld itself decided. `hub`: both sides turned out to be the same. */
  closed_by: z.enum(['person', 'device', 'hub']).nullable(),
  decision: z.enum(decisions).nullable(),
  /** The person who decided. */
  decided_by: z.number().int().nullable(),
})
export type Conflict = z.infer<typeof conflict>

/** Entries of one page. */
export const inboxPage = { usual: 500, most: 5_000 } as const

const page = forPerson.extend({
  limit: z.coerce.number().int().min(1).max(inboxPage.most).default(inboxPage.usual),
  /** Only entries with a smaller id. */
  before: z.coerce.number().int().positive().optional(),
})

export const listConflicts = endpoint({
  method: 'GET',
  path: '/api/conflicts',
  summary: 'The conflict inbox, newest first (own.md).',
  access: personWith('assets.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: page.extend({ state: z.enum(['open', 'closed']).default('open') }),
  body: nothing,
  answer: z.array(conflict),
})

const keeping = {
  keep: z.enum(decisions),
  /** The head that was seen: a decision about another one is refused. */
  head: z.number().int().positive().nullable(),
}

export const decideConflict = endpoint({
  method: 'POST',
  path: '/api/conflicts/{id}/decide',
  summary: 'Decides about an entry; 409 if the head moved, 410 if it is closed (own.md).',
  access: personWith('assets.write'),
  status: 200,
  refuses: [403, 404, 409, 410],
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: forPerson,
  body: z.object(keeping),
  answer: conflict,
})

export const decideConflicts = endpoint({
  method: 'POST',
  path: '/api/conflicts/decide',
  summary: 'Decides about several entries, each for itself.',
  access: personWith('assets.write'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: forPerson,
  bodyLimit: 1024 * 1024,
  body: z.object({
    decisions: z.array(z.object({ id: z.number().int().positive(), ...keeping })).max(inboxPage.most),
  }),
  answer: z.array(
    z.object({ id: z.number().int(), outcome: z.enum(['decided', 'stale', 'closed', 'unknown']) }),
  ),
})

export const noticeKinds = ['head-replaced', 'blank-overwrite', 'no-room'] as const

/** Something a person should know of, and nobody has to decide. */
export const notice = z.object({
  id: z.number().int(),
  /**
   * `head-replaced`: by a program that cannot ask first; the replaced version is pinned. `blank-overwrite`: a device
   * insisted on a blank save. `no-room`: a device's refused copies are too many to keep more.
   */
  kind: z.enum(noticeKinds),
  line_id: z.number().int().nullable(),
  rom_id: z.number().int().nullable(),
  key: z.string().nullable(),
  device_id: z.string().nullable(),
  device_name: z.string().nullable(),
  version_id: z.number().int().nullable(),
  replaced_version_id: z.number().int().nullable(),
  at: timestamp,
  seen_at: timestamp.nullable(),
})
export type Notice = z.infer<typeof notice>

export const listNotices = endpoint({
  method: 'GET',
  path: '/api/notices',
  summary: 'What somebody should know of and nobody has to decide, newest first.',
  access: personWith('assets.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: page.extend({ state: z.enum(['new', 'seen']).default('new') }),
  body: nothing,
  answer: z.array(notice),
})

export const seeNotice = endpoint({
  method: 'POST',
  path: '/api/notices/{id}/seen',
  summary: 'A notice was seen; said again it changes nothing.',
  access: personWith('assets.write'),
  status: 200,
  refuses: [403, 404],
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: forPerson,
  body: nothing,
  answer: nullAnswer,
})
