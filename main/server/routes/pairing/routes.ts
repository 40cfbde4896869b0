import type { Router } from '@koa/router'
import { listPairing, type PairingRequest } from '../../../../shared/api/pairing'
import { iso } from '../../../domain/clock'
import type { OpenRequest } from '../../../domain/pairing/pairing-service'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { verificationPath } from '../device-authorization/presenter'

/** Open pairing requests as the cards show them (own.md). */
export function pairingRoutes(router: Router<RequestState>, services: Services): void {
  bind(router, listPairing, async ({ query, context }) => {
    const principal = principalOf(context)
    const person = await services.people.lookingAt(principal, query.person)
    const base = services.network.addresses()[0]?.url ?? null
    const requests = await services.pairing.list(principal, person)
    return requests.map((request) => present(request, base))
  })
}

function present(
  { request, allowedScopes, knownDeviceId, twinOf }: OpenRequest,
  base: string | null,
): PairingRequest {
  const { details } = request.facts
  return {
    id: request.facts.id,
    user_code: request.facts.userCode,
    name: details.name,
    client: details.client,
    platform: details.platform,
    client_version: details.clientVersion,
    client_device_identifier: details.clientDeviceIdentifier,
    address: request.facts.address,
    requested_scopes: [...details.requestedScopes],
    allowed_scopes: [...allowedScopes].sort(),
    created_at: iso(request.facts.createdAt),
    expires_at: iso(request.facts.expiresAt),
    known_device_id: knownDeviceId,
    twin_of: twinOf,
    approval_url: base === null ? null : `${base}${verificationPath(request.facts.userCode)}`,
  }
}
