import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { ipcNames, ipcSchema } from '../../shared/ipc'
import type { IpcCalls, IpcHandlers, IpcName, IpcTypes } from '../../shared/ipc'
import { ipcChannel } from '../../shared/ipc-bridge'
import type { DesktopLog } from './log'
import { isOwnUrl } from './own-page'

/**
 * Answers the page's calls. Each is taken only from the main frame of our page in our window, and only with arguments
 * and results that the schema allows.
 */
export function handleIpc(contents: WebContents, handlers: IpcHandlers, log: DesktopLog): void {
  const calls: IpcCalls = ipcSchema
  const answer = async <Name extends IpcName>(
    name: Name,
    event: IpcMainInvokeEvent,
    taken: unknown[],
  ): Promise<IpcTypes[Name]['result']> => {
    if (!isFromOwnPage(event, contents)) throw refusal(name, 'only the window may ask this', log)
    const call = calls[name]
    const checked = call.arguments.safeParse(taken)
    if (!checked.success) throw refusal(name, 'its arguments are not what it takes', log)
    return call.result.parse(await handlers[name](...checked.data))
  }
  for (const name of ipcNames) {
    ipcMain.handle(ipcChannel(name), (event, ...taken: unknown[]) => answer(name, event, taken))
  }
}

function isFromOwnPage(event: IpcMainInvokeEvent, contents: WebContents): boolean {
  const frame = event.senderFrame
  return event.sender === contents && frame !== null && frame.parent === null && isOwnUrl(frame.url)
}

function refusal(name: IpcName, reason: string, log: DesktopLog): Error {
  log.warn({ call: name, reason }, 'call from the page refused')
  return new Error(`${name}: ${reason}`)
}
