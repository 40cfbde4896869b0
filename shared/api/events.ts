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

/** A version arrived, was kept aside, was deleted or came back; `id` is the line's. */
export const saveEvent = z.object({
  type: z.literal('save'),
  id: z.string(),
  state: z.enum(['arrived', 'held', 'deleted', 'restored', 'changed']),
})

/** The library: a job went on (its id), or games were added, changed or missed. */
export const libraryEvent = z.object({
  type: z.literal('library'),
  id: z.string(),
  state: z.enum(['job', 'changed']),
})

/** A sync session; `id` is the session's. `changed`: something of it was uploaded or downloaded. */
export const syncEvent = z.object({
  type: z.literal('sync'),
  id: z.string(),
  device_id: z.string(),
  state: z.enum(['started', 'changed', 'completed', 'cancelled']),
})

/**
 * The conflict inbox. `id` is the entry's; with `notice` that of a notice. `alarm`: a device's refused copies are more
 * than the hub keeps, and `id` is the device's.
 */
export const conflictEvent = z.object({
  type: z.literal('conflict'),
  id: z.string(),
  state: z.enum(['opened', 'changed', 'closed', 'notice', 'alarm']),
})

/** A job of the storage went on (its id), a backup ended, or something about backups was changed. */
export const backupEvent = z.object({
  type: z.literal('backup'),
  id: z.string(),
  state: z.enum(['job', 'changed', 'done', 'failed', 'cancelled']),
})

/** An event as it travels on `GET /api/events` (own.md). */
export const hubEvent = z.discriminatedUnion('type', [
  pairingEvent,
  deviceEvent,
  healthEvent,
  libraryEvent,
  saveEvent,
  syncEvent,
  conflictEvent,
  backupEvent,
])
export type HubEvent = z.infer<typeof hubEvent>
