import { z } from 'zod'
import type { VersionDescription } from '../../domain/saves/blob-store-description'
import { roles } from '../../../shared/scopes'
import { text, timestamp } from '../../../shared/text'

const id = z.number().int().positive()

/** Bounds are those of wire.md section 12 where it has one, and generous where it has none. */
export const versionDescription: z.ZodType<VersionDescription> = z.object({
  versionId: id,
  person: z.object({ id, name: text(1, 255), role: z.enum(roles).optional() }),
  game: z.object({
    id,
    platform: text(1, 100),
    name: text(1, 450),
    fileName: text(1, 450),
  }),
  kind: z.literal(['save', 'file', 'state']),
  key: text(1, 450),
  sequence: z.number().int().nonnegative(),
  parentId: id.nullable(),
  origin: z.object({ deviceId: text(1, 255), deviceName: text(0, 255) }).nullable(),
  arrivedAt: timestamp,
  claimedAt: timestamp.nullable(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  contentHash: z.string().regex(/^[0-9a-f]{32}$/),
  hashRule: z.number().int().positive(),
  size: z.number().int().nonnegative(),
  fileName: text(1, 450),
  emulator: text(1, 50).nullable(),
  pinned: z.boolean(),
  note: text(0, 10_000).nullable(),
  state: z.literal(['head', 'past', 'side', 'held', 'deleted']),
  picture: z
    .object({
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      size: z.number().int().positive(),
      fileName: text(1, 450),
      type: z.literal(['image/png', 'image/jpeg', 'image/webp']),
      createdAt: timestamp,
    })
    .nullish(),
})

/** A description on disk: `digest` is the SHA-256 of the JSON text of `description`, so that a changed bit is seen. */
export const descriptionFile = z.object({
  format: z.literal(1),
  digest: z.string(),
  description: z.unknown(),
})
