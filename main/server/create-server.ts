import { Router } from '@koa/router'
import Koa from 'koa'
import type { Logger } from '../log'
import type { RequestContext, RequestState } from './context'
import { BadRequest } from './errors'
import { matchQuickly } from './match-quickly'
import { authenticate } from './middleware/authenticate'
import { clientAddress } from './middleware/client-address'
import { countTraffic } from './middleware/count-traffic'
import { confirmation } from './middleware/confirmation'
import { hostAllowList } from './middleware/host-allow-list'
import { plainPath } from './middleware/plain-path'
import { refusals } from './middleware/refusals'
import { requestLog } from './middleware/request-log'
import { securityHeaders } from './middleware/security-headers'
import { unreadBody } from './middleware/unread-body'
import { watchClones } from './middleware/watch-clones'
import { page } from './page'

import { conflictRoutes } from './routes/conflicts/routes'
import { activityRoutes } from './routes/activity/routes'
import { accessTokenRoutes } from './routes/access-tokens/routes'
import { backupRoutes } from './routes/backup/routes'
import { binRoutes } from './routes/bin/routes'
import { clientTokenRoutes } from './routes/client-tokens/routes'
import { deviceAuthorizationRoutes } from './routes/device-authorization/routes'
import { deviceRoutes } from './routes/devices/routes'
import { networkRoutes } from './routes/network/routes'
import { oauthRoutes } from './routes/oauth/routes'
import { openApiRoutes } from './routes/openapi/routes'
import { pairingRoutes } from './routes/pairing/routes'
import { saveRoutes } from './routes/saves/routes'
import { collectionRoutes } from './routes/collections/routes'
import { overviewRoutes } from './routes/library/overview'
import { homeRoutes } from './routes/home/routes'
import { libraryRoutes } from './routes/library/routes'
import { playRoutes } from './routes/play/routes'
import { lineRoutes } from './routes/lines/routes'
import { platformRoutes } from './routes/platforms/routes'
import { romRoutes } from './routes/roms/routes'
import { sessionRoutes } from './routes/sessions/routes'
import { syncStatusRoutes } from './routes/sync/status-routes'
import { syncRoutes } from './routes/sync/routes'
import { stateRoutes } from './routes/states/routes'
import { eventRoutes } from './routes/system/event-stream'
import { exportRoutes } from './routes/export/routes'
import { importRoutes } from './routes/import/routes'
import { storageRoutes } from './routes/storage/routes'
import { systemRoutes } from './routes/system/routes'
import { userRoutes } from './routes/users/routes'
import { versionContentRoutes } from './routes/versions/contents'
import { versionRoutes } from './routes/versions/routes'
import type { ServerSettings, Services } from './services'
import { SessionCookie } from './session-cookie'
import { isWindowRequest } from './window-channel'

/** The whole HTTP face of the hub, without a socket: one application for the LAN and for the window. */
export function createServer(services: Services, settings: ServerSettings, log: Logger) {
  const app = new Koa<RequestState>()
  const cookie = new SessionCookie(settings.hubId)
  const router = createRouter(services, settings, cookie)
  app.on('error', (error: NodeJS.ErrnoException) => {
    // A client that goes away in the middle, or sends what is no HTTP (HPE_…), is everyday life and no fault of ours.
    const isOfClient = /^(?:ERR_STREAM_PREMATURE_CLOSE|ECONNRESET|EPIPE|HPE_\w+)$/.test(error.code ?? '')
    log[isOfClient ? 'debug' : 'error']({ err: error }, 'a connection failed')
  })
  app.use(requestLog(log))
  app.use(securityHeaders)
  app.use(unreadBody)
  app.use(refusals)
  app.use(clientAddress(settings.trustedProxies))
  app.use(hostAllowList(settings.hostName, services.hosts))
  app.use(async (context, next) => {
    if (!isWindowRequest(context.req)) services.network.heardFrom(context.state.address)
    await next()
  })
  app.use(plainPath)
  app.use(countTraffic(services.traffic))
  app.use(page(settings.pageFolder))
  app.use(authenticate(services, cookie))
  app.use(confirmation(services.sessions))
  app.use(watchClones(services.clones))
  app.use(async (context, next) => {
    // The router would answer HEAD wherever it answers GET; on this wire HEAD is not allowed anywhere (wire.md 1.1).
    if (context.method === 'HEAD') throw unanswered(router, context)
    await next()
  })
  app.use(router.routes())
  app.use((context) => {
    throw unanswered(router, context)
  })
  return app
}

export function createRouter(
  services: Services,
  settings: ServerSettings,
  cookie: SessionCookie,
): Router<RequestState> {
  const router = new Router<RequestState>({ sensitive: true })
  systemRoutes(router, services, settings)
  eventRoutes(router, services)
  networkRoutes(router, services)
  deviceAuthorizationRoutes(router, services)
  pairingRoutes(router, services)
  clientTokenRoutes(router, services)
  accessTokenRoutes(router, services)
  oauthRoutes(router, services)
  deviceRoutes(router, services)
  userRoutes(router, services)
  sessionRoutes(router, services, cookie)
  saveRoutes(router, services)
  stateRoutes(router, services)
  versionRoutes(router, services)
  syncRoutes(router, services)
  syncStatusRoutes(router, services)
  conflictRoutes(router, services)
  versionContentRoutes(router, services)
  lineRoutes(router, services)
  binRoutes(router, services)
  playRoutes(router, services)
  homeRoutes(router, services)
  storageRoutes(router, services)
  exportRoutes(router, services)
  importRoutes(router, services)
  activityRoutes(router, services)
  platformRoutes(router, services)
  romRoutes(router, services)
  libraryRoutes(router, services)
  backupRoutes(router, services)
  overviewRoutes(router, services)
  collectionRoutes(router)
  openApiRoutes(router, settings, cookie)
  matchQuickly(router)
  return router
}

/** 404 for a path nobody has, 405 for a method its path has not; HEAD is none of them (wire.md 1.1). */
function unanswered(router: Router<RequestState>, context: RequestContext): BadRequest {
  const methods = router.stack
    .filter((layer) => layer.match(context.path))
    .flatMap((layer) => layer.methods)
    .filter((method) => method !== 'HEAD')
  return methods.length === 0
    ? new BadRequest(404, 'Not Found')
    : new BadRequest(405, 'Method Not Allowed', { Allow: [...new Set(methods)].join(', ') })
}
