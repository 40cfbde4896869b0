import { app, clipboard } from 'electron'
import type { BrowserWindow } from 'electron'
import type { IpcHandlers } from '../../shared/ipc'
import type { DesktopPlatform } from '../../shared/ipc-bridge'
import type { WindowChannel } from '../hub'
import { SaveFiles } from './save-files'

/** What the page may ask of the desktop, done with Electron. */
export function ipcHandlers(window: BrowserWindow, channel: WindowChannel): IpcHandlers {
  return {
    copyText: async (text) => {
      await clipboard.writeText(text)
      return null
    },
    desktopInfo: () => ({ version: app.getVersion(), platform: desktopPlatform(process.platform) }),
    ...new SaveFiles(window, channel).handlers(),
  }
}

function desktopPlatform(platform: NodeJS.Platform): DesktopPlatform {
  return platform === 'linux' || platform === 'win32' || platform === 'darwin' ? platform : 'other'
}
