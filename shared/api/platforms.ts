import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, withScopes } from './endpoint'
import { nothing } from './nothing'

/** A platform, as all clients read it (clients.md 5.2). */
export const platform = z.object({
  id: z.number().int(),
  slug: z.string(),
  /** The same as `slug`: grout maps folders by it (clients.md 5.2). */
  fs_slug: z.string(),
  name: z.string(),
  display_name: z.string(),
  custom_name: z.string().nullable(),
  /** Missing games count too: their saves are still theirs. */
  rom_count: z.number().int(),
  fs_size_bytes: z.number().int(),
  url_logo: z.string().nullable(),
  firmware: z.array(z.unknown()),
  created_at: timestamp,
  updated_at: timestamp,
})
export type Platform = z.infer<typeof platform>

const read = withScopes('platforms.read')

export const listPlatforms = endpoint({
  method: 'GET',
  path: '/api/platforms',
  summary: "Platforms with games; every client's token check too (clients.md 5.2).",
  access: read,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(platform),
})

export const listPlatformIdentifiers = endpoint({
  method: 'GET',
  path: '/api/platforms/identifiers',
  summary: 'The ids of all platforms (clients.md 5.2).',
  access: read,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(z.number().int()),
})

export const getPlatform = endpoint({
  method: 'GET',
  path: '/api/platforms/{id}',
  summary: 'One platform (clients.md 5.2).',
  access: read,
  status: 200,
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: nothing,
  body: nothing,
  answer: platform,
})

export const getConfig = endpoint({
  method: 'GET',
  path: '/api/config',
  summary: 'Folder bindings; Roost needs none, because slug and folder slug are one (clients.md 5.1).',
  access: read,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.object({
    PLATFORMS_BINDING: z.record(z.string(), z.string()),
    PLATFORMS_VERSIONS: z.record(z.string(), z.string()),
    EXCLUDED_PLATFORMS: z.array(z.string()),
  }),
})

export const listFirmware = endpoint({
  method: 'GET',
  path: '/api/firmware',
  summary: 'Always empty: Roost keeps no firmware (clients.md 5.8).',
  access: withScopes('firmware.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(z.never()),
})
