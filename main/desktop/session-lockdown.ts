import type { Session } from 'electron'
import type { DesktopLog } from './log'
import { isOwnUrl, originForLog } from './own-page'

/** Takes from a session everything the page does not need: permissions, other origins, downloads, spell-checking. */
export function lockDownSession(session: Session, developmentServer: URL | null, log: DesktopLog): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    log.warn({ permission }, 'permission refused')
    decide(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, decide) => {
    const allowed = isOwnUrl(url) || isDevelopmentUrl(url, developmentServer)
    if (!allowed) log.warn({ target: originForLog(url) }, 'request refused')
    decide({ cancel: !allowed })
  })
  session.on('will-download', (event) => {
    event.preventDefault()
    log.warn({}, 'download refused')
  })
  // The dictionary would be fetched from the internet.
  session.setSpellCheckerEnabled(false)
}

/** The developer tools, and the server of `npm run dev` with its socket for reloading. */
function isDevelopmentUrl(url: string, server: URL | null): boolean {
  if (server === null) return false
  const { protocol, host } = new URL(url)
  return protocol === 'devtools:' || ((protocol === 'http:' || protocol === 'ws:') && host === server.host)
}
