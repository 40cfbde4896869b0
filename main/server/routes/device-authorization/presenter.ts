import type { z } from 'zod'
import {
  deviceAuthorization,
  type init,
  type pending,
  type token,
} from '../../../../shared/api/device-authorization'
import type { Scope } from '../../../../shared/scopes'
import { iso } from '../../../domain/clock'
import type { PairingRequest } from '../../../domain/pairing/pairing-request'
import type { MintedToken } from '../../../domain/pairing/token-collection'
import { sortedScopes } from '../sorted-scopes'

/** The path, with code, of the page that decides on a request: relative, for clients join it with their own address. */
export function verificationPath(userCode: string): string {
  return `${deviceAuthorization.verificationPath}?user_code=${userCode}`
}

export function presentInit(request: PairingRequest): z.input<typeof init.answer> {
  return {
    device_code: request.facts.deviceCode,
    user_code: request.facts.userCode,
    verification_path: deviceAuthorization.verificationPath,
    verification_path_complete: verificationPath(request.facts.userCode),
    expires_in: deviceAuthorization.lifetime / 1000,
    interval: deviceAuthorization.interval / 1000,
  }
}

export function presentPending(found: {
  request: PairingRequest
  allowedScopes: readonly Scope[]
}): z.input<typeof pending.answer> {
  const { details, expiresAt } = found.request.facts
  return {
    client_device_identifier: details.clientDeviceIdentifier,
    name: details.name,
    client: details.client,
    platform: details.platform,
    client_version: details.clientVersion,
    requested_scopes: [...details.requestedScopes],
    allowed_scopes: sortedScopes(found.allowedScopes),
    expires_at: iso(expiresAt),
  }
}

export function presentToken(minted: MintedToken): z.input<typeof token.answer> {
  return {
    access_token: minted.secret,
    device_id: minted.deviceId,
    scopes: sortedScopes(minted.scopes),
    expires_at: minted.expiresAt,
  }
}
