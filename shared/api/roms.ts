import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, withScopes } from './endpoint'
import { note } from './notes'
import { nothing } from './nothing'

/** A file of a game, or a name a device uses for it (clients.md 5.3). */
export const romFile = z.object({
  id: z.number().int(),
  rom_id: z.number().int(),
  file_name: z.string(),
  file_path: z.string(),
  file_size_bytes: z.number().int(),
  full_path: z.string(),
  /** Null: argosy reads that as the game itself. */
  category: z.null(),
  is_top_level: z.boolean(),
  crc_hash: z.string().nullable(),
  md5_hash: z.string().nullable(),
  sha1_hash: z.string().nullable(),
  ra_hash: z.null(),
  last_modified: timestamp,
  created_at: timestamp,
  updated_at: timestamp,
  missing_from_fs: z.boolean(),
})
export type RomFile = z.infer<typeof romFile>

export const romStatuses = ['incomplete', 'finished', 'completed_100', 'retired', 'never_playing'] as const

/** What a person notes down about a game (clients.md 5.6). */
const props = {
  rating: z.number().int().min(0).max(10),
  difficulty: z.number().int().min(0).max(10),
  completion: z.number().int().min(0).max(100),
  status: z.enum(romStatuses).nullable(),
  backlogged: z.boolean(),
  now_playing: z.boolean(),
  hidden: z.boolean(),
}

export const romUser = z.object({
  ...props,
  user_id: z.number().int(),
  rom_id: z.number().int(),
  last_played: timestamp.nullable(),
})
export type RomUser = z.infer<typeof romUser>

/** A game, with every field of clients.md 5.3 in the nullness the strictest client needs. */
export const rom = z.object({
  id: z.number().int(),
  platform_id: z.number().int(),
  platform_slug: z.string(),
  platform_fs_slug: z.string(),
  platform_name: z.string(),
  platform_display_name: z.string(),
  platform_custom_name: z.string().nullable(),
  /** Never null: one null fails the whole page in Argosy (clients.md 0.5). */
  name: z.string(),
  slug: z.string(),
  summary: z.null(),
  fs_name: z.string(),
  fs_name_no_ext: z.string(),
  fs_name_no_tags: z.string(),
  fs_extension: z.string(),
  fs_path: z.string(),
  fs_size_bytes: z.number().int(),
  full_path: z.string(),
  has_simple_single_file: z.boolean(),
  has_nested_single_file: z.boolean(),
  has_multiple_files: z.boolean(),
  files: z.array(romFile),
  crc_hash: z.string().nullable(),
  md5_hash: z.string().nullable(),
  sha1_hash: z.string().nullable(),
  ra_hash: z.null(),
  igdb_id: z.null(),
  sgdb_id: z.null(),
  moby_id: z.null(),
  ss_id: z.null(),
  ra_id: z.null(),
  launchbox_id: z.null(),
  hasheous_id: z.null(),
  metadatum: z.null(),
  path_cover_small: z.null(),
  path_cover_large: z.null(),
  url_cover: z.null(),
  regions: z.array(z.string()),
  languages: z.array(z.string()),
  tags: z.array(z.string()),
  revision: z.string().nullable(),
  alternative_names: z.array(z.string()),
  merged_screenshots: z.array(z.string()),
  sibling_roms: z.array(z.never()),
  user_screenshots: z.array(z.never()),
  user_saves: z.array(z.never()),
  rom_user: romUser.nullable(),
  ss_metadata: z.null(),
  launchbox_metadata: z.null(),
  hltb_metadata: z.null(),
  merged_ra_metadata: z.null(),
  is_identified: z.literal(false),
  missing_from_fs: z.boolean(),
  created_at: timestamp,
  updated_at: timestamp,
  /** Roost's own: `folder` was found in a library folder, `name` is known by name only. */
  origin: z.enum(['folder', 'name']),
  /** Roost's own: since when its files are gone; null while they are there, or never were. */
  missing_since: timestamp.nullable(),
})
export type Rom = z.infer<typeof rom>

export const romWithNotes = rom.extend({ all_user_notes: z.array(note) })

const identifier = z.coerce.number().int().positive()
/** One value or several, as a query string may say either. */
const identifiers = z.union([z.array(identifier), identifier.transform((id) => [id])]).optional()
const onOff = z.stringbool().default(false)
const read = withScopes('roms.read')

export const romOrders = [
  'name',
  'id',
  'fs_name',
  'fs_size_bytes',
  'created_at',
  'updated_at',
  'platform_id',
] as const
export type RomOrder = (typeof romOrders)[number]

export const listRoms = endpoint({
  method: 'GET',
  path: '/api/roms',
  summary:
    'Games by pages, exactly as asked for (clients.md 0.4 and 5.3); a bad limit or offset is 422 (W-46).',
  access: read,
  status: 200,
  params: nothing,
  query: z.object({
    platform_ids: identifiers,
    platform_id: identifiers,
    limit: z.coerce.number().int().min(1).max(10_000).default(50),
    offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
    // RomM orders by columns that mean nothing here (ratings of its sources): those order by name.
    order_by: z.enum(romOrders).default('name').catch('name'),
    order_dir: z.enum(['asc', 'desc']).default('asc'),
    search_term: z.string().max(255).optional(),
    search: z.string().max(255).optional(),
    updated_after: z.iso.datetime({ offset: true, local: true }).optional(),
    with_files: onOff,
    missing: z.stringbool().optional(),
  }),
  body: nothing,
  answer: z.object({
    items: z.array(rom),
    total: z.number().int(),
    limit: z.number().int(),
    offset: z.number().int(),
  }),
})
export type RomQuery = z.output<typeof listRoms.query>

export const listRomIdentifiers = endpoint({
  method: 'GET',
  path: '/api/roms/identifiers',
  summary: 'The ids of all games (clients.md 5.6).',
  access: read,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(z.number().int()),
})

const hash = (length: number) =>
  z
    .string()
    .toLowerCase()
    .regex(new RegExp(`^[0-9a-f]{${length}}$`))
    .optional()

export const getRomByHash = endpoint({
  method: 'GET',
  path: '/api/roms/by-hash',
  summary: 'The first game with a file of this content.',
  access: read,
  status: 200,
  params: nothing,
  query: z.object({ crc_hash: hash(8), md5_hash: hash(32), sha1_hash: hash(40) }),
  body: nothing,
  answer: romWithNotes,
  refuses: [404],
})

const oneRom = z.object({ id: identifier })

export const getRom = endpoint({
  method: 'GET',
  path: '/api/roms/{id}',
  summary: 'One game with its notes (clients.md 5.4).',
  access: read,
  status: 200,
  params: oneRom,
  query: nothing,
  body: nothing,
  answer: romWithNotes,
})

/** Ids as text with commas, repeated or not. */
const fileIds = z
  .union([z.string(), z.array(z.string())])
  .transform((typed): unknown => [typed].flat().flatMap((part) => part.split(',')))
  .pipe(z.array(identifier).max(10_000))
  .optional()

export const getRomContent = endpoint({
  method: 'GET',
  path: '/api/roms/{id}/content/{name}',
  summary: 'The bytes of a game: one file, or a stored zip; the name is not looked at (clients.md 0.2, 5.5).',
  access: read,
  status: 200,
  params: z.object({ id: identifier, name: z.string() }),
  query: z.object({ file_ids: fileIds }),
  body: nothing,
  answer: z.unknown(),
  otherStatus: 206,
  produces: ['application/octet-stream', 'application/zip'],
  refuses: [416],
})

export const getRomFileContent = endpoint({
  method: 'GET',
  path: '/api/roms/{id}/files/content/{name}',
  summary: 'The bytes of one file; here `id` is the id of the file (clients.md 5.5).',
  access: read,
  status: 200,
  params: z.object({ id: identifier, name: z.string() }),
  query: nothing,
  body: nothing,
  answer: z.unknown(),
  otherStatus: 206,
  produces: 'application/octet-stream',
  refuses: [416],
})

export const updateRomProps = endpoint({
  method: 'PUT',
  path: '/api/roms/{id}/props',
  summary: 'What the caller notes down about a game; only what is present changes (clients.md 5.6).',
  access: withScopes('roms.user.write'),
  status: 200,
  params: oneRom,
  query: nothing,
  body: z.object(props).partial(),
  answer: romUser,
})

export const myPermissions = endpoint({
  method: 'GET',
  path: '/api/permissions/me',
  summary: 'Nothing is hidden from anybody, and the list of games is complete (clients.md 3.6).',
  access: withScopes('me.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.object({
    is_admin: z.boolean(),
    hidden: z.object({ platforms: z.array(z.number().int()), roms: z.array(z.number().int()) }),
  }),
})
