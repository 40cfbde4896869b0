import { z } from 'zod'
import { scopes } from '../scopes'
import { text, timestamp } from '../text'
import { endpoint, open, ownerWith, personWith, withScopes } from './endpoint'
import { nothing, nullAnswer } from './nothing'

/** The constants of client tokens and their pairing codes (wire.md section 4). Milliseconds. */
export const clientTokens = {
  perPerson: 25,
  codeLifetime: 60_000,
  exchangeLimit: { attempts: 5, window: 60_000 },
  /** Asking whether a code is still live needs no credential, so it is limited too (W-22). */
  statusLimit: { attempts: 60, window: 60_000 },
} as const

/** A token as lists show it: never with its secret (wire.md 4.1). */
export const clientToken = z.object({
  id: z.number().int(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  expires_at: timestamp.nullable(),
  last_used_at: timestamp.nullable(),
  created_at: timestamp,
  user_id: z.number().int(),
  device_id: z.string().nullable(),
  /** The last four characters of the secret, to tell two of one name apart; null while it waits to be collected. */
  last_four: z.string().nullable(),
  last_used_address: z.string().nullable(),
  origin: z.enum(['pairing', 'manual']),
})
export type ClientToken = z.infer<typeof clientToken>

/** The one answer that holds the secret: 68 characters, `rmm_` and 64 hex digits. */
export const clientTokenWithSecret = clientToken.extend({ raw_token: z.string() })

const tokenId = z.object({ id: z.coerce.number().int().positive() })
const scopeWord = z.string().max(50)
const path = '/api/client-tokens'

export const createClientToken = endpoint({
  method: 'POST',
  path,
  summary: 'Makes a token; its secret is in this answer and nowhere else (wire.md 4.3).',
  access: personWith('me.write'),
  status: 201,
  params: nothing,
  query: nothing,
  body: z.object({
    name: text(1, 255),
    scopes: z.array(scopeWord).min(1).max(100),
    /** A word of `expiryWords`; another word is refused later, with a string detail. */
    expires_in: z.string().max(50).nullish(),
  }),
  answer: clientTokenWithSecret,
})

export const listClientTokens = endpoint({
  method: 'GET',
  path,
  summary: 'Own tokens, newest first (wire.md 4.2).',
  access: withScopes('me.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(clientToken),
})

export const deleteClientToken = endpoint({
  method: 'DELETE',
  path: `${path}/{id}`,
  summary: 'Revokes an own token at once; a client token may revoke only itself (wire.md 4.2).',
  access: withScopes('me.write'),
  status: 200,
  params: tokenId,
  query: nothing,
  body: nothing,
  answer: nullAnswer,
})

export const regenerateClientToken = endpoint({
  method: 'PUT',
  path: `${path}/{id}/regenerate`,
  summary: 'Gives the token a new secret; the old one stops working at once (wire.md 4.4).',
  access: personWith('me.write'),
  status: 200,
  refuses: [409],
  params: tokenId,
  query: nothing,
  body: nothing,
  answer: clientTokenWithSecret,
})

export const pairClientToken = endpoint({
  method: 'POST',
  path: `${path}/{id}/pair`,
  summary:
    'A code, valid for 60 s, that a device exchanges for this token; an earlier one ends (wire.md 4.5, W-82).',
  access: personWith('me.write'),
  status: 200,
  refuses: [409],
  params: tokenId,
  query: nothing,
  body: nothing,
  answer: z.object({ code: z.string(), expires_in: z.number().int() }),
})

export const pairingCodeStatus = endpoint({
  method: 'GET',
  path: `${path}/pair/{code}/status`,
  summary: 'null while the code is live, else 404 (wire.md 4.5).',
  access: open,
  status: 200,
  refuses: [429],
  params: z.object({ code: text(1, 32) }),
  query: nothing,
  body: nothing,
  answer: nullAnswer,
})

export const exchangePairingCode = endpoint({
  method: 'POST',
  path: `${path}/exchange`,
  summary: 'A device turns the code it was given into a token (wire.md 4.5; clients.md 3.3).',
  access: open,
  status: 200,
  refuses: [403, 404, 429],
  params: nothing,
  query: nothing,
  body: z.object({ code: text(1, 64) }),
  answer: clientTokenWithSecret,
})

export const listAllClientTokens = endpoint({
  method: 'GET',
  path: `${path}/all`,
  summary: "Everybody's tokens, newest first (wire.md 4.2).",
  access: withScopes('users.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.array(
    clientToken.extend({ username: z.string(), user_avatar_path: z.string(), user_updated_at: timestamp }),
  ),
})

export const adminDeleteClientToken = endpoint({
  method: 'DELETE',
  path: `${path}/{id}/admin`,
  summary: "Revokes anybody's token (wire.md 4.2).",
  access: ownerWith('users.write'),
  status: 200,
  params: tokenId,
  query: nothing,
  body: nothing,
  answer: nullAnswer,
})
