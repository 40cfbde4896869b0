import { z } from 'zod'
import { text, timestamp } from '../text'
import { endpoint, ownerWith, personWith } from './endpoint'
import { job } from './jobs'
import { nothing } from './nothing'
import { lineKinds } from './versions'

/** What an import may hold, in bytes and files; a look is forgotten after `keptMilliseconds`. */
export const importLimits = {
  zip: 8 * 1024 ** 3,
  files: 20_000,
  page: 500,
  keptMilliseconds: 60 * 60 * 1000,
} as const

const count = z.number().int().nonnegative()

export const importOutcomes = ['new', 'here', 'differs', 'unmatched'] as const

/** Why a file of an import is not matched; only for `no-game` and `several-games` a game can be chosen. */
export const importReasons = [
  'no-game',
  'several-games',
  'other-person',
  'not-a-save',
  'bad-name',
  'not-described',
  'missing',
  'damaged',
  'too-large',
  'link',
] as const

const importGame = z.object({
  /** Null for a game that the import would add. */
  rom_id: z.number().int().nullable(),
  name: z.string(),
  platform: z.string(),
})

/** One file of an import, and what would become of it. */
export const importFile = z.object({
  /** What `choices` know it by. */
  file: count,
  /** Inside the folder or archive. */
  path: z.string(),
  size_bytes: count,
  /** Of the file, or when it had arrived at the hub it was exported from. */
  modified_at: timestamp.nullable(),
  kind: z.enum(lineKinds).nullable(),
  /** The slot, or the exact name. */
  key: z.string().nullable(),
  /** `new`: the hub has nothing there. `here`: this content is there. `differs`: something else is there. */
  outcome: z.enum(importOutcomes),
  /** Unless a person chooses otherwise. `beside`: in the history, never sent to a device. */
  becomes: z.enum(['head', 'beside', 'nothing']),
  /** Only the newest file of a line can become its head. */
  can_be_head: z.boolean(),
  is_blank: z.boolean(),
  game: importGame.nullable(),
  person: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  reason: z.enum(importReasons).nullable(),
  /** Games it may be of, a few. */
  candidates: z.array(importGame),
  /** What the hub has there now. */
  head: z.object({ version_id: z.number().int(), size_bytes: count, updated_at: timestamp }).nullable(),
})
export type ImportFile = z.infer<typeof importFile>

/** What came of an import. */
export const importResult = z.object({
  became_head: count,
  kept_beside: count,
  already_here: count,
  left_out: count,
  failed: count,
  games_added: count,
  /** New heads by person: putting them into the recycle bin takes the import back. */
  heads: z.array(z.object({ person_id: z.number().int(), versions: z.array(z.number().int()) })),
})

export type ImportResult = z.infer<typeof importResult>

/** What an import would do. Nothing is stored before it is run. */
export const importLook = z.object({
  id: z.string(),
  kind: z.enum(['roost', 'retroarch']),
  /** The real path of the folder, or the name of the archive. */
  name: z.string(),
  state: z.enum(['ready', 'running', 'done']),
  expires_at: timestamp,
  counts: z.object({ new: count, here: count, differs: count, unmatched: count }),
  size_bytes: count,
  /** Of the files that were asked for. */
  total: count,
  /** Unmatched ones first, then those that differ, are new, are here. */
  files: z.array(importFile),
  /** What could not be read. */
  problems: z.array(z.string()),
  job_id: z.string().nullable(),
  /** Null until it was run. */
  result: importResult.nullable(),
})
export type ImportLook = z.infer<typeof importLook>

const person = z.coerce.number().int().positive()
const importId = z.object({ id: text(1, 64) })
const importer = personWith('assets.write')

export const lookAtImport = endpoint({
  method: 'POST',
  path: '/api/import/look',
  summary:
    'What importing a folder of this computer would do: an export of Roost, or the saves of RetroArch. Stores nothing.',
  access: ownerWith('assets.write', 'tasks.run'),
  status: 200,
  refuses: [403, 404],
  params: nothing,
  query: nothing,
  body: z.object({
    source: z.object({ kind: z.enum(['folder', 'retroarch']), path: text(1, 4_096) }),
    /** Whose it becomes; `all`: of an export, each to the person of that name. One's own without it. */
    person: z.union([z.literal('all'), z.number().int().positive()]).optional(),
  }),
  answer: importLook,
})

export const lookAtImportZip = endpoint({
  method: 'POST',
  path: '/api/import/zip',
  summary:
    'The same for an archive, in the part `file`: an export of Roost, or else as saves of RetroArch. It is kept until the import ends.',
  access: importer,
  encoding: 'multipart',
  status: 200,
  refuses: [400, 403, 404, 507],
  params: nothing,
  query: z.object({ person: z.union([z.literal('all'), person]).optional() }),
  body: nothing,
  answer: importLook,
})

export const getImport = endpoint({
  method: 'GET',
  path: '/api/import/{id}',
  summary: 'An import that was looked at, with a page of its files.',
  access: importer,
  status: 200,
  refuses: [404],
  params: importId,
  query: z.object({
    outcome: z.enum(importOutcomes).optional(),
    offset: z.coerce.number().int().nonnegative().default(0),
    limit: z.coerce.number().int().min(1).max(importLimits.page).default(importLimits.page),
  }),
  body: nothing,
  answer: importLook,
})

export const runImport = endpoint({
  method: 'POST',
  path: '/api/import/{id}/run',
  summary: 'Takes in what was looked at: appended, never replacing. The job that does it.',
  access: importer,
  status: 200,
  refuses: [403, 404, 409],
  params: importId,
  query: nothing,
  body: z.object({
    /** Which becomes the head where the hub has something else. */
    newest: z.enum(['hub', 'import']).default('hub'),
    /** What goes before that, for single files. */
    files: z
      .array(
        z.object({
          file: count,
          rom_id: z.number().int().positive().optional(),
          newest: z.enum(['hub', 'import']).optional(),
          /** False leaves it out. */
          take: z.boolean().default(true),
        }),
      )
      .max(importLimits.files)
      .default([]),
  }),
  answer: job,
  bodyLimit: 4 * 1024 * 1024,
})

export const forgetImport = endpoint({
  method: 'DELETE',
  path: '/api/import/{id}',
  summary: 'Forgets a look, and removes an archive that was sent for it. Cancels an import that runs.',
  access: importer,
  status: 204,
  refuses: [404],
  params: importId,
  query: nothing,
  body: nothing,
  answer: z.undefined(),
})
