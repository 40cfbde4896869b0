import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { request as sendRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { BrowserWindow } from 'electron'
import { app, dialog } from 'electron'
import type { IpcHandlers } from '../../shared/ipc'
import type { ChosenFile, SaveOutcome, SendOrder, SendOutcome, VersionToSave } from '../../shared/ipc-saves'
import type { WindowChannel } from '../hub'
import { asWindow } from './forward'
import { sendFile } from './send-file'

interface Sending {
  readonly stop: AbortController
  sent: number
  total: number
}

type Handlers = Pick<
  IpcHandlers,
  'chooseSaveFile' | 'sendSaveFile' | 'sendProgress' | 'cancelSending' | 'saveVersion'
>

/** Files of saves between this computer and the hub. Only what a person picked in a dialog is read or written. */
export class SaveFiles {
  private readonly chosen = new Map<string, string>()
  private readonly sendings = new Map<string, Sending>()

  constructor(
    private readonly window: BrowserWindow,
    private readonly channel: WindowChannel,
  ) {}

  handlers(): Handlers {
    return {
      chooseSaveFile: () => this.choose(),
      sendSaveFile: (order) => this.send(order),
      sendProgress: (ticket) => {
        const sending = this.sendings.get(ticket)
        return sending ? { sent: sending.sent, total: sending.total } : null
      },
      cancelSending: (ticket) => {
        this.sendings.get(ticket)?.stop.abort()
        return null
      },
      saveVersion: (version) => this.save(version),
    }
  }

  private async choose(): Promise<ChosenFile | null> {
    const { filePaths } = await dialog.showOpenDialog(this.window, { properties: ['openFile'] })
    const [path] = filePaths
    if (path === undefined) return null
    const { size } = await stat(path)
    const ticket = randomUUID()
    // One file at a time: what was chosen before and not sent is nobody's any more.
    this.chosen.clear()
    this.chosen.set(ticket, path)
    return { ticket, name: basename(path), size }
  }

  private async send({ ticket, target, name }: SendOrder): Promise<SendOutcome> {
    const path = this.chosen.get(ticket)
    if (path === undefined) return { kind: 'unreadable' }
    this.chosen.delete(ticket)
    const sending: Sending = { stop: new AbortController(), sent: 0, total: 0 }
    this.sendings.set(ticket, sending)
    const file = { path, name: name ?? basename(path), target }
    try {
      return await sendFile(this.channel, file, sending.stop.signal, (sent, total) => {
        Object.assign(sending, { sent, total })
      })
    } finally {
      this.sendings.delete(ticket)
    }
  }

  private async save({ id, person, name }: VersionToSave): Promise<SaveOutcome> {
    const { filePath } = await dialog.showSaveDialog(this.window, {
      defaultPath: `${app.getPath('downloads')}/${safeName(name)}`,
    })
    if (filePath === '') return 'cancelled'
    const beside = `${filePath}.${randomUUID().slice(0, 8)}.part`
    const query = person === null ? '' : `?person=${person}`
    try {
      const content = await this.get(`/api/versions/${id}/content${query}`)
      await pipeline(content, createWriteStream(beside, { flags: 'wx' }))
      // What was under that name stays until the new bytes are there.
      await rename(beside, filePath)
      return 'saved'
    } catch {
      await rm(beside, { force: true })
      return 'failed'
    }
  }

  private get(path: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const outgoing = sendRequest({ ...asWindow(this.channel), path })
      outgoing.on('error', reject)
      outgoing.once('response', (incoming) => {
        if (incoming.statusCode === 200) resolve(incoming)
        else {
          incoming.resume()
          reject(new Error(`The hub answered ${incoming.statusCode}`))
        }
      })
      outgoing.end()
    })
  }
}

/** Names come from clients: nothing in them may lead elsewhere. */
function safeName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/')).replaceAll(/[\p{Cc}<>:"|?*]/gu, '_')
  return plain === '' || plain === '.' || plain === '..' ? 'save' : plain
}
