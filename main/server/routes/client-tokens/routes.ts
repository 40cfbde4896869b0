import type { Router } from '@koa/router'
import {
  adminDeleteClientToken,
  clientTokens,
  createClientToken,
  deleteClientToken,
  exchangePairingCode,
  listAllClientTokens,
  listClientTokens,
  pairClientToken,
  pairingCodeStatus,
  regenerateClientToken,
} from '../../../../shared/api/client-tokens'
import { NotFound } from '../../../domain/errors'
import { actorOf } from '../../actor'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentClientToken, presentWithPerson, presentWithSecret } from './presenter'

/** wire.md section 4. */
export function clientTokenRoutes(router: Router<RequestState>, { tokens, exchange }: Services): void {
  bind(router, createClientToken, async ({ body, context }) =>
    presentWithSecret(
      await tokens.create(
        { name: body.name, scopes: body.scopes, expiresIn: body.expires_in },
        actorOf(context),
      ),
    ),
  )

  bind(router, listClientTokens, async ({ context }) => {
    const own = await tokens.list(principalOf(context).person.id)
    return own.map(presentClientToken)
  })

  bind(router, listAllClientTokens, async () => (await tokens.listAll()).map(presentWithPerson))

  bind(router, deleteClientToken, async ({ params, context }) => {
    await tokens.revoke(params.id, actorOf(context))
    return null
  })

  bind(router, adminDeleteClientToken, async ({ params, context }) => {
    await tokens.revokeAny(params.id, actorOf(context))
    return null
  })

  bind(router, regenerateClientToken, async ({ params, context }) =>
    presentWithSecret(await tokens.regenerate(params.id, actorOf(context))),
  )

  bind(router, pairClientToken, async ({ params, context }) => ({
    code: await tokens.pair(params.id, principalOf(context)),
    expires_in: clientTokens.codeLifetime / 1000,
  }))

  bind(router, pairingCodeStatus, ({ params, address }) => {
    if (!exchange.isLive(params.code, address)) throw new NotFound('Not Found')
    return null
  })

  bind(router, exchangePairingCode, async ({ body, address }) =>
    presentWithSecret(await exchange.exchange(body.code, address)),
  )
}
