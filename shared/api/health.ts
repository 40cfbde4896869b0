import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, open, personWith } from './endpoint'
import { nothing } from './nothing'
import { diskSpace } from './storage'

/** One address of this hub, best first. */
export const hubAddress = z.object({
  protocol: z.enum(['http', 'https']),
  host: z.string(),
  port: z.number().int(),
  url: z.string(),
  /** The network adapter it belongs to. */
  adapter: z.string(),
})
export type HubAddress = z.infer<typeof hubAddress>

/** One thing the hub stands on: what is wrong with it, in words for a person, and what to do. */
export const healthPart = z.object({
  state: z.enum(['ok', 'warning', 'bad', 'unknown']),
  /** Names the problem, for a page in another language. */
  code: z.string().nullable(),
  problem: z.string().nullable(),
  what_to_do: z.string().nullable(),
})
export type HealthPart = z.infer<typeof healthPart>

/** What a person sees of the hub's state; `GET /api/health` answers only `status` and `version` without one. */
export const health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  listening: z.boolean().optional(),
  /** LAN addresses, the one to type first. Empty when only loopback is listened on or there is no network. */
  addresses: z.array(hubAddress).optional(),
  /** When the last request from another machine arrived; null when none has since the start. */
  last_lan_packet_at: timestamp.nullable().optional(),
  /** Whether other machines can reach it at all, whether one ever did, and whether it is announced by mDNS. */
  listener: healthPart.optional(),
  lan: healthPart.optional(),
  mdns: healthPart.optional(),
  disk: healthPart.extend(diskSpace.shape).optional(),
  database: healthPart.optional(),
  /** Of backups and snapshots; what is wrong in words only for an owner, for it may name places. */
  backup: healthPart.optional(),
  clock: healthPart.optional(),
})
export type Health = z.infer<typeof health>

export const getHealth = endpoint({
  method: 'GET',
  path: '/api/health',
  summary: 'Whether the hub is well (own.md). With a person: addresses, and whether the LAN reaches it.',
  access: open,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: health,
})

export const events = endpoint({
  method: 'GET',
  path: '/api/events',
  summary: 'Server-sent events; `Last-Event-ID` resumes within the last 1,000 (own.md).',
  access: personWith('me.read'),
  status: 200,
  produces: 'text/event-stream',
  refuses: [503],
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.unknown(),
})
