import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { request as sendRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { BrowserWindow } from 'electron'
import { app, dialog } from 'electron'
import { exportSaves } from '../../shared/api/export'
import type { IpcHandlers } from '../../shared/ipc'
import type {
  ChosenFile,
  ExportToSave,
  SaveOutcome,
  SendOrder,
  SendOutcome,
  VersionToSave,
} from '../../shared/ipc-saves'
import type { WindowChannel } from '../hub'
import { asWindow } from './forward'
import { sendFile } from './send-file'

/** What the hub is asked for; its answer becomes a file. */
interface Question {
  readonly method: string
  readonly path: string
  /** JSON, or empty. */
  readonly body: string
}

interface Sending {
  readonly stop: AbortController
  sent: number
  total: number
}

type Handlers = Pick<
  IpcHandlers,
  'chooseSaveFile' | 'sendSaveFile' | 'sendProgress' | 'cancelSending' | 'saveVersion' | 'saveExport'
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
      saveVersion: (version) => this.saveVersion(version),
      saveExport: (wanted) => this.saveExport(wanted),
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

  private saveVersion({ id, person, name }: VersionToSave): Promise<SaveOutcome> {
    const query = person === null ? '' : `?person=${person}`
    return this.save(name, { method: 'GET', path: `/api/versions/${id}/content${query}`, body: '' })
  }

  private saveExport({ request, name }: ExportToSave): Promise<SaveOutcome> {
    const { method, path } = exportSaves
    return this.save(name, { method, path, body: JSON.stringify(request) })
  }

  private async save(name: string, question: Question): Promise<SaveOutcome> {
    const { filePath } = await dialog.showSaveDialog(this.window, {
      defaultPath: `${app.getPath('downloads')}/${safeName(name)}`,
    })
    if (filePath === '') return 'cancelled'
    const beside = `${filePath}.${randomUUID().slice(0, 8)}.part`
    try {
      const content = await this.ask(question)
      await pipeline(content, createWriteStream(beside, { flags: 'wx' }))
      // What was under that name stays until the new bytes are there.
      await rename(beside, filePath)
      return 'saved'
    } catch {
      await rm(beside, { force: true })
      return 'failed'
    }
  }

  private ask({ method, path, body }: Question): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const window = asWindow(this.channel)
      const type = body === '' ? {} : { 'content-type': 'application/json' }
      const outgoing = sendRequest({ ...window, method, path, headers: { ...window.headers, ...type } })
      outgoing.on('error', reject)
      outgoing.once('response', (incoming) => {
        if (incoming.statusCode === 200) resolve(incoming)
        else {
          incoming.resume()
          reject(new Error(`The hub answered ${incoming.statusCode}`))
        }
      })
      outgoing.end(body)
    })
  }
}

/** Names come from clients: nothing in them may lead elsewhere. */
function safeName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/')).replaceAll(/[\p{Cc}<>:"|?*]/gu, '_')
  return plain === '' || plain === '.' || plain === '..' ? 'save' : plain
}
