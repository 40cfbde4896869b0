import type { DefaultState, ParameterizedContext } from 'koa'
import type { Principal } from '../domain/identity/principal'
import type { Logger } from '../log'

/** What the middlewares have found out about a request. */
export interface RequestState extends DefaultState {
  requestId: string
  log: Logger
  /** The client's address: the socket's, or what a trusted proxy says. `window` on the window's own channel. */
  address: string
  /** The Host that was accepted, with port. */
  host: string
  isSecure: boolean
  /**
   * Finds out who asks when a route needs to know, once unless it is asked `again`; null for nobody, or for a credential
   * that is not good.
   */
  identify: (again?: 'again') => Promise<Principal | null>
  /** Who asks, on routes that are not open. */
  principal: Principal | null
  /** For a body that came after its headers: refuses it when whoever sent them may no longer come in. */
  assertStillIn: () => Promise<void>
}

export type RequestContext = ParameterizedContext<RequestState>
export type Middleware = (context: RequestContext, next: () => Promise<unknown>) => Promise<unknown>
