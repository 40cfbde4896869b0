import { app, BrowserWindow, clipboard, dialog, type OpenDialogOptions } from 'electron'
import type { IpcHandlers } from '../../shared/ipc'
import type { DesktopPlatform } from '../../shared/ipc-bridge'

/** What the page may ask of the desktop, done with Electron. */
export const ipcHandlers: IpcHandlers = {
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
}

function desktopPlatform(platform: NodeJS.Platform): DesktopPlatform {
  return platform === 'linux' || platform === 'win32' || platform === 'darwin' ? platform : 'other'
}
