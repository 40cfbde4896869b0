import type { BrowserWindow } from 'electron'
import { takenPort, type TakenPort } from '../../shared/ipc'
import type { DesktopLog } from './log'
import { pageUrl } from './own-page'
import type { Quitting } from './quit'
import { raiseWindow } from './window'

/** What kept the hub from starting, where a person can do something about it. */
export interface Obstacle {
  /** Where the hub answers that has the data folder open. */
  readonly otherHub: string | null
  /** The port another program has. */
  readonly takenPort: TakenPort | null
}

export const noObstacle: Obstacle = { otherHub: null, takenPort: null }

/** What made this start fail. */
export function obstacleOf(error: unknown): Obstacle {
  if (!(error instanceof Error)) return noObstacle
  const otherHub = 'otherHub' in error && typeof error.otherHub === 'string' ? error.otherHub : null
  const port = 'takenPort' in error ? takenPort.safeParse(error.takenPort).data : undefined
  return { otherHub, takenPort: port ?? null }
}

/**
 * Shows the way on instead of our hub; false when there is none. The exit status is still that of the failure (cli.md).
 */
export function offerWayOn(
  { otherHub, takenPort: port }: Obstacle,
  window: BrowserWindow,
  quitting: Quitting,
  log: DesktopLog,
): boolean {
  if (otherHub !== null) {
    log.warn({ url: otherHub }, 'another hub has the data folder open')
    show(window, '/elsewhere')
    quitting.endWith(4)
    return true
  }
  if (port === null) return false
  log.warn({ ...port }, 'another program has the port')
  show(window, '/port-taken')
  quitting.endWith(3)
  return true
}

function show(window: BrowserWindow, path: string): void {
  window.loadURL(new URL(path, pageUrl).href).catch(() => undefined)
  raiseWindow(window)
}
