import { app } from 'electron'
import { autostartFile, type LoginItem, type StartCommand } from './autostart-file'

/** @param hubFlags what the person wrote, so that the same household starts again */
export function startCommand(hubFlags: readonly string[], env: NodeJS.ProcessEnv): StartCommand {
  // An AppImage runs from a folder that is gone when it ends; its own file is named by this variable.
  const program = env['APPIMAGE'] ?? process.execPath
  const appFolder = app.isPackaged ? [] : [app.getAppPath()]
  return { program, flags: [...appFolder, '--hidden', ...hubFlags] }
}

export function loginItem(
  platform: NodeJS.Platform,
  command: StartCommand,
  env: NodeJS.ProcessEnv,
): LoginItem | null {
  if (platform === 'linux') return autostartFile(command, env)
  if (platform !== 'win32' && platform !== 'darwin') return null
  const given = { path: command.program, args: [...command.flags] }
  return {
    isOn: () => app.getLoginItemSettings(given).openAtLogin,
    set: (on) => app.setLoginItemSettings({ ...given, openAtLogin: on }),
  }
}
