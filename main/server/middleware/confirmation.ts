import type { Principal } from '../../domain/identity/principal'
import type { SessionService } from '../../domain/sessions/session-service'
import type { Middleware } from '../context'

/**
 * Marks a browser that has to show its password again before it does something to others: one over plain HTTP, where
 * a cookie can be copied from the wire, that has not shown it lately (design section 4).
 */
export function confirmation(sessions: SessionService): Middleware {
  return async (context, next) => {
    const { identify } = context.state
    let marked: Promise<Principal | null> | null = null
    const mark = async (again?: 'again'): Promise<Principal | null> => {
      const principal = await identify(again)
      if (principal?.method !== 'session' || context.state.isSecure) return principal
      return { ...principal, needsConfirmation: !(await sessions.isConfirmed(principal.sessionId)) }
    }
    context.state.identify = (again) => {
      if (again) marked = null
      return (marked ??= mark(again))
    }
    await next()
  }
}
