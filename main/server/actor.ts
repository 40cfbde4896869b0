import type { KnownActor } from '../domain/activity/activity'
import { principalOf } from './bind'
import type { RequestContext } from './context'

/** Who does what a handler is about to do, and from where; for endpoints that nobody reaches anonymously. */
export function actorOf(context: RequestContext): KnownActor {
  return { principal: principalOf(context), address: context.state.address }
}
