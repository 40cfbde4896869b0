import type { BrowserWindow } from 'electron'
import { takenPort, type TakenPort } from '../../shared/ipc'
import { pageUrl } from './own-page'
import type { Quitting } from './quit'
import { raiseWindow } from './window'

/** Where the hub answers that made this start fail because it has the data folder open. */
export function otherHubOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('otherHub' in error)) return null
  return typeof error.otherHub === 'string' ? error.otherHub : null
}

/** The port that made this start fail because another program has it. */
export function takenPortOf(error: unknown): TakenPort | null {
  if (!(error instanceof Error) || !('takenPort' in error)) return null
  return takenPort.safeParse(error.takenPort).data ?? null
}

/** Says who has the port and offers to try again. The exit status is still that of a taken port (cli.md). */
export function offerFreePort(window: BrowserWindow, quitting: Quitting): void {
  quitting.endWith(3)
  window.loadURL(new URL('/port-taken', pageUrl).href).catch(() => undefined)
  raiseWindow(window)
}

/** Shows the way to the other hub instead of ours. The exit status is still that of a folder in use (cli.md). */
export function offerOtherHub(window: BrowserWindow, quitting: Quitting): void {
  quitting.endWith(4)
  window.loadURL(new URL('/elsewhere', pageUrl).href).catch(() => undefined)
  raiseWindow(window)
}
