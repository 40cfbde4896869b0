import type { Router } from '@koa/router'
import { login, logout, redeemLink, setup } from '../../../../shared/api/session'
import { Unauthenticated } from '../../../domain/errors'
import { assertOwnOrigin, bind } from '../../bind'
import type { RequestContext, RequestState } from '../../context'
import { readBasic } from '../../middleware/authenticate'
import type { Services } from '../../services'
import type { SessionCookie } from '../../session-cookie'

/** Signing in and out (wire.md 2.4). */
export function sessionRoutes(router: Router<RequestState>, services: Services, cookie: SessionCookie): void {
  const { links, passwords, sessions, setup: ownerSetup } = services

  async function signIn(context: RequestContext, personId: number, kind: 'browser' | 'phone'): Promise<null> {
    const secret = await sessions.open(personId, kind, {
      userAgent: context.req.headers['user-agent'] ?? null,
      address: context.state.address,
    })
    cookie.write(context, secret)
    return null
  }

  bind(router, login, async ({ address, context }) => {
    refuseForeignOrigin(context)
    const [scheme, value] = context.req.headers.authorization?.split(' ') ?? []
    const pair = scheme?.toLowerCase() === 'basic' && value ? readBasic(value) : null
    const person = pair && (await passwords.verify(pair.username, pair.password, address))
    if (!person) throw new Unauthenticated('Incorrect username or password')
    if (!person.enabled) throw new Unauthenticated('Disabled user')
    return signIn(context, person.id, 'browser')
  })

  bind(router, logout, async ({ context }) => {
    const principal = await context.state.identify()
    if (principal?.method === 'session') assertOwnOrigin(context)
    const sessionId = principal?.sessionId ?? null
    if (sessionId !== null) {
      await sessions.end({ id: sessionId })
      cookie.clear(context)
    }
    return null
  })

  bind(router, redeemLink, async ({ body, address, context }) => {
    refuseForeignOrigin(context)
    return signIn(context, links.redeem(body.code, address), 'phone')
  })

  bind(router, setup, async ({ body, address, context }) => {
    refuseForeignOrigin(context)
    const owner = await ownerSetup.complete(body.secret, body.username, body.password, address)
    return signIn(context, owner.id, 'browser')
  })
}

/** A page of another site must not sign a browser in as somebody it chose; programs send no Origin. */
function refuseForeignOrigin(context: RequestContext): void {
  if (context.req.headers.origin !== undefined) assertOwnOrigin(context)
}
