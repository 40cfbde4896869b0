import type { BrowserWindow } from 'electron'
import type { DesktopEventName, DesktopEventTypes } from '../../shared/ipc'
import { eventChannel } from '../../shared/ipc-bridge'
import { raiseWindow } from './window'

/** Tells the page something without being asked; nobody hears it once the window is gone. */
export function tellPage<Name extends DesktopEventName>(
  window: BrowserWindow,
  name: Name,
  told: DesktopEventTypes[Name],
): void {
  if (!window.isDestroyed()) window.webContents.send(eventChannel(name), told)
}

/** Brings the window to the front, at this place of the page. */
export function showPlace(window: BrowserWindow, path: string): void {
  if (window.isDestroyed()) return
  raiseWindow(window)
  tellPage(window, 'go', path)
}
