import type { Router } from '@koa/router'
import { approve, deny, init, pending, token } from '../../../../shared/api/device-authorization'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { watchDelivery } from '../../watch-delivery'
import { presentInit, presentPending, presentToken } from './presenter'

/** wire.md section 3. */
export function deviceAuthorizationRoutes(router: Router<RequestState>, services: Services): void {
  const { pairing, people } = services

  bind(router, init, ({ body, address }) =>
    presentInit(
      pairing.open(
        {
          clientDeviceIdentifier: body.client_device_identifier,
          name: body.name,
          client: body.client,
          platform: body.platform || null,
          clientVersion: body.client_version || null,
          requestedScopes: [...new Set(body.requested_scopes)].sort(),
        },
        address,
      ),
    ),
  )

  bind(router, pending, async ({ params, query, address, context }) => {
    const principal = principalOf(context)
    const person = await people.lookingAt(principal, query.person)
    return presentPending(pairing.lookUp(params.user_code, { principal, person, address }))
  })

  bind(router, approve, async ({ body, query, address, context }) => {
    const principal = principalOf(context)
    const person = await people.actingFor(principal, query.person)
    const approval = await pairing.approve(
      {
        userCode: body.user_code,
        approvedScopes: body.approved_scopes,
        deviceName: body.device_name,
        expiresIn: body.expires_in,
      },
      { principal, person, address },
    )
    return { device_id: approval.deviceId, device_name: approval.deviceName }
  })

  bind(router, deny, async ({ body, address, context }) => {
    const principal = principalOf(context)
    await pairing.deny(body.user_code, { principal, person: principal.person, address })
    return null
  })

  bind(router, token, async ({ body, address, context }) => {
    const collection = await pairing.poll(body.device_code, address)
    watchDelivery(context, collection)
    return presentToken(collection)
  })
}
