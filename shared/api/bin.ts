import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, personWith } from './endpoint'
import { job } from './jobs'
import { forPerson, nothing } from './nothing'
import { forPersonOrAll, storageOwner } from './storage'
import { lineKinds, version } from './versions'

/** A version in the recycle bin, with where it came from. */
export const binnedVersion = version.extend({
  rom_id: z.number().int(),
  rom_name: z.string(),
  kind: z.enum(lineKinds),
  key: z.string(),
  deleted_at: timestamp,
})

export type BinnedVersion = z.infer<typeof binnedVersion>

export const listBin = endpoint({
  method: 'GET',
  path: '/api/bin',
  summary: 'The recycle bin, what was deleted last first (own.md).',
  access: personWith('assets.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: forPerson.extend({ limit: z.coerce.number().int().min(1).max(1_000).default(500) }),
  body: nothing,
  answer: z.array(binnedVersion),
})

export const restoreFromBin = endpoint({
  method: 'POST',
  path: '/api/bin/restore',
  summary: 'Takes versions out of the recycle bin, all or none (own.md).',
  access: personWith('assets.write'),
  status: 200,
  refuses: [400, 403, 404, 410],
  params: nothing,
  query: forPerson,
  body: z.object({ versions: z.array(z.number().int().positive()).min(1).max(1_000) }),
  answer: z.array(version),
})

export const emptyBin = endpoint({
  method: 'POST',
  path: '/api/bin/empty',
  summary:
    'Lets the bytes of what is in the recycle bin go, for ever; that it was there stays known (own.md).',
  access: storageOwner,
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: forPersonOrAll,
  body: nothing,
  answer: z.object({
    versions: z.number().int(),
    /** What the disk gets back. */
    size_bytes: z.number().int(),
    /** Pinned versions stay in the bin. */
    kept_pinned: z.number().int(),
    /** Takes the bytes away; null when there are none to take. */
    job: job.nullable(),
  }),
})
