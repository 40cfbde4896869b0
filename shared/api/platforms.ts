import { z } from 'zod'
import { timestamp } from '../text'
import { endpoint, withScopes } from './endpoint'
import { nothing } from './nothing'

/** A platform, as all clients read it (clients.md 5.2). */
export const platform = z.object({
  id: z.number().int(),
  slug: z.string(),
  fs_slug: z.string(),
  name: z.string(),
  display_name: z.string(),
  custom_name: z.string().nullable(),
  rom_count: z.number().int(),
  firmware: z.array(z.unknown()),
  created_at: timestamp,
  updated_at: timestamp,
})

export const listPlatforms = endpoint({
  method: 'GET',
  path: '/api/platforms',
  summary: "Platforms with games; every client's token check too (clients.md 5.2).",
  access: withScopes('platforms.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(platform),
})
