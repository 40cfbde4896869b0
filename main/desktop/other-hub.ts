import type { BrowserWindow } from 'electron'
import { pageUrl } from './own-page'
import type { Quitting } from './quit'
import { raiseWindow } from './window'

/** Where the hub answers that made this start fail because it has the data folder open. */
export function otherHubOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('otherHub' in error)) return null
  return typeof error.otherHub === 'string' ? error.otherHub : null
}

/** Shows the way to the other hub instead of ours. The exit status is still that of a folder in use (cli.md). */
export function offerOtherHub(window: BrowserWindow, quitting: Quitting): void {
  quitting.endWith(4)
  window.loadURL(new URL('/elsewhere', pageUrl).href).catch(() => undefined)
  raiseWindow(window)
}
