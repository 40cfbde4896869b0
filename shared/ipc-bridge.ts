import type { DesktopBridge, DesktopEventName, DesktopEventTypes, IpcName, IpcTypes } from './ipc'

// Apart from ipc.ts so that the preload script, which runs before every first paint, carries no schema library.

/** `other` stands for systems nobody has tried Roost on. */
export type DesktopPlatform = 'linux' | 'win32' | 'darwin' | 'other'

/** @returns the channel a call travels on; derived, never typed by hand. */
export function ipcChannel(name: IpcName): string {
  return `roost:${name}`
}

/** @returns the channel an event travels on. */
export function eventChannel(name: DesktopEventName): string {
  return `roost-event:${name}`
}

/** Hears what the desktop app tells: Electron's IPC in the preload script, a fake in a test. */
export type IpcListen = <Name extends DesktopEventName>(
  name: Name,
  listener: (told: DesktopEventTypes[Name]) => void,
) => () => void

/** Carries one call to whoever answers it: Electron's IPC in the preload script, a fake in a test. */
export type IpcInvoke = <Name extends IpcName>(
  name: Name,
  ...taken: IpcTypes[Name]['arguments']
) => Promise<IpcTypes[Name]['result']>

/**
 * Makes the object that stands in the page as `window.roost`. A name missing here, or one too many, does not compile.
 *
 * @param invoke carries each call; its rejections reach the page
 * @param listen hears events; only names of ours have a channel
 */
export function desktopBridge(invoke: IpcInvoke, listen: IpcListen): DesktopBridge {
  return {
    changeDesktopSettings: (wanted) => invoke('changeDesktopSettings', wanted),
    checkForUpdates: () => invoke('checkForUpdates'),
    chooseFolder: (title) => invoke('chooseFolder', title),
    copyText: (text) => invoke('copyText', text),
    describe: (description) => invoke('describe', description),
    desktopInfo: () => invoke('desktopInfo'),
    chooseSaveFile: () => invoke('chooseSaveFile'),
    sendSaveFile: (order) => invoke('sendSaveFile', order),
    sendProgress: (ticket) => invoke('sendProgress', ticket),
    cancelSending: (ticket) => invoke('cancelSending', ticket),
    saveVersion: (version) => invoke('saveVersion', version),
    saveExport: (wanted) => invoke('saveExport', wanted),
    desktopSettings: () => invoke('desktopSettings'),
    faultReport: () => invoke('faultReport'),
    installUpdate: () => invoke('installUpdate'),
    listen,
    noteFault: (fault) => invoke('noteFault', fault),
    notify: (notice) => invoke('notify', notice),
    openOtherHub: () => invoke('openOtherHub'),
    otherHub: () => invoke('otherHub'),
    pageShown: () => invoke('pageShown'),
    takenPort: () => invoke('takenPort'),
    restoreDatabase: (from) => invoke('restoreDatabase', from),
    startToRestore: () => invoke('startToRestore'),
    startFailure: () => invoke('startFailure'),
    startAgain: () => invoke('startAgain'),
    updateState: () => invoke('updateState'),
  }
}
