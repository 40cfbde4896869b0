import { z } from 'zod'
import { endpoint, open } from './endpoint'
import { nothing } from './nothing'

/** Paths of the standard door; the metadata names them (RFC 8414 section 2). */
export const oauthPaths = {
  metadata: '/.well-known/oauth-authorization-server',
  deviceAuthorization: '/oauth/device_authorization',
  token: '/oauth/token',
  revocation: '/oauth/revoke',
} as const

export const deviceCodeGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** The body of every refusal at this door (RFC 6749 section 5.2). */
export const oauthError = z.object({ error: z.string(), error_description: z.string() })
export type OAuthError = z.infer<typeof oauthError>

const parameter = z.string().max(2_000).optional()

export const oauthMetadata = endpoint({
  method: 'GET',
  path: oauthPaths.metadata,
  summary: 'What this authorization server offers (RFC 8414).',
  access: open,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.object({
    issuer: z.url(),
    device_authorization_endpoint: z.url(),
    token_endpoint: z.url(),
    revocation_endpoint: z.url(),
    grant_types_supported: z.array(z.string()),
    response_types_supported: z.array(z.string()),
    token_endpoint_auth_methods_supported: z.array(z.string()),
    revocation_endpoint_auth_methods_supported: z.array(z.string()),
    scopes_supported: z.array(z.string()),
  }),
})

export const oauthDeviceAuthorization = endpoint({
  method: 'POST',
  path: oauthPaths.deviceAuthorization,
  summary: 'A client asks to be let in (RFC 8628 section 3.1): form-encoded.',
  access: open,
  encoding: 'form',
  status: 200,
  refuses: [403, 429],
  refusal: oauthError,
  params: nothing,
  query: nothing,
  body: z.object({
    client_id: parameter,
    scope: parameter,
    /** What people read when they decide; the `client_id` if absent. */
    device_name: parameter,
    /** By which the same device is known again; without it every pairing makes a new one. */
    device_identifier: parameter,
  }),
  answer: z.object({
    device_code: z.string(),
    user_code: z.string(),
    verification_uri: z.url(),
    verification_uri_complete: z.url(),
    expires_in: z.number().int(),
    interval: z.number().int(),
  }),
})

export const oauthToken = endpoint({
  method: 'POST',
  path: oauthPaths.token,
  summary: 'The client polls for its token (RFC 8628 section 3.4): form-encoded.',
  access: open,
  encoding: 'form',
  status: 200,
  refuses: [403, 429],
  refusal: oauthError,
  params: nothing,
  query: nothing,
  body: z.object({ grant_type: parameter, device_code: parameter, client_id: parameter }),
  answer: z.object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    /** Seconds; absent for a token that never ends (RFC 6749 section 5.1). */
    expires_in: z.number().int().optional(),
    scope: z.string(),
    device_id: z.string(),
  }),
})

export const oauthRevoke = endpoint({
  method: 'POST',
  path: oauthPaths.revocation,
  summary: 'The client gives its token back (RFC 7009): form-encoded; 200 also for a token nobody knows.',
  access: open,
  encoding: 'form',
  status: 200,
  refuses: [403, 429],
  refusal: oauthError,
  params: nothing,
  query: nothing,
  body: z.object({ token: parameter, token_type_hint: parameter, client_id: parameter }),
  answer: z.null(),
})
