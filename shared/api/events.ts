import { z } from 'zod'

/** What happened to a pairing request; `id` is the request's id, never its code. */
export const pairingEvent = z.object({
  type: z.literal('pairing'),
  id: z.string(),
  state: z.enum(['opened', 'approved', 'denied', 'expired', 'collected']),
})

/** A device was added, changed, seen or taken out. */
export const deviceEvent = z.object({
  type: z.literal('device'),
  id: z.string(),
  state: z.enum(['added', 'changed', 'removed']),
})

/** The hub's own state changed, e.g. its first packet from the LAN came. */
export const healthEvent = z.object({ type: z.literal('health'), id: z.string() })

/** The library: a job went on (its id), or games were added, changed or missed. */
export const libraryEvent = z.object({
  type: z.literal('library'),
  id: z.string(),
  state: z.enum(['job', 'changed']),
})

/** An event as it travels on `GET /api/events` (own.md). Later kinds: save, conflict, sync, backup. */
export const hubEvent = z.discriminatedUnion('type', [pairingEvent, deviceEvent, healthEvent, libraryEvent])
export type HubEvent = z.infer<typeof hubEvent>
