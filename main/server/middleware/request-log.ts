import { randomUUID } from 'node:crypto'
import type { Logger } from '../../log'
import type { Middleware } from '../context'

/** Gives every request an id, and writes one line when it ends: method, route, status, time; never a path or query. */
export function requestLog(log: Logger): Middleware {
  return async (context, next) => {
    const started = performance.now()
    context.state.requestId = randomUUID()
    context.state.log = log.child({ request: context.state.requestId })
    context.set('X-Request-Id', context.state.requestId)
    await next()
    context.state.log.debug(
      {
        method: context.method,
        // The route as it is declared: an actual path may hold a user code.
        route: context['_matchedRoute'],
        status: context.status,
        address: context.state.address,
        milliseconds: Math.round(performance.now() - started),
      },
      'request',
    )
  }
}
