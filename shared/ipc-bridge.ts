import type { DesktopBridge, IpcName, IpcTypes } from './ipc'

// Apart from ipc.ts so that the preload script, which runs before every first paint, carries no schema library.

/** `other` stands for systems nobody has tried Roost on. */
export type DesktopPlatform = 'linux' | 'win32' | 'darwin' | 'other'

/** @returns the channel a call travels on; derived, never typed by hand. */
export function ipcChannel(name: IpcName): string {
  return `roost:${name}`
}

/** Carries one call to whoever answers it: Electron's IPC in the preload script, a fake in a test. */
export type IpcInvoke = <Name extends IpcName>(
  name: Name,
  ...taken: IpcTypes[Name]['arguments']
) => Promise<IpcTypes[Name]['result']>

/**
 * Makes the object that stands in the page as `window.roost`. A name missing here, or one too many, does not compile.
 *
 * @param invoke carries each call; its rejections reach the page
 */
export function desktopBridge(invoke: IpcInvoke): DesktopBridge {
  return {
    chooseFolder: (title) => invoke('chooseFolder', title),
    copyText: (text) => invoke('copyText', text),
    desktopInfo: () => invoke('desktopInfo'),
  }
}
