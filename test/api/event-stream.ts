import { request, type IncomingMessage } from 'node:http'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { onTestFinished } from 'vitest'
import { hubEvent, type HubEvent } from '../../shared/api/events'
import type { TestHub } from '../helpers/hub'

export interface ReceivedEvent {
  readonly lastEventId: string
  readonly event: HubEvent
  /** `performance.now()` at its arrival. */
  readonly at: number
}

/** An open `GET /api/events`. */
export class EventStream {
  readonly events: ReceivedEvent[] = []
  raw = ''
  private ended = false
  private readonly waiting = new Set<() => void>()

  private constructor(private readonly response: IncomingMessage) {
    const parser = createParser({ onEvent: (message) => this.receive(message) })
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      this.raw += chunk
      parser.feed(chunk)
    })
    // A stream that the hub cuts off ends with an error; that it ended is all a test asks.
    response.on('error', () => {})
    response.on('close', () => {
      this.ended = true
      this.notify()
    })
  }

  /** Resolves when the hub has answered 200; rejects with the status otherwise. */
  static open(hub: TestHub, headers: Record<string, string>): Promise<EventStream> {
    const { hostname, port } = new URL(hub.url)
    const accept = { accept: 'text/event-stream', ...headers }
    return new Promise((resolve, reject) => {
      const sent = request(
        { hostname, port, path: '/api/events', headers: accept, agent: false },
        (response) => {
          if (response.statusCode !== 200) return reject(new Error(`HTTP status ${response.statusCode}`))
          onTestFinished(() => void response.destroy())
          return resolve(new EventStream(response))
        },
      )
      sent.on('error', reject)
      sent.end()
    })
  }

  get headers() {
    return this.response.headers
  }

  close(): void {
    this.response.destroy()
  }

  /** The first event that fits, past or to come. */
  next(fits: (event: HubEvent) => boolean): Promise<ReceivedEvent> {
    return this.until(() => this.events.find((received) => fits(received.event)) ?? null)
  }

  closed(): Promise<void> {
    return this.until(() => (this.ended ? true : null)).then(() => {})
  }

  private receive(message: EventSourceMessage): void {
    const event = hubEvent.parse(JSON.parse(message.data))
    this.events.push({ lastEventId: message.id ?? '', event, at: performance.now() })
    this.notify()
  }

  private notify(): void {
    for (const check of this.waiting) check()
  }

  private until<Result>(look: () => Result | null): Promise<Result> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const result = look()
        if (result === null && !this.ended) return
        this.waiting.delete(check)
        if (result === null) reject(new Error('The stream ended'))
        else resolve(result)
      }
      this.waiting.add(check)
      check()
    })
  }
}
