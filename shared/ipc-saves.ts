import { z } from 'zod'
import { exportSaves } from './api/export'

/** Where a chosen file goes: on top of a version that is the head, into a slot, or to a file of its own name. */
export const saveTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('version'), id: z.number().int().positive() }),
  z.object({
    kind: z.literal('slot'),
    game: z.number().int().positive(),
    slot: z.string().min(1).max(255),
  }),
  z.object({ kind: z.literal('file'), game: z.number().int().positive() }),
])
export type SaveTarget = z.infer<typeof saveTarget>

/** A file a person chose. The page never learns its path, and can have only this one sent. */
export const chosenFile = z.object({
  ticket: z.string(),
  name: z.string(),
  size: z.number().int().min(0),
})
export type ChosenFile = z.infer<typeof chosenFile>

export const sendOrder = z.object({
  ticket: z.string().max(64),
  target: saveTarget,
  /** The name it is stored under, where that is not the file's own. */
  name: z.string().min(1).max(1_024).nullable(),
})
export type SendOrder = z.infer<typeof sendOrder>

/** What the hub answered, or why it was not sent whole: no reading the file, no hub, or a person's own wish. */
export const sendOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), status: z.number().int(), body: z.string() }),
  z.object({ kind: z.literal('unreadable') }),
  z.object({ kind: z.literal('broken') }),
  z.object({ kind: z.literal('cancelled') }),
])
export type SendOutcome = z.infer<typeof sendOutcome>

/** Bytes of the file. */
export const sendProgress = z.object({ sent: z.number().int().min(0), total: z.number().int().min(0) })

export const versionToSave = z.object({
  id: z.number().int().positive(),
  /** Whose it is, when it is not the owner's own. */
  person: z.number().int().positive().nullable(),
  /** What to call the file. */
  name: z.string().max(1_024),
})
export type VersionToSave = z.infer<typeof versionToSave>

/** Saves as a zip: what the hub is asked, and what to call the file. */
export const exportToSave = z.object({ request: exportSaves.body, name: z.string().min(1).max(1_024) })
export type ExportToSave = z.infer<typeof exportToSave>

export const saveOutcome = z.enum(['saved', 'cancelled', 'failed'])
export type SaveOutcome = z.infer<typeof saveOutcome>

/** Where an upload is sent, on the hub: the same for a page that sends it itself. */
export function uploadRequest(target: SaveTarget): {
  readonly method: 'POST' | 'PUT'
  readonly path: string
} {
  if (target.kind === 'version') return { method: 'PUT', path: `/api/saves/${target.id}` }
  const slot = target.kind === 'slot' ? `&slot=${encodeURIComponent(target.slot)}` : ''
  return { method: 'POST', path: `/api/saves?rom_id=${target.game}${slot}` }
}
