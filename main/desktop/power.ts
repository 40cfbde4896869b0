import { powerMonitor, powerSaveBlocker } from 'electron'
import type { RunningHub } from '../hub'

/** Keeps the machine from falling asleep while a save or game is on its way; the screen may go dark. */
export function holdSleepOff(traffic: RunningHub['traffic']): void {
  let blocker: number | null = null
  traffic.watch(() => {
    if (traffic.count > 0) blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  })
}

/** Connections and addresses may have died while the machine slept, without anybody being told. */
export function onWaking(woke: () => void): void {
  powerMonitor.on('resume', woke)
}
