import { app, dialog, powerMonitor } from 'electron'
import type { BrowserWindow } from 'electron'
import type { DesktopWords } from '../../shared/desktop-words'
import type { RunningHub } from '../hub'
import type { LateHub } from './late-hub'
import type { DesktopLog } from './log'
import { signalHandler } from './shutdown'

/** How long whoever cannot wait waits for the database to close. */
const hurried = 1_000

type Decision = 'open' | 'finish' | 'hurry'

/**
 * Ends the app: asks when something is on its way, lets the app go only after the hub has finished what is in flight
 * and closed its database.
 */
export class Quitting {
  private decision: Decision = 'open'
  private asking = false
  private traffic: RunningHub['traffic'] | null = null
  private words: DesktopWords | null = null
  private status = 0

  constructor(
    private readonly hub: LateHub,
    private readonly log: DesktopLog,
  ) {
    app.on('before-quit', (event) => {
      if (this.isDecided || !this.mustAsk) {
        this.decide('finish')
        return
      }
      event.preventDefault()
      void this.ask()
    })
    // Reached only where there is no tray: a Roost without a window could not be found again.
    app.on('window-all-closed', () => {
      app.quit()
    })
    app.once('will-quit', (event) => {
      event.preventDefault()
      void this.stopAndExit()
    })
  }

  /** From now on closing the window closes it. */
  get isDecided(): boolean {
    return this.decision !== 'open'
  }

  /** A handheld would be interrupted, and there are words to say so. */
  get mustAsk(): boolean {
    return this.words !== null && (this.traffic?.count ?? 0) > 0
  }

  follow(traffic: RunningHub['traffic']): void {
    this.traffic = traffic
  }

  speak(words: DesktopWords): void {
    this.words = words
  }

  /** The exit status, when quitting means that Roost could not do its work. */
  endWith(status: number): void {
    this.status = status
  }

  /** Quits without a question: nobody is there to answer, or the system is going down. */
  quitUnasked(): void {
    this.decide('finish')
    app.quit()
  }

  private decide(decision: Decision): void {
    if (this.decision !== 'hurry') this.decision = decision
  }

  private async ask(): Promise<void> {
    const { words, traffic } = this
    if (this.asking || words === null || traffic === null) return
    this.asking = true
    const { response } = await dialog.showMessageBox({
      type: 'question',
      title: 'Roost',
      message: words['quit.title'],
      detail: words['quit.text'],
      buttons: [words['quit.finish'], words['quit.now'], words['quit.stay']],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    })
    this.asking = false
    if (response === 2) return
    if (response === 1) this.decide('hurry')
    else await traffic.idle()
    this.quitUnasked()
  }

  private async stopAndExit(): Promise<void> {
    try {
      const inTime = await this.hub.stop(this.decision === 'hurry' ? hurried : undefined)
      if (!inTime) this.log.warn({}, 'the hub did not stop in its time; everything it answered is stored')
      app.exit(this.status)
    } catch (error) {
      this.log.error(
        { problem: error instanceof Error ? error.message : String(error) },
        'the hub did not stop cleanly',
      )
      app.exit(1)
    }
  }
}

/** After Electron is ready, because it sets signal handlers of its own until then. */
export function quitOnSignals(quitting: Quitting): void {
  const onSignal = signalHandler(
    () => performance.now(),
    () => {
      quitting.quitUnasked()
    },
    () => {
      app.exit(0)
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  powerMonitor.on('shutdown', () => {
    quitting.quitUnasked()
  })
}

/** Closing the window hides it where the tray shows that Roost goes on; without a tray it quits, and may be asked. */
export function closeToTray(
  window: BrowserWindow,
  quitting: Quitting,
  staysInTray: () => boolean,
  onHidden: () => void,
): void {
  window.on('close', (event) => {
    if (quitting.isDecided) return
    if (staysInTray()) {
      event.preventDefault()
      window.hide()
      onHidden()
    } else if (quitting.mustAsk) {
      // Asked while the window is still there, for whoever decides to stay.
      event.preventDefault()
      app.quit()
    }
  })
}
