import type { Router } from '@koa/router'
import { getOpenApi, getRommOpenApi } from '../../../../shared/api/openapi'
import { describeApi } from '../../../../shared/openapi/describe-api'
import { answered, bind, boundTo } from '../../bind'
import type { RequestContext, RequestState } from '../../context'
import type { ServerSettings } from '../../services'
import type { SessionCookie } from '../../session-cookie'

/** The description of everything that is bound to the router, whenever it was bound. */
export function openApiRoutes(
  router: Router<RequestState>,
  settings: ServerSettings,
  cookie: SessionCookie,
): void {
  let written: string | null = null
  const answer = ({ context }: { context: RequestContext }): typeof answered => {
    // Once, and only when somebody asks: most hubs are never asked.
    written ??= JSON.stringify(
      describeApi(boundTo(router), { version: settings.version, cookie: cookie.name }),
    )
    context.type = 'application/json'
    context.body = written
    return answered
  }
  bind(router, getOpenApi, answer)
  bind(router, getRommOpenApi, answer)
}
