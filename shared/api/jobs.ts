import { z } from 'zod'
import { endpoint, personWith } from './endpoint'
import { nothing } from './nothing'

export const jobStates = ['running', 'done', 'failed', 'cancelled'] as const

/** Long work that can be watched and cancelled (own.md). */
export const job = z.object({
  id: z.string(),
  kind: z.string(),
  /** Steps behind it, in the unit of `total`. */
  done: z.number().int(),
  /** Null until it is known. */
  total: z.number().int().nullable(),
  state: z.enum(jobStates),
  /** What went wrong with single things, in words for a person; at most 100 of them. */
  problems: z.array(z.string()),
})
export type Job = z.infer<typeof job>

const params = z.object({ id: z.string().min(1).max(64) })

export const getJob = endpoint({
  method: 'GET',
  path: '/api/jobs/{id}',
  summary: 'How far a job is (own.md); jobs are remembered for an hour after their end.',
  access: personWith('roms.read'),
  status: 200,
  params,
  query: nothing,
  body: nothing,
  answer: job,
})

export const listJobs = endpoint({
  method: 'GET',
  path: '/api/jobs',
  summary: 'Jobs that run, and those that ended within the hour, in the order they were started.',
  access: personWith('roms.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(job),
})

export const cancelJob = endpoint({
  method: 'DELETE',
  path: '/api/jobs/{id}',
  summary: 'Asks a job to stop; what it has done so far stays (own.md).',
  access: personWith('roms.write'),
  status: 200,
  params,
  query: nothing,
  body: nothing,
  answer: job,
})
