import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { ipcCalls } from '../../shared/ipc'
import type { IpcHandlers, IpcName } from '../../shared/ipc'
import { ipcChannel } from '../../shared/ipc-bridge'
import type { DesktopLog } from './log'
import { isOwnUrl } from './own-page'

/**
 * Answers the page's calls. Each is taken only from the main frame of our page in our window, and only with arguments
 * and results that the schema allows.
 */
export function handleIpc(contents: WebContents, handlers: IpcHandlers, log: DesktopLog): void {
  const handle = <Name extends IpcName>(name: Name): void => {
    ipcMain.handle(ipcChannel(name), async (event, ...taken: unknown[]) => {
      if (!isFromOwnPage(event, contents)) throw refusal(name, 'only the window may ask this', log)
      const checked = ipcCalls[name].arguments.safeParse(taken)
      if (!checked.success) throw refusal(name, 'its arguments are not what it takes', log)
      const handler: IpcHandlers[Name] = handlers[name]
      return ipcCalls[name].result.parse(await handler(...checked.data))
    })
  }
  handle('copyText')
  handle('desktopInfo')
}

function isFromOwnPage(event: IpcMainInvokeEvent, contents: WebContents): boolean {
  const frame = event.senderFrame
  return event.sender === contents && frame !== null && frame.parent === null && isOwnUrl(frame.url)
}

function refusal(name: IpcName, reason: string, log: DesktopLog): Error {
  log.warn({ call: name, reason }, 'call from the page refused')
  return new Error(`${name}: ${reason}`)
}
