import type { Router } from '@koa/router'
import {
  oauthDeviceAuthorization,
  oauthMetadata,
  oauthPaths,
  oauthRevoke,
  oauthToken,
} from '../../../../shared/api/oauth'
import { bind } from '../../bind'
import type { RequestContext, RequestState } from '../../context'
import type { Services } from '../../services'
import { watchDelivery } from '../../watch-delivery'
import { presentDeviceAuthorization, presentMetadata, presentOAuthToken } from './presenter'
import { oauthRefusals } from './refusals'

/** The standard door (RFC 8414, RFC 8628, RFC 7009): pairing for any OAuth client. */
export function oauthRoutes(router: Router<RequestState>, { clock, oauth }: Services): void {
  router.use([oauthPaths.deviceAuthorization, oauthPaths.token, oauthPaths.revocation], oauthRefusals)

  bind(router, oauthMetadata, ({ context }) => presentMetadata(originOf(context)))

  bind(router, oauthDeviceAuthorization, ({ body, address, context }) => {
    const request = oauth.open(
      {
        clientId: body.client_id,
        scope: body.scope,
        deviceName: body.device_name,
        deviceIdentifier: body.device_identifier,
      },
      address,
    )
    return presentDeviceAuthorization(request, originOf(context))
  })

  bind(router, oauthToken, async ({ body, address, context }) => {
    const collection = await oauth.collect(
      { grantType: body.grant_type, clientId: body.client_id, deviceCode: body.device_code },
      address,
    )
    watchDelivery(context, collection)
    return presentOAuthToken(collection, clock.now())
  })

  bind(router, oauthRevoke, async ({ body, address }) => {
    await oauth.revoke(body.token, address)
    return null
  })
}

/** Where this request reached the hub: the one address that certainly works for whoever sent it. */
function originOf({ state }: RequestContext): string {
  return `${state.isSecure ? 'https' : 'http'}://${state.host}`
}
