import { z } from 'zod'
import { scopes } from '../scopes'
import { timestamp } from '../text'
import { endpoint, personWith } from './endpoint'
import { forPerson, nothing } from './nothing'

/** An open pairing request as its card shows it (own.md). */
export const pairingRequest = z.object({
  /** Names the request in events, which never carry a code. */
  id: z.string(),
  user_code: z.string(),
  name: z.string(),
  client: z.string(),
  platform: z.string().nullable(),
  client_version: z.string().nullable(),
  client_device_identifier: z.string(),
  address: z.string(),
  requested_scopes: z.array(z.string()),
  allowed_scopes: z.array(z.enum(scopes)),
  created_at: timestamp,
  expires_at: timestamp,
  /** The person's device that already has this identifier: approving gives the same device a new token. */
  known_device_id: z.string().nullable(),
  /** The user code of another open request with the same name or identifier: tell them apart by address. */
  twin_of: z.string().nullable(),
  /** Where a phone in the house decides on it; null while the hub has no address on the LAN. */
  approval_url: z.string().nullable(),
})
export type PairingRequest = z.infer<typeof pairingRequest>

export const listPairing = endpoint({
  method: 'GET',
  path: '/api/pairing',
  summary: 'Open pairing requests, newest first (own.md).',
  access: personWith('me.read'),
  status: 200,
  params: nothing,
  query: forPerson,
  body: nothing,
  answer: z.array(pairingRequest),
})
