import { app } from 'electron'
import type { LateHub } from './late-hub'
import type { DesktopLog } from './log'
import { signalHandler } from './shutdown'

/** Lets the app go only after the hub has finished what is in flight and closed its database. */
export function stopHubOnQuit(hub: LateHub, log: DesktopLog): void {
  // There is no tray: a Roost without a window could not be reached.
  app.on('window-all-closed', () => {
    app.quit()
  })
  app.once('will-quit', (event) => {
    event.preventDefault()
    void stopAndExit(hub, log)
  })
}

/** After Electron is ready, because it sets signal handlers of its own until then. */
export function quitOnSignals(): void {
  const onSignal = signalHandler(
    () => performance.now(),
    () => {
      app.quit()
    },
    () => {
      app.exit(0)
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
}

async function stopAndExit(hub: LateHub, log: DesktopLog): Promise<void> {
  try {
    if (!(await hub.stop())) log.warn({}, 'the hub did not stop in 10 s; everything it answered is stored')
    app.exit(0)
  } catch (error) {
    log.error(
      { problem: error instanceof Error ? error.message : String(error) },
      'the hub did not stop cleanly',
    )
    app.exit(1)
  }
}
