import { z } from 'zod'
import { text, timestamp } from '../text'
import { endpoint, personWith } from './endpoint'
import { forPerson, nothing } from './nothing'

export const lineKinds = ['save', 'file', 'state'] as const
export const markKinds = ['upload', 'identical', 'download', 'confirm'] as const

/** A save line with what each device holds of it (own.md). */
export const saveLine = z.object({
  id: z.number().int(),
  kind: z.enum(lineKinds),
  /** The slot, or the exact file name of a slotless save. */
  key: z.string(),
  rom_id: z.number().int(),
  head_version_id: z.number().int().nullable(),
  versions: z.number().int(),
  marks: z.array(
    z.object({
      device_id: z.string(),
      version_id: z.number().int().nullable(),
      how: z.enum(markKinds).nullable(),
      doubtful: z.boolean(),
      at: timestamp,
    }),
  ),
  open_conflicts: z.number().int(),
})
export type SaveLine = z.infer<typeof saveLine>

/** A version of a line, as people see it (own.md). */
export const version = z.object({
  id: z.number().int(),
  line_id: z.number().int(),
  sequence: z.number().int(),
  content_hash: z.string(),
  sha256: z.string(),
  size_bytes: z.number().int(),
  file_name: z.string(),
  origin_device_id: z.string().nullable(),
  arrived_at: timestamp,
  claimed_at: timestamp.nullable(),
  parent_id: z.number().int().nullable(),
  state: z.enum(['head', 'past', 'side', 'held', 'deleted']),
  pinned: z.boolean(),
  note: z.string().nullable(),
  /** When its bytes were let go; null while they are there. */
  bytes_dropped_at: timestamp.nullable(),
  /** The save id clients see; null for what is not on the wire. */
  wire_id: z.number().int().nullable(),
})
export type Version = z.infer<typeof version>

const identified = z.object({ id: z.coerce.number().int().positive() })

export const listLines = endpoint({
  method: 'GET',
  path: '/api/lines',
  summary: 'Save lines with their marks (own.md).',
  access: personWith('assets.read'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: forPerson.extend({ rom_id: z.coerce.number().int().positive().optional() }),
  body: nothing,
  answer: z.array(saveLine),
})

export const listVersions = endpoint({
  method: 'GET',
  path: '/api/lines/{id}/versions',
  summary: 'Versions of a line, newest first (own.md).',
  access: personWith('assets.read'),
  status: 200,
  refuses: [403, 404],
  params: identified,
  query: forPerson.extend({
    limit: z.coerce.number().int().min(1).max(500).default(100),
    /** Only versions with a smaller sequence. */
    before: z.coerce.number().int().positive().optional(),
  }),
  body: nothing,
  answer: z.array(version),
})

export const versionContent = endpoint({
  method: 'GET',
  path: '/api/versions/{id}/content',
  summary: 'The bytes of any version that was not pruned (own.md).',
  access: personWith('assets.read'),
  status: 200,
  otherStatus: 206,
  produces: 'application/octet-stream',
  refuses: [403, 404, 410, 416],
  params: identified,
  query: forPerson,
  body: nothing,
  answer: z.unknown(),
})

export const restoreVersion = endpoint({
  method: 'POST',
  path: '/api/versions/{id}/restore',
  summary: 'Makes an earlier content the head again, as a new version; 409 if the head moved (own.md).',
  access: personWith('assets.write'),
  status: 200,
  refuses: [403, 404, 409, 410],
  params: identified,
  query: forPerson,
  body: z.object({ head: z.number().int().positive().nullable() }),
  answer: version,
})

export const changeVersion = endpoint({
  method: 'PUT',
  path: '/api/versions/{id}',
  summary: 'Pins a version, or notes something about it (own.md).',
  access: personWith('assets.write'),
  status: 200,
  refuses: [403, 404],
  params: identified,
  query: forPerson,
  body: z.object({ pinned: z.boolean().optional(), note: text(0, 1_000).nullish() }),
  answer: version,
})
