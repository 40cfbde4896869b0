import { app, clipboard, shell } from 'electron'
import type { IpcHandlers } from '../../shared/ipc'
import type { DesktopPlatform } from '../../shared/ipc-bridge'
import type { BackgroundLife } from './background-life'
import type { FaultReport } from './fault-report'
import type { Updates } from './updates'

export interface HandlerParts {
  readonly life: BackgroundLife
  readonly updates: Updates
  readonly faults: FaultReport
  /** Where the hub answers that has the data folder open instead of ours. */
  readonly otherHub: () => string | null
}

/** What the page may ask of the desktop, done with Electron. */
export function createIpcHandlers({ life, updates, faults, otherHub }: HandlerParts): IpcHandlers {
  return {
    copyText: async (text) => {
      await clipboard.writeText(text)
      return null
    },
    desktopInfo: () => ({ version: app.getVersion(), platform: desktopPlatform(process.platform) }),
    desktopSettings: () => life.settings(),
    changeDesktopSettings: (wanted) => life.change(wanted),
    describe: async (description) => {
      await life.describe(description)
      return null
    },
    notify: (notice) => {
      life.notices.show(notice)
      return null
    },
    otherHub,
    openOtherHub: async () => {
      const url = otherHub()
      if (url !== null) await shell.openExternal(url)
      return null
    },
    startAgain: () => {
      app.relaunch()
      app.exit(0)
      return null
    },
    updateState: () => updates.current,
    checkForUpdates: () => updates.check(),
    installUpdate: async () => {
      await updates.install()
      return null
    },
    faultReport: () => faults.read(),
    noteFault: ({ message, stack }) => {
      faults.note({ where: 'page', message, stack })
      return null
    },
  }
}

function desktopPlatform(platform: NodeJS.Platform): DesktopPlatform {
  return platform === 'linux' || platform === 'win32' || platform === 'darwin' ? platform : 'other'
}
