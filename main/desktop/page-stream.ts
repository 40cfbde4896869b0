import type { Readable } from 'node:stream'

/**
 * How long an answer may wait to be read: a body that nobody asks for would hold its connection to the hub for ever.
 */
const patience = 10_000

/** The hub closed the connection before its answer was whole. */
export class HubBrokeOff extends Error {
  constructor() {
    super('the hub broke off its answer')
  }
}

/**
 * The body of an answer, read from the hub only as fast as the page takes it. Breaks off with an error when the hub
 * does, so that half an answer never looks whole; but not before somebody reads, for an error nobody hears of would
 * end the process.
 */
export function pageStream(incoming: Readable): ReadableStream<Uint8Array> {
  const body = new PageBody(incoming)
  return new ReadableStream<Uint8Array>(body, { highWaterMark: 0 })
}

class PageBody {
  private state: 'unread' | 'reading' | 'done' = 'unread'
  private broken = false
  private readonly abandoned: NodeJS.Timeout

  constructor(private readonly incoming: Readable) {
    this.abandoned = setTimeout(() => {
      this.cancel()
    }, patience)
    this.abandoned.unref()
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.incoming.pause()
    this.incoming.on('data', (part: Buffer) => {
      if (this.state === 'done') return
      controller.enqueue(new Uint8Array(part))
      this.incoming.pause()
    })
    this.incoming.once('end', () => {
      if (this.finish()) controller.close()
    })
    // `close` follows and says it for all ways of breaking off.
    this.incoming.on('error', () => undefined)
    this.incoming.once('close', () => {
      if (this.state === 'unread') this.broken = true
      else this.breakOff(controller)
    })
  }

  pull(controller: ReadableStreamDefaultController<Uint8Array>): void {
    clearTimeout(this.abandoned)
    if (this.state === 'unread') this.state = 'reading'
    if (this.broken) this.breakOff(controller)
    else this.incoming.resume()
  }

  cancel(): void {
    this.finish()
    this.incoming.destroy()
  }

  private breakOff(controller: ReadableStreamDefaultController<Uint8Array>): void {
    if (this.finish()) controller.error(new HubBrokeOff())
  }

  /** @returns whether it was not finished before. */
  private finish(): boolean {
    clearTimeout(this.abandoned)
    const first = this.state !== 'done'
    this.state = 'done'
    return first
  }
}
