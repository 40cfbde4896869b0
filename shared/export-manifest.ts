import { z } from 'zod'
import { lineKinds } from './api/versions'
import { text, timestamp } from './text'

/** What one file of an export is. */
export const exportedFile = z.object({
  /** Inside the export, with `/`. */
  path: text(1, 4_096),
  person: text(1, 255),
  platform: text(1, 64),
  game: text(1, 1_024),
  game_file_name: text(1, 1_024),
  kind: z.enum(lineKinds),
  key: text(1, 1_024),
  file_name: text(1, 1_024),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size_bytes: z.number().int().nonnegative(),
  arrived_at: timestamp,
  is_head: z.boolean(),
  emulator: text(0, 255).nullable().default(null),
  note: text(0, 4_096).nullable().default(null),
})
export type ExportedFile = z.infer<typeof exportedFile>

/** The description in an export, as an import reads it; what else is in it does not count. */
export const exportManifest = z.object({
  format: z.literal('roost-export'),
  version: z.literal(1),
  files: z.array(z.unknown()),
})
