import type { Event as ElectronEvent, WebContents } from 'electron'
import type { DesktopLog } from './log'
import { isOwnDocument, originForLog, pageUrl } from './own-page'

/**
 * Keeps one contents on our page whatever a link, a script or a redirect wants: no other origin, no frames, no
 * further windows, no webviews.
 */
export function guardNavigation(contents: WebContents, log: DesktopLog): void {
  const decide = (details: ElectronEvent<{ url: string; isMainFrame: boolean }>): void => {
    if (details.isMainFrame && isOwnDocument(details.url)) return
    details.preventDefault()
    log.warn({ target: originForLog(details.url) }, 'navigation refused')
  }
  contents.on('will-navigate', decide)
  contents.on('will-redirect', decide)
  contents.on('will-frame-navigate', decide)
  // `about:blank` asks nobody: Chromium goes there without any of the events above.
  contents.on('did-navigate', (_event, url) => {
    if (isOwnDocument(url)) return
    log.warn({ target: originForLog(url) }, 'the window left the page and is brought back')
    contents.loadURL(pageUrl).catch(() => undefined)
  })
  contents.setWindowOpenHandler(({ url }) => {
    log.warn({ target: originForLog(url) }, 'new window refused')
    return { action: 'deny' }
  })
  // Only reached if a window slipped past the handler above.
  contents.on('did-create-window', (window) => {
    window.destroy()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    log.warn({}, 'webview refused')
  })
  // A page that asks "really leave?" would keep Roost from quitting.
  contents.on('will-prevent-unload', (event) => {
    event.preventDefault()
  })
}
