import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import { desktopBridge, eventChannel, ipcChannel } from '../shared/ipc-bridge'

contextBridge.exposeInMainWorld(
  'roost',
  desktopBridge(
    (name, ...taken) => ipcRenderer.invoke(ipcChannel(name), ...taken),
    (name, listener) => {
      // The event itself stays here: it would give the page the channel.
      const hear = (_event: IpcRendererEvent, told: Parameters<typeof listener>[0]): void => {
        listener(told)
      }
      const channel = eventChannel(name)
      ipcRenderer.on(channel, hear)
      return () => {
        ipcRenderer.off(channel, hear)
      }
    },
  ),
)
