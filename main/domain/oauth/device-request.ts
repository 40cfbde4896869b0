import { isScope, scopes } from '../../../shared/scopes'
import { text } from '../../../shared/text'
import { Malformed } from '../errors'
import type { PairingDetails } from '../pairing/pairing-request'

/** What a client of the standard door may say (RFC 8628 section 3.1, and two parameters of Roost's own). */
export interface DeviceRequest {
  readonly clientId: string | undefined
  readonly scope: string | undefined
  /** What people read; the client's id if absent. */
  readonly deviceName: string | undefined
  /** By which the same device is known again when it comes back; without it every pairing makes a new device. */
  readonly deviceIdentifier: string | undefined
}

const words = /^[a-z][a-z0-9_.:-]{0,49}$/

/**
 * The `client_id` of a request: public clients only, so it is a name and proves nothing (RFC 8628 section 5.6).
 * @throws Malformed `invalid_request`
 */
export function clientIdOf(clientId: string | undefined): string {
  return named('client_id', clientId) ?? missing('client_id')
}

/** The same request in the words of RomM's door. @throws Malformed `invalid_request`, `invalid_scope`. */
export function detailsOf(request: DeviceRequest, newIdentifier: () => string): PairingDetails {
  const clientId = clientIdOf(request.clientId)
  return {
    clientDeviceIdentifier: named('device_identifier', request.deviceIdentifier) ?? newIdentifier(),
    name: named('device_name', request.deviceName) ?? clientId,
    client: [...clientId].slice(0, 50).join(''),
    platform: null,
    clientVersion: null,
    requestedScopes: scopesOf(request.scope),
  }
}

/** Absent and empty are the same (RFC 6749 section 3.1). */
function named(parameter: string, value: string | undefined): string | undefined {
  if (!value) return undefined
  if (!text(1, 255).safeParse(value).success) {
    throw new Malformed(`${parameter} must be 1 to 255 characters of text`, 'bad', 'invalid_request')
  }
  return value
}

function missing(parameter: string): never {
  throw new Malformed(`${parameter} is missing`, 'bad', 'invalid_request')
}

/** Sorted, each once. There is no default: what a device may do is for it to ask and for a person to grant. */
function scopesOf(scope = ''): string[] {
  const asked = [...new Set(scope.split(' '))].filter((word) => word !== '').sort()
  if (asked.length > scopes.length || !asked.every((word) => words.test(word)) || !asked.some(isScope)) {
    throw new Malformed(
      'scope must name what the device asks for, in words of scopes_supported with spaces between',
      'bad',
      'invalid_scope',
    )
  }
  return asked
}
