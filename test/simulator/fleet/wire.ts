import type { z } from 'zod'
import type { Endpoint } from '../../../shared/api/endpoint'
import { listSaves, save, type Save } from '../../../shared/api/saves'
import { completeSync, negotiateSync } from '../../../shared/api/sync'
import type { Fetch } from '../hub-connection'
import { type Content, contentOf } from './content'

/** The network or the power went away in the middle. */
export class Interrupted extends Error {
  constructor(
    /** Whether the handheld itself went off: nothing after this happens. */
    readonly isPowerCut: boolean,
  ) {
    super(isPowerCut ? 'The power was cut' : 'The network was cut')
  }
}

/** What goes wrong with the `at`th request of a sync, from 0. */
export interface Fault {
  readonly at: number
  readonly kind: 'request-lost' | 'reply-lost' | 'power-cut-before' | 'power-cut-after'
}

export type Negotiated = z.infer<typeof negotiateSync.answer>
export type ClientEntry = z.input<typeof negotiateSync.body>['saves'][number]

export interface Upload {
  readonly romId: number
  readonly fileName: string
  readonly content: Content
  readonly slot: string | null
  readonly overwrite: boolean
}

export type Uploaded =
  | { readonly kind: 'stored'; readonly save: Save }
  | { readonly kind: 'refused'; readonly status: number }

/** Told of everything that reached the hub, whatever became of the answer. */
export interface Witness {
  sent(upload: Pick<Upload, 'romId' | 'content'>): void
}

/** One handheld's requests, with whatever goes wrong on the way. */
export class Wire {
  private calls = 0
  private fault: Fault | null = null

  constructor(
    private readonly origin: string,
    private readonly authorization: string,
    private readonly fetch: Fetch,
    private readonly witness: Witness,
  ) {}

  /** From the next request on, this goes wrong. */
  expect(fault: Fault | null): void {
    this.calls = 0
    this.fault = fault
  }

  async negotiate(deviceId: string, saves: readonly ClientEntry[]): Promise<Negotiated> {
    return this.json(negotiateSync, negotiateSync.path, { device_id: deviceId, saves })
  }

  async complete(sessionId: number, done: number, failed: number): Promise<void> {
    const path = completeSync.path.replace('{id}', String(sessionId))
    await this.json(completeSync, path, { operations_completed: done, operations_failed: failed })
  }

  async list(romId: number, deviceId: string | null): Promise<Save[]> {
    const device = deviceId === null ? '' : `&device_id=${deviceId}`
    return this.json(listSaves, `/api/saves?rom_id=${romId}${device}`)
  }

  /** @param deviceId null for a client that knows neither devices nor slots. */
  async upload(deviceId: string | null, sent: Upload): Promise<Uploaded> {
    const query = new URLSearchParams({ rom_id: String(sent.romId) })
    if (sent.slot !== null) query.set('slot', sent.slot)
    if (deviceId !== null) query.set('device_id', deviceId)
    if (sent.overwrite) query.set('overwrite', 'true')
    return this.store('POST', `/api/saves?${query.toString()}`, sent)
  }

  replace(id: number, sent: Upload): Promise<Uploaded> {
    return this.store('PUT', `/api/saves/${id}`, sent)
  }

  /** Null when it is not there any more. */
  async content(path: string): Promise<Content | null> {
    const response = await this.send('GET', path)
    if (!response.ok) return null
    return contentOf(Buffer.from(await response.arrayBuffer()))
  }

  async confirm(saveId: number, deviceId: string): Promise<void> {
    const body = JSON.stringify({ device_id: deviceId })
    await this.send('POST', `/api/saves/${saveId}/downloaded`, body, 'application/json')
  }

  private async store(method: string, path: string, sent: Upload): Promise<Uploaded> {
    const form = new FormData()
    form.set('saveFile', new Blob([new Uint8Array(sent.content.bytes)]), sent.fileName)
    const response = await this.send(method, path, form, null, () => this.witness.sent(sent))
    const body: unknown = await response.json()
    if (response.ok) return { kind: 'stored', save: save.parse(body) }
    if (response.status >= 500 && response.status !== 507) {
      throw new Error(`${method} ${path}: ${response.status}`)
    }
    return { kind: 'refused', status: response.status }
  }

  private async json<Answer extends z.ZodType>(
    { method, answer }: Endpoint<z.ZodType, z.ZodType, z.ZodType, Answer>,
    path: string,
    body?: unknown,
  ): Promise<z.infer<Answer>> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const response = await this.send(method, path, text, 'application/json')
    const read: unknown = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(read)}`)
    return answer.parse(read)
  }

  private async send(
    method: string,
    path: string,
    body?: string | FormData,
    type: string | null = null,
    arrived: () => void = () => undefined,
  ): Promise<Response> {
    const call = this.calls
    this.calls += 1
    const fault = this.fault?.at === call ? this.fault.kind : null
    if (fault === 'request-lost') throw new Interrupted(false)
    if (fault === 'power-cut-before') throw new Interrupted(true)
    const response = await this.fetch(`${this.origin}${path}`, {
      method,
      headers: {
        authorization: this.authorization,
        ...(body !== undefined && type !== null ? { 'content-type': type } : {}),
      },
      ...(body === undefined ? {} : { body }),
    })
    arrived()
    if (fault === 'reply-lost' || fault === 'power-cut-after') {
      await response.arrayBuffer()
      throw new Interrupted(fault === 'power-cut-after')
    }
    return response
  }
}
