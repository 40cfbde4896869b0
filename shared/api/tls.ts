import { z } from 'zod'
import { text, timestamp } from '../text'
import { endpoint, open, ownerWith, personWith } from './endpoint'
import { nothing } from './nothing'

/** The port of HTTPS unless another is chosen. */
export const usualTlsPort = 7767

/** Where plain HTTP is answered: to the whole network, or only to programs of the hub's own machine. */
export const plainReaches = ['everywhere', 'loopback'] as const

/** What was chosen, as it is remembered. */
export const tlsSetting = z.object({
  enabled: z.boolean(),
  port: z.number().int().min(1).max(65_535).default(usualTlsPort),
  plain: z.enum(plainReaches).default('everywhere'),
})
export type TlsSetting = z.infer<typeof tlsSetting>

/** HTTPS on a second port, when the household wants it. */
export const tlsView = z.object({
  enabled: z.boolean(),
  port: z.number().int(),
  plain: z.enum(plainReaches),
  state: z.enum(['off', 'listening', 'failed']),
  /** Why it does not listen, in words for a person. */
  problem: z.string().nullable(),
  /** What a browser shows before anybody trusts it; null while HTTPS was never on. */
  certificate: z
    .object({
      /** Made by this hub, or the household's own. */
      source: z.enum(['made', 'own']),
      /** SHA-256, as browsers write it: pairs of hex digits with colons. */
      fingerprint: z.string(),
      /** Of the authority to trust once per device; null for a certificate of one's own. */
      authority_fingerprint: z.string().nullable(),
      names: z.array(z.string()),
      valid_until: timestamp,
    })
    .nullable(),
  /** What a phone opens: best name first. Empty while HTTPS is off. */
  urls: z.array(z.string()),
})
export type TlsView = z.infer<typeof tlsView>

export const getTls = endpoint({
  method: 'GET',
  path: '/api/network/tls',
  summary: 'Whether HTTPS is on, and what its certificate is.',
  access: personWith('users.read'),
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: tlsView,
})

export const changeTls = endpoint({
  method: 'PUT',
  path: '/api/network/tls',
  summary:
    'Turns HTTPS on or off, and limits plain HTTP to this machine; devices may have to be edited then.',
  access: ownerWith('users.write'),
  status: 200,
  refuses: [400],
  params: nothing,
  query: nothing,
  body: tlsSetting,
  answer: tlsView,
})

/** More than any chain of certificates is. */
const pem = text(1, 64 * 1024)

export const useOwnCertificate = endpoint({
  method: 'PUT',
  path: '/api/network/tls/certificate',
  summary: "A certificate of the household's own, with its key, both as PEM text.",
  access: ownerWith('users.write'),
  status: 200,
  refuses: [400],
  params: nothing,
  query: nothing,
  body: z.object({ certificate: pem, key: pem }),
  answer: tlsView,
  bodyLimit: 192 * 1024,
})

export const useMadeCertificate = endpoint({
  method: 'DELETE',
  path: '/api/network/tls/certificate',
  summary: 'Back to the certificate this hub makes itself.',
  access: ownerWith('users.write'),
  status: 200,
  refuses: [400],
  params: nothing,
  query: nothing,
  body: nothing,
  answer: tlsView,
})

export const tlsAuthority = endpoint({
  method: 'GET',
  path: '/api/network/tls/authority',
  summary: 'The authority of this hub, to be trusted by a phone or handheld once; holds no secret.',
  access: open,
  status: 200,
  produces: 'application/x-x509-ca-cert',
  refuses: [404],
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.unknown(),
})
