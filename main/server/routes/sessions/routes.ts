import type { Router } from '@koa/router'
import { confirm, login, logout, redeemLink, setup } from '../../../../shared/api/session'
import { endSession, listSessions, type PersonSession } from '../../../../shared/api/users'
import { Unauthenticated } from '../../../domain/errors'
import { assertConfirmed } from '../../../domain/identity/principal'
import type { Session } from '../../../domain/sessions/session'
import { actorOf } from '../../actor'
import { assertOwnOrigin, bind, principalOf, refuseForeignOrigin } from '../../bind'
import type { RequestContext, RequestState } from '../../context'
import { readBasic } from '../../middleware/authenticate'
import type { Services } from '../../services'
import type { SessionCookie } from '../../session-cookie'

/** Signing in and out (wire.md 2.4), and who is signed in. */
export function sessionRoutes(router: Router<RequestState>, services: Services, cookie: SessionCookie): void {
  const { links, passwords, people, sessions, setup: ownerSetup } = services

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
    const person = pair && (await passwords.person(pair.username, pair.password, address))
    if (!person) throw new Unauthenticated('Incorrect username or password')
    if (!person.enabled) throw new Unauthenticated('Disabled user')
    return signIn(context, person.id, 'browser')
  })

  bind(router, logout, async ({ address, context }) => {
    const principal = await context.state.identify()
    if (principal?.method === 'session') assertOwnOrigin(context)
    if (principal?.sessionId) {
      await sessions.end(principal.person.id, principal.sessionId, { principal, address })
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

  bind(router, confirm, async ({ body, address, context }) => {
    const { person, sessionId } = principalOf(context)
    if (!(await passwords.verifyOf(person, body.password, address))) {
      throw new Unauthenticated('Incorrect password')
    }
    if (sessionId !== null) await sessions.confirm(sessionId)
    return null
  })

  bind(router, listSessions, async ({ params, context }) => {
    const principal = principalOf(context)
    const person = await people.lookingAt(principal, params.id)
    const found = await sessions.list(person.id)
    return found.map((session) => presentSession(session, principal.sessionId))
  })

  bind(router, endSession, async ({ params, context }) => {
    const actor = actorOf(context)
    const person = await people.lookingAt(actor.principal, params.id)
    if (person.id !== actor.principal.person.id) assertConfirmed(actor.principal)
    await sessions.end(person.id, params.session_id, actor)
    return undefined
  })
}

function presentSession(session: Session, current: string | null): PersonSession {
  return {
    id: session.id,
    kind: session.kind,
    user_agent: session.userAgent,
    address: session.address,
    created_at: session.createdAt,
    last_used_at: session.lastUsedAt,
    expires_at: session.expiresAt,
    is_current: session.id === current,
  }
}
