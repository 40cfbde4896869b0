import { z } from 'zod'
import { timestamp } from '../text'
import { backupFacts, lastCheck, snapshotFacts } from './backup'
import { endpoint, ownerWith, personWith } from './endpoint'
import { job } from './jobs'
import { nothing } from './nothing'
import { lineKinds } from './versions'

const count = z.number().int().nonnegative()
const bytes = z.number().int().nonnegative()

/** Sizes are in bytes; a content that several versions share counts once in each row it belongs to. */
export const storedSizes = z.object({
  /** Slots and slotless files that have a current save. */
  saves: count,
  /** The same of emulator states. */
  states: count,
  /** All that ever arrived, pruned ones too. */
  versions: count,
  /** Different contents on the disk, pictures included. */
  contents: count,
  size_bytes: bytes,
  /** In the recycle bin, with their bytes; `size_bytes` is what emptying it would free. */
  bin: z.object({ versions: count, size_bytes: bytes }),
  /** Refused copies that wait for a decision; `size_bytes` is what nothing else shares. */
  held: z.object({ versions: count, size_bytes: bytes }),
  /** Versions whose bytes were let go; that they were there stays known. */
  pruned: count,
})
export type StoredSizes = z.infer<typeof storedSizes>

export const diskLevels = ['ok', 'low', 'full', 'unknown'] as const

/** `low` is a warning long before; at `full` new uploads are refused. `unknown`: the system does not tell. */
export const diskSpace = z.object({
  level: z.enum(diskLevels),
  free_bytes: bytes.nullable(),
  total_bytes: bytes.nullable(),
  /** Less free space than this is `low`; null as long as the size of the disk is unknown. */
  warn_below_bytes: bytes.nullable(),
  refuse_below_bytes: bytes.nullable(),
})

export const retentionLimits = { newest: 10_000, days: 36_500 } as const

/**
 * What is kept. `newest`: in each line its newest so many versions, and everything that arrived within the last so many
 * days. Heads, pinned versions and what a decision waits for always stay.
 */
export const retention = z.discriminatedUnion('keep', [
  z.object({ keep: z.literal('everything') }),
  z.object({
    keep: z.literal('newest'),
    newest: z.number().int().min(1).max(retentionLimits.newest),
    days: z.number().int().min(0).max(retentionLimits.days),
  }),
])
export type Retention = z.infer<typeof retention>

export const storage = storedSizes.extend({
  /** When the newest version arrived; null before the first. */
  last_arrived_at: timestamp.nullable(),
  people: z.array(storedSizes.extend({ person_id: z.number().int(), username: z.string() })),
  platforms: z.array(
    storedSizes.extend({ platform_id: z.number().int(), slug: z.string(), name: z.string() }),
  ),
  database_bytes: bytes,
  /** Null for who is not the owner. */
  data_folder: z.string().nullable(),
  disk: diskSpace,
  retention,
  /** Until then nothing is taken for unused: a restore was made lately. */
  collection_off_until: timestamp.nullable(),
  /** Newest first. */
  snapshots: z.array(snapshotFacts),
  /** Null until a folder was picked. */
  backup: backupFacts.nullable(),
  /** Null as long as nobody had everything checked to its end. */
  last_check: lastCheck.nullable(),
})
export type Storage = z.infer<typeof storage>

/** One's own things; an owner may look at one person's, or at everybody's with `person=all`. */
export const forPersonOrAll = z.object({
  person: z.union([z.literal('all'), z.coerce.number().int().positive()]).optional(),
})

export const getStorage = endpoint({
  method: 'GET',
  path: '/api/storage',
  summary: 'How much is kept, by person and platform, and how much room there is (own.md).',
  access: personWith('assets.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: forPersonOrAll,
  body: nothing,
  answer: storage,
})

/** What an owner decides about everybody's saves. */
export const storageOwner = ownerWith('tasks.run')

export const changeRetention = endpoint({
  method: 'PUT',
  path: '/api/storage/retention',
  summary: 'What is kept; nothing is let go before the next daily run, or until it is asked for.',
  access: storageOwner,
  status: 200,
  params: nothing,
  query: nothing,
  body: retention,
  answer: retention,
})

/** What pruning would let go, and what the disk would get back. */
export const prunePreview = z.object({
  versions: count,
  /** Less than the sum of the lines where contents are shared. */
  size_bytes: bytes,
  /** When the oldest of them arrived; null for none. */
  oldest_at: timestamp.nullable(),
  /** The lines with most bytes to go, at most 100. */
  lines: z.array(
    z.object({
      line_id: z.number().int(),
      rom_id: z.number().int(),
      person_id: z.number().int(),
      kind: z.enum(lineKinds),
      key: z.string(),
      versions: count,
      size_bytes: bytes,
      oldest_at: timestamp,
    }),
  ),
})
export type PrunePreview = z.infer<typeof prunePreview>

export const previewPrune = endpoint({
  method: 'POST',
  path: '/api/storage/prune/preview',
  summary: 'What would be let go if this was kept; nothing is changed.',
  access: personWith('tasks.run'),
  status: 200,
  params: nothing,
  query: nothing,
  body: retention,
  answer: prunePreview,
})

export const prune = endpoint({
  method: 'POST',
  path: '/api/storage/prune',
  summary:
    'Lets go now what the setting does not keep: the bytes, for ever, never the rows. The job that does it, also one that runs.',
  access: storageOwner,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: job,
})
