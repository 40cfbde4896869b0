import { protocol } from 'electron'
import type { Session } from 'electron'
import type { WindowChannel } from '../hub'
import { developmentFile } from './development'
import { forwardToHub } from './forward'
import type { DesktopLog } from './log'
import type { OpenRequests } from './open-requests'
import { isApiPath, isOwnUrl, pageScheme } from './own-page'
import { servePageFile } from './page-files'

/** Makes `app://` behave as https does for origins, fetch and streams; must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ])
}

export interface AppProtocolParts {
  readonly pageFolder: string
  readonly channel: WindowChannel
  readonly openRequests: OpenRequests
  /** Settles when the hub listens on the channel, or could not start. */
  readonly hubReady: Promise<unknown>
  readonly developmentServer: URL | null
  readonly log: DesktopLog
}

/** Answers `app://roost/…`: the API from the hub, once it is there; the page's files at once. */
export function handleAppProtocol(session: Session, parts: AppProtocolParts): void {
  session.protocol.handle(pageScheme, async (request) => {
    try {
      return await answer(request, parts)
    } catch (error) {
      if (!request.signal.aborted) {
        const problem = error instanceof Error ? error.message : String(error)
        parts.log.warn(
          { method: request.method, path: new URL(request.url).pathname, problem },
          'window request failed',
        )
      }
      return Response.error()
    }
  })
}

async function answer(request: Request, parts: AppProtocolParts): Promise<Response> {
  if (!isOwnUrl(request.url)) return new Response(null, { status: 404 })
  const { pathname } = new URL(request.url)
  if (isApiPath(pathname)) {
    await parts.hubReady
    return forwardToHub(request, parts.channel, parts.openRequests)
  }
  if (parts.developmentServer !== null) return developmentFile(parts.developmentServer, request)
  return servePageFile(parts.pageFolder, request.method, pathname)
}
