import type { BrowserWindow } from 'electron'
import { type StartFailure, takenPort, type TakenPort } from '../../shared/ipc'
import { type Failure, failureOf, faultStatus, isUnattended, tellTerminal } from './failure'
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
  /** Whatever else it was, in a sentence. */
  readonly failure: (Failure & StartFailure) | null
}

/** Not a failure: a person wants another database before the hub starts. */
export class RestoreAsked extends Error {
  readonly exitCode = 0
}

export const noObstacle: Obstacle = { otherHub: null, takenPort: null, failure: null }

/** What made this start fail. */
export function obstacleOf(error: unknown): Obstacle {
  if (!(error instanceof Error)) return noObstacle
  const otherHub = 'otherHub' in error && typeof error.otherHub === 'string' ? error.otherHub : null
  const port = 'takenPort' in error ? takenPort.safeParse(error.takenPort).data : undefined
  const isDamaged = 'isDamaged' in error && error.isDamaged === true
  const restore = error instanceof RestoreAsked ? 'asked' : isDamaged ? 'damaged' : null
  const failure = { ...failureOf(error), restore } as const
  return { otherHub, takenPort: port ?? null, failure: failure.exitCode === faultStatus ? null : failure }
}

/**
 * Shows the way on instead of our hub, in the person's language; false when there is none, or nobody to read it. The
 * exit status is still that of the failure (cli.md).
 */
export function offerWayOn(
  { otherHub, takenPort: port, failure }: Obstacle,
  window: BrowserWindow,
  quitting: Quitting,
  log: DesktopLog,
): boolean {
  const lead = (path: string, status: number): true => {
    show(window, path)
    quitting.endWith(status)
    return true
  }
  if (otherHub !== null) {
    log.warn({ url: otherHub }, 'another hub has the data folder open')
    return lead('/elsewhere', 4)
  }
  if (port !== null) {
    log.warn({ ...port }, 'another program has the port')
    return lead('/port-taken', 3)
  }
  if (failure === null) return false
  if (failure.restore !== 'asked') {
    if (isUnattended(process.env)) return false
    tellTerminal(failure)
  }
  return lead('/cannot-start', failure.exitCode)
}

function show(window: BrowserWindow, path: string): void {
  window.loadURL(new URL(path, pageUrl).href).catch(() => undefined)
  raiseWindow(window)
}
