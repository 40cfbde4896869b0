import { z } from 'zod'
import { text, timestamp } from '../text'
import { endpoint, personWith, withScopes } from './endpoint'
import { optionalId } from './ids'
import { forPerson, nothing } from './nothing'

/** Entries of one request (wire.md 8.2), and of the end of a sync session, which has no such limit there. */
export const playBatchLimits = { request: 100, sync: 20_000 } as const

/** One stretch of play, as stored (wire.md 8.1). */
export const playSession = z.object({
  id: z.number().int(),
  user_id: z.number().int(),
  device_id: z.string().nullable(),
  rom_id: z.number().int().nullable(),
  sync_session_id: z.number().int().nullable(),
  save_slot: z.string().nullable(),
  start_time: timestamp,
  end_time: timestamp,
  duration_ms: z.number().int(),
  created_at: timestamp,
  updated_at: timestamp,
})
export type PlaySession = z.infer<typeof playSession>

/** With any offset; without one it is UTC (W-48, W-49). */
const moment = z.iso.datetime({ offset: true, local: true })

/** One stretch of play, as a device says it. */
export const playSessionEntry = z.object({
  rom_id: z.number().int().nullish(),
  save_slot: text(0, 255).nullish(),
  start_time: moment,
  end_time: moment,
  duration_ms: z.number().int().min(0),
})

/** What became of a batch; the results are in the order of its entries (W-50). */
export const playIngest = z.object({
  results: z.array(
    z.object({
      index: z.number().int(),
      status: z.enum(['created', 'duplicate', 'error']),
      id: z.number().int().nullable(),
      detail: z.string().nullable(),
    }),
  ),
  created_count: z.number().int(),
  skipped_count: z.number().int(),
})
export type PlayIngest = z.infer<typeof playIngest>

export const ingestPlaySessions = endpoint({
  method: 'POST',
  path: '/api/play-sessions',
  summary: 'Takes in what was played; an entry that is no good fails none of the others (wire.md 8.2).',
  access: withScopes('roms.user.write'),
  status: 201,
  refuses: [400, 403],
  params: nothing,
  query: nothing,
  // Each entry is judged alone, so the list takes anything (W-50).
  body: z.object({ device_id: text(0, 255).nullish(), sessions: z.array(z.unknown()) }),
  bodyLimit: 256 * 1024,
  answer: playIngest,
})

export const listPlaySessions = endpoint({
  method: 'GET',
  path: '/api/play-sessions',
  summary:
    'Own play sessions, newest start first; a bound token sees those of its device unless it names one (wire.md 8.3).',
  access: withScopes('roms.user.read'),
  status: 200,
  params: nothing,
  query: z.object({
    rom_id: optionalId,
    device_id: text(0, 255).optional(),
    start_after: moment.optional(),
    /** Of the end, as it says (W-52). */
    end_before: moment.optional(),
    limit: z.coerce.number().int().min(1).max(10_000).default(50),
    offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
  }),
  body: nothing,
  answer: z.array(playSession),
})

const identified = z.object({ id: z.coerce.number().int().positive() })

export const deletePlaySession = endpoint({
  method: 'DELETE',
  path: '/api/play-sessions/{id}',
  summary: 'Takes out an own play session; sent again, it stays out (wire.md 8.4).',
  access: withScopes('roms.user.write'),
  status: 204,
  refuses: [404],
  params: identified,
  query: nothing,
  body: nothing,
  answer: nothing,
})

export const restorePlaySession = endpoint({
  method: 'POST',
  path: '/api/play-sessions/{id}/restore',
  summary: 'Brings back a play session that was taken out.',
  access: withScopes('roms.user.write'),
  status: 200,
  refuses: [404],
  params: identified,
  query: nothing,
  body: nothing,
  answer: playSession,
})

/** Days of the chart. */
const chartDays = { usual: 30, maximum: 366 } as const

export const getPlayTime = endpoint({
  method: 'GET',
  path: '/api/play-time',
  summary: 'How long a person played, by game and device, and on each of the last days.',
  access: personWith('roms.user.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: forPerson.extend({
    rom_id: z.coerce.number().int().positive().optional(),
    days: z.coerce.number().int().min(1).max(chartDays.maximum).default(chartDays.usual),
    /** Minutes that the asker's clock is ahead of UTC: a day is one of theirs. */
    utc_offset: z.coerce
      .number()
      .int()
      .min(-18 * 60)
      .max(18 * 60)
      .default(0),
  }),
  body: nothing,
  answer: z.object({
    person_id: z.number().int(),
    total_ms: z.number().int(),
    /** What was played longest comes first. */
    played: z.array(
      z.object({
        rom_id: z.number().int().nullable(),
        device_id: z.string().nullable(),
        device_name: z.string().nullable(),
        sessions: z.number().int(),
        duration_ms: z.number().int(),
        last_played: timestamp,
      }),
    ),
    /** Oldest first, days without play left out; a session counts on the day it began. */
    days: z.array(z.object({ date: z.iso.date(), duration_ms: z.number().int() })),
  }),
})
export type PlayTime = z.infer<typeof getPlayTime.answer>
