import { contextBridge, ipcRenderer } from 'electron'
import { desktopBridge, ipcChannel } from '../shared/ipc-bridge'

contextBridge.exposeInMainWorld(
  'roost',
  desktopBridge((name, ...taken) => ipcRenderer.invoke(ipcChannel(name), ...taken)),
)
