import { isNameOwned } from './session-bus'

/** Who shows status icons on a Linux desktop; where nobody owns the name, an icon would be nowhere. */
const statusNotifierWatcher = 'org.kde.StatusNotifierWatcher'

/** Whether an icon in the tray would be seen. Windows and macOS always have a place for it. */
export function hasTray(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (platform === 'win32' || platform === 'darwin') return Promise.resolve(true)
  if (platform !== 'linux') return Promise.resolve(false)
  return isNameOwned(env, statusNotifierWatcher)
}
