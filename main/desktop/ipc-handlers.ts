import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  type OpenDialogOptions,
  type RelaunchOptions,
  shell,
} from 'electron'
import type { IpcHandlers } from '../../shared/ipc'
import type { DesktopPlatform } from '../../shared/ipc-bridge'
import type { BackgroundLife } from './background-life'
import type { FaultReport } from './fault-report'
import type { Obstacle } from './other-hub'
import type { Quitting } from './quit'
import { argumentsAgain } from './command-line'
import type { DatabaseRestore } from './database-restore'
import type { SaveFiles } from './save-files'
import type { Updates } from './updates'

export interface HandlerParts {
  readonly life: BackgroundLife
  readonly updates: Updates
  readonly faults: FaultReport
  readonly saveFiles: SaveFiles
  readonly quitting: Quitting
  readonly restore: DatabaseRestore
  /** What kept the hub from starting. */
  readonly obstacle: () => Obstacle
  readonly onPageShown: () => void
}

/** What the page may ask of the desktop, done with Electron. */
export function createIpcHandlers({
  life,
  updates,
  faults,
  saveFiles,
  quitting,
  restore,
  obstacle,
  onPageShown,
}: HandlerParts): IpcHandlers {
  return {
    pageShown: () => {
      onPageShown()
      return null
    },
    chooseFolder: async (title) => {
      const options: OpenDialogOptions = { title, properties: ['openDirectory', 'createDirectory'] }
      // With its window it is a sheet of it; a window that lost the focus while the call travelled has none.
      const window = BrowserWindow.getFocusedWindow()
      const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      return chosen.filePaths[0] ?? null
    },
    copyText: async (text) => {
      await clipboard.writeText(text)
      return null
    },
    desktopInfo: () => ({ version: app.getVersion(), platform: desktopPlatform(process.platform) }),
    ...saveFiles.handlers(),
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
    otherHub: () => obstacle().otherHub,
    takenPort: () => obstacle().takenPort,
    startFailure: () => {
      const { failure } = obstacle()
      return failure && { message: failure.message, restore: failure.restore }
    },
    restoreDatabase: (from) => restore.from(from, obstacle()),
    openOtherHub: async () => {
      const url = obstacle().otherHub
      if (url !== null) await shell.openExternal(url)
      return null
    },
    startAgain: () => startAgain(quitting, false),
    startToRestore: () => startAgain(quitting, true),
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

function startAgain(quitting: Quitting, restores: boolean): null {
  app.relaunch({ ...sameProgram(process.env), args: argumentsAgain(process.argv, restores) })
  // What is in flight is finished and the database closed before the next start opens it.
  quitting.quitUnasked()
  return null
}

/** An AppImage runs from a folder that is gone when it ends; its own file is named by this variable. */
function sameProgram({ APPIMAGE: file }: NodeJS.ProcessEnv): RelaunchOptions {
  return file === undefined ? {} : { execPath: file }
}
