import { app, clipboard } from 'electron'
import type { IpcHandlers } from '../../shared/ipc'
import type { DesktopPlatform } from '../../shared/ipc-bridge'

/** What the page may ask of the desktop, done with Electron. */
export const ipcHandlers: IpcHandlers = {
  copyText: async (text) => {
    await clipboard.writeText(text)
    return null
  },
  desktopInfo: () => ({ version: app.getVersion(), platform: desktopPlatform(process.platform) }),
}

function desktopPlatform(platform: NodeJS.Platform): DesktopPlatform {
  return platform === 'linux' || platform === 'win32' || platform === 'darwin' ? platform : 'other'
}
