import { z } from 'zod'
import { endpoint, open } from './endpoint'
import { nothing } from './nothing'

/** Seconds (wire.md 2.5). */
export const accessTokens = { lifetime: 1_800, refreshLifetime: 604_800 } as const

export const accessToken = endpoint({
  method: 'POST',
  path: '/api/token',
  summary: 'Password and refresh grants of RomM (wire.md 2.5): form-encoded.',
  access: open,
  encoding: 'form',
  status: 200,
  refuses: [401, 403, 429],
  params: nothing,
  query: nothing,
  // Everything is checked by the grant itself, with its own words: 400, 401 or 403, never 422.
  body: z.object({
    grant_type: z.string().max(100).optional(),
    scope: z.string().max(1_000).optional(),
    username: z.string().max(255).optional(),
    password: z.string().max(255).optional(),
    refresh_token: z.string().max(255).optional(),
  }),
  answer: z.object({
    access_token: z.string(),
    refresh_token: z.string(),
    token_type: z.literal('bearer'),
    expires: z.literal(accessTokens.lifetime),
    refresh_expires: z.literal(accessTokens.refreshLifetime),
  }),
})
