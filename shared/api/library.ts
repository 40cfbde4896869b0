import { z } from 'zod'
import { text, timestamp } from '../text'
import { endpoint, ownerWith, personWith } from './endpoint'
import { job } from './jobs'
import { nothing } from './nothing'

/** A folder whose games the hub knows. */
export const libraryFolder = z.object({
  id: z.number().int(),
  path: z.string(),
  game_count: z.number().int(),
  missing_count: z.number().int(),
  /** When it was last read to the end; null before that. */
  scanned_at: timestamp.nullable(),
  /** What keeps it from being read now, in words for a person. */
  problem: z.string().nullable(),
  created_at: timestamp,
})
export type LibraryFolder = z.infer<typeof libraryFolder>

const owner = personWith('roms.write', 'platforms.write')
/** What lets files of this computer out, or takes a household's games away, asks for the password again. */
const confirmedOwner = ownerWith('roms.write', 'platforms.write')

export const listLibraryFolders = endpoint({
  method: 'GET',
  path: '/api/library/folders',
  summary: 'The library folders, in the order they were added.',
  access: owner,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(libraryFolder),
})

export const addLibraryFolder = endpoint({
  method: 'POST',
  path: '/api/library/folders',
  summary: 'Adds a folder of this computer and begins to read it.',
  access: confirmedOwner,
  status: 201,
  params: nothing,
  query: nothing,
  body: z.object({ path: text(1, 4_096) }),
  answer: z.object({ folder: libraryFolder, job }),
  refuses: [409],
})

export const removeLibraryFolder = endpoint({
  method: 'DELETE',
  path: '/api/library/folders/{id}',
  summary: 'Forgets a folder. Nothing in it is touched; its games stay, marked missing, with their saves.',
  access: confirmedOwner,
  status: 204,
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: nothing,
  body: nothing,
  answer: z.undefined(),
})

export const scanLibrary = endpoint({
  method: 'POST',
  path: '/api/library/scan',
  summary: 'Reads all library folders again: the job that does it, also one that already runs.',
  access: owner,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: job,
})

export const hashLibrary = endpoint({
  method: 'POST',
  path: '/api/library/hash',
  summary:
    'Hashes what was not hashed yet, so that renamed files are recognised; goes on where it was stopped.',
  access: owner,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: job,
})

const platformWord = text(1, 64)
/** Lines in one request. */
export const mostNames = 5_000
const names = z.array(text(0, 1_024)).min(1).max(mostNames)

/**
 * `new`: a game is added. `known`: there is one of this name. `alias`: a known game, which the device calls
 * differently; the name is added to it. `refused`: see `reason`.
 */
export const importOutcomes = ['new', 'known', 'alias', 'refused'] as const

export const importedLine = z.object({
  /** As it was typed or listed. */
  line: z.string(),
  outcome: z.enum(importOutcomes),
  platform: z.string().nullable(),
  name: z.string().nullable(),
  file_name: z.string().nullable(),
  rom_id: z.number().int().nullable(),
  reason: z.string().nullable(),
})
export type ImportedLine = z.infer<typeof importedLine>

const importAnswer = z.object({
  /** One for each line that says something, in their order. */
  lines: z.array(importedLine),
  added: z.number().int(),
  /** Whether this was only a look ahead: nothing was stored. */
  preview: z.boolean(),
})

export const addGames = endpoint({
  method: 'POST',
  path: '/api/library/games',
  summary: 'Adds games by name, without a file on this computer (design section 8).',
  access: owner,
  status: 200,
  params: nothing,
  query: nothing,
  body: z.object({ platform: platformWord, names }),
  answer: importAnswer,
  bodyLimit: 4 * 1024 * 1024,
})

export const importGames = endpoint({
  method: 'POST',
  path: '/api/library/import',
  summary:
    'Pasted names, or the paths of the files of a card (`GBA/Game (USA).gba`); stores them only with `preview: false`.',
  access: owner,
  status: 200,
  params: nothing,
  query: nothing,
  body: z.object({
    /** For lines that do not name a platform's folder. */
    platform: platformWord.nullish(),
    names,
    preview: z.boolean().default(true),
  }),
  answer: importAnswer,
  bodyLimit: 4 * 1024 * 1024,
})
