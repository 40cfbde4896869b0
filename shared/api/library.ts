import { z } from 'zod'
import { text, timestamp } from '../text'
import { endpoint, ownerWith, personWith } from './endpoint'
import { job } from './jobs'
import { nothing } from './nothing'

const platformWord = text(1, 64)

/**
 * What a person said about folders or groups of names: their platform, or an empty text to leave them out. In a library
 * folder the empty name is what lies beside the folders of platforms.
 */
const platformChoices = z.record(text(0, 4_096), z.union([platformWord, z.literal('')]))

/** A folder whose games the hub knows. */
export const libraryFolder = z.object({
  id: z.number().int(),
  path: z.string(),
  platforms: z.record(z.string(), z.string()),
  /** Whether changes in it are noticed at once; otherwise it is read every 15 minutes. */
  watched: z.boolean(),
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
  body: z.object({ path: text(1, 4_096), platforms: platformChoices.default({}) }),
  answer: z.object({ folder: libraryFolder, job }),
  refuses: [409],
  bodyLimit: 1024 * 1024,
})

export const changeLibraryFolder = endpoint({
  method: 'PUT',
  path: '/api/library/folders/{id}',
  summary: 'Says for which platforms the folders in it are, and reads it again. Nothing in it is touched.',
  access: confirmedOwner,
  status: 200,
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: nothing,
  body: z.object({ platforms: platformChoices }),
  answer: z.object({ folder: libraryFolder, job }),
  bodyLimit: 1024 * 1024,
})

/** Games that are, or would be, for one platform, and what becomes of them. */
export const libraryGroup = z.object({
  /** What `platforms` knows it by: a folder, or how the names end (`*.gba`). */
  key: z.string(),
  /** Guessed, or as it was said; null when nobody could tell, or it was left out. */
  platform: z.string().nullable(),
  added: z.number().int(),
  /** There already, also under another name. */
  known: z.number().int(),
  refused: z.number().int(),
  left_out: z.boolean(),
  /** A few of their names. */
  examples: z.array(z.string()),
  /** Why some are not taken, each once. */
  reasons: z.array(z.string()),
})
export type LibraryGroup = z.infer<typeof libraryGroup>

export const libraryLook = z.object({
  /** The real path. */
  path: z.string(),
  groups: z.array(libraryGroup),
  /** What could not be read. */
  problems: z.array(z.string()),
  /** The folder above, if this one is one platform's and that is the one to choose. */
  parent: z.string().nullable(),
})
export type LibraryLook = z.infer<typeof libraryLook>

export const lookAtFolder = endpoint({
  method: 'POST',
  path: '/api/library/look',
  summary:
    'What is in a folder or on a card of this computer, and what adding it would mean. Stores nothing.',
  access: confirmedOwner,
  status: 200,
  params: nothing,
  query: nothing,
  body: z.object({
    path: text(1, 4_096),
    /** `folder`: as a library folder. `card`: for the names of the games on it. */
    as: z.enum(['folder', 'card']),
    /** Absent for a library folder: as it was said when it was added. */
    platforms: platformChoices.optional(),
  }),
  answer: libraryLook,
  refuses: [409],
  bodyLimit: 1024 * 1024,
})

export const importCard = endpoint({
  method: 'POST',
  path: '/api/library/card',
  summary: 'Adds the games of a card by their names, without copying a file; the card may go afterwards.',
  access: confirmedOwner,
  status: 200,
  params: nothing,
  query: nothing,
  body: z.object({ path: text(1, 4_096), platforms: platformChoices.default({}) }),
  answer: libraryLook,
  bodyLimit: 1024 * 1024,
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
  /** What `platforms` knows it by: the folder that names a platform, or how the name ends (`*.gba`). */
  group: z.string(),
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
  groups: z.array(libraryGroup),
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
    platforms: platformChoices.default({}),
    names,
    preview: z.boolean().default(true),
  }),
  answer: importAnswer,
  bodyLimit: 4 * 1024 * 1024,
})
