import { z } from 'zod'
import { endpoint, open } from './endpoint'
import { nothing } from './nothing'

/**
 * The RomM version Roost speaks for. A dotted number of 5.0.0 or later switches pairing and sync on in every client
 * (clients.md section 2).
 */
export const wireVersion = '5.1.0'

export const heartbeat = endpoint({
  method: 'GET',
  path: '/api/heartbeat',
  summary: 'Is there a server, and which (wire.md 16). Our own name and version stand in ROOST.',
  access: open,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.object({
    SYSTEM: z.object({ VERSION: z.string(), SHOW_SETUP_WIZARD: z.boolean() }),
    METADATA_SOURCES: z.record(z.string(), z.boolean()),
    FILESYSTEM: z.object({ FS_PLATFORMS: z.array(z.string()) }),
    EMULATION: z.object({ DISABLE_EMULATOR_JS: z.boolean(), DISABLE_RUFFLE_RS: z.boolean() }),
    FRONTEND: z.object({
      DISABLE_USERPASS_LOGIN: z.boolean(),
      DISABLE_LOGS_VIEWER: z.boolean(),
      YOUTUBE_BASE_URL: z.string(),
    }),
    OIDC: z.object({
      ENABLED: z.boolean(),
      AUTOLOGIN: z.boolean(),
      PROVIDER: z.string(),
      RP_INITIATED_LOGOUT: z.boolean(),
    }),
    TASKS: z.record(z.string(), z.union([z.boolean(), z.string()])),
    ROOST: z.object({ NAME: z.literal('Roost'), VERSION: z.string() }),
  }),
})
