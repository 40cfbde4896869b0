import type { z } from 'zod'
import { deviceAuthorization } from '../../../../shared/api/device-authorization'
import {
  deviceCodeGrant,
  type oauthDeviceAuthorization,
  type oauthMetadata,
  oauthPaths,
  type oauthToken,
} from '../../../../shared/api/oauth'
import { scopes } from '../../../../shared/scopes'
import type { PairingRequest } from '../../../domain/pairing/pairing-request'
import type { MintedToken } from '../../../domain/pairing/token-collection'
import { sortedScopes } from '../sorted-scopes'
import { verificationPath } from '../device-authorization/presenter'

/** @param origin where this client reached the hub: every address in an answer begins with it. */
export function presentMetadata(origin: string): z.input<typeof oauthMetadata.answer> {
  return {
    issuer: origin,
    device_authorization_endpoint: `${origin}${oauthPaths.deviceAuthorization}`,
    token_endpoint: `${origin}${oauthPaths.token}`,
    revocation_endpoint: `${origin}${oauthPaths.revocation}`,
    grant_types_supported: [deviceCodeGrant],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    scopes_supported: [...scopes],
  }
}

export function presentDeviceAuthorization(
  { facts }: PairingRequest,
  origin: string,
): z.input<typeof oauthDeviceAuthorization.answer> {
  return {
    device_code: facts.deviceCode,
    user_code: facts.userCode,
    verification_uri: `${origin}${deviceAuthorization.verificationPath}`,
    verification_uri_complete: `${origin}${verificationPath(facts.userCode)}`,
    expires_in: deviceAuthorization.lifetime / 1000,
    interval: deviceAuthorization.interval / 1000,
  }
}

export function presentOAuthToken(minted: MintedToken, now: number): z.input<typeof oauthToken.answer> {
  const { expiresAt } = minted
  return {
    access_token: minted.secret,
    token_type: 'Bearer',
    ...(expiresAt === null ? {} : { expires_in: Math.floor((Date.parse(expiresAt) - now) / 1000) }),
    scope: sortedScopes(minted.scopes).join(' '),
    device_id: minted.deviceId,
  }
}
