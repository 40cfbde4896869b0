import type { Router } from '@koa/router'
import { accessToken, accessTokens } from '../../../../shared/api/access-tokens'
import { bind } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'

/** wire.md 2.5. */
export function accessTokenRoutes(router: Router<RequestState>, services: Services): void {
  bind(router, accessToken, async ({ body, address }) => {
    const pair = await services.accessTokens.grant(
      {
        grantType: body.grant_type,
        scope: body.scope,
        username: body.username,
        password: body.password,
        refreshToken: body.refresh_token,
      },
      address,
    )
    return {
      access_token: pair.accessToken,
      refresh_token: pair.refreshToken,
      token_type: 'bearer' as const,
      expires: accessTokens.lifetime,
      refresh_expires: accessTokens.refreshLifetime,
    }
  })
}
