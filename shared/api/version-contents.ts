import { z } from 'zod'
import { endpoint, personWith } from './endpoint'
import { forPerson, nothing } from './nothing'
import { version } from './versions'

/** How much of a content is looked at: what is beyond it is said to be there, not shown. */
export const contentBounds = {
  /** Bytes of the beginning that a preview shows. */
  preview: 4_096,
  /** Files of an archive that are named. */
  files: 200,
  /** Bytes of each side that are compared, on request and in a list. */
  compare: 1024 * 1024,
  compareInList: 256 * 1024,
  /** Bytes in one row of a comparison, and rows that are shown. */
  row: 8,
  rows: 64,
} as const

const identified = z.object({ id: z.coerce.number().int().positive() })
const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/)
const count = z.number().int().min(0)

export const versionPreview = endpoint({
  method: 'GET',
  path: '/api/versions/{id}/preview',
  summary: "Roost's own: what is in a version: the files of an archive, and its first 4 KiB as hex.",
  access: personWith('assets.read'),
  status: 200,
  refuses: [403, 404, 410],
  params: identified,
  query: forPerson,
  body: nothing,
  answer: z.object({
    kind: z.enum(['archive', 'bytes']),
    size_bytes: count,
    /** At most 200 of them, in the order of the archive. */
    files: z.array(z.object({ name: z.string(), size_bytes: count, crc: z.string() })),
    file_count: count,
    start: hex,
  }),
})
export type VersionPreview = z.output<typeof versionPreview.answer>

/** How a version differs from the one before it in its line. */
export const versionChange = z.object({
  version_id: z.number().int(),
  against_id: z.number().int().nullable(),
  /** `first` of its line, the `same` bytes, other `bytes`, other files in an `archive`, or not looked at (`unknown`). */
  kind: z.enum(['first', 'same', 'bytes', 'archive', 'unknown']),
  /** Bytes that differ, those counted that only one side has. */
  changed_bytes: count.nullable(),
  /** Bytes it is larger; negative where it is smaller, 0 for the first. */
  grown_by: z.number().int(),
  added_files: count,
  removed_files: count,
  changed_files: count,
  /** Of the picture that came with it. */
  screenshot_id: z.number().int().nullable(),
})
export type VersionChange = z.infer<typeof versionChange>

export const listVersionChanges = endpoint({
  method: 'GET',
  path: '/api/lines/{id}/changes',
  summary: "Roost's own: what each version of a page of a line changed, newest first; its picture too.",
  access: personWith('assets.read'),
  status: 200,
  refuses: [403, 404],
  params: identified,
  query: forPerson.extend({
    limit: z.coerce.number().int().min(1).max(50).default(50),
    /** Only versions with a smaller sequence. */
    before: z.coerce.number().int().positive().optional(),
  }),
  body: nothing,
  answer: z.array(versionChange),
})

export const compareVersions = endpoint({
  method: 'GET',
  path: '/api/versions/{id}/compare',
  summary: "Roost's own: how a version differs from another one of the same person.",
  access: personWith('assets.read'),
  status: 200,
  refuses: [403, 404, 410],
  params: identified,
  query: forPerson.extend({ with: z.coerce.number().int().positive() }),
  body: nothing,
  answer: z.object({
    kind: z.enum(['same', 'bytes', 'archive']),
    /** Bytes of each side that were looked at; the rest may differ, too. */
    compared_bytes: count,
    changed_bytes: count,
    /** Rows of 8 bytes in which something differs; at most 64 of them. `was` is the other version's. */
    rows: z.array(z.object({ offset: count, was: hex, is: hex })),
    row_count: count,
    /** Of two archives; at most 200. */
    files: z.array(
      z.object({
        name: z.string(),
        change: z.enum(['added', 'removed', 'changed']),
        size_bytes: count.nullable(),
        was_bytes: count.nullable(),
      }),
    ),
    file_count: count,
    same_files: count,
  }),
})
export type Comparison = z.output<typeof compareVersions.answer>

export const deleteVersions = endpoint({
  method: 'POST',
  path: '/api/versions/delete',
  summary:
    "Roost's own: puts versions into the recycle bin, all or none; also those that clients do not see.",
  access: personWith('assets.write'),
  status: 200,
  refuses: [400, 403, 404],
  params: nothing,
  query: forPerson,
  body: z.object({ versions: z.array(z.number().int().positive()).min(1).max(1_000) }),
  answer: z.array(version),
})
