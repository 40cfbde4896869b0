import { connect, type Socket } from 'node:net'
import type { TestHub } from '../helpers/hub'

export interface RawReply {
  readonly status: number
  readonly head: string
  readonly body: string
}

/** A TCP connection on which a test says exactly what it wants, also half a request. */
export class RawConnection {
  private received = ''
  private readonly waiting = new Set<() => void>()
  private isClosed = false

  private constructor(private readonly socket: Socket) {
    const notify = () => this.waiting.forEach((check) => check())
    socket.on('data', (chunk) => {
      this.received += chunk.toString('latin1')
      notify()
    })
    // A hub may cut off a client that misbehaves; what arrived before is what counts.
    socket.on('error', () => {})
    socket.on('close', () => {
      this.isClosed = true
      notify()
    })
  }

  static open(hub: TestHub): Promise<RawConnection> {
    const { hostname, port } = new URL(hub.url)
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) }, () => resolve(new RawConnection(socket)))
      socket.once('error', reject)
    })
  }

  send(data: string | Uint8Array): void {
    this.socket.write(data)
  }

  /** Sends FIN: the hub sees a client that went away after its request. */
  hangUp(): void {
    this.socket.end()
  }

  destroy(): void {
    this.socket.destroy()
  }

  /** Resolves when the connection is closed, from either end. */
  closed(): Promise<void> {
    return this.until(() => (this.isClosed ? true : null)).then(() => {})
  }

  /** Resolves when the first bytes of an answer are there. */
  some(): Promise<void> {
    return this.until(() => (this.received === '' ? null : true)).then(() => {})
  }

  /** The next whole answer with a Content-Length. Rejects if the connection closes before it is whole. */
  reply(): Promise<RawReply> {
    return this.until(() => {
      const end = this.received.indexOf('\r\n\r\n')
      if (end < 0) return null
      const head = this.received.slice(0, end)
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
      const body = this.received.slice(end + 4, end + 4 + length)
      if (body.length < length) return null
      this.received = this.received.slice(end + 4 + length)
      return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), head, body }
    })
  }

  private until<Result>(look: () => Result | null): Promise<Result> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const result = look()
        if (result === null && !this.isClosed) return
        this.waiting.delete(check)
        if (result === null) reject(new Error('The connection closed before the answer was whole'))
        else resolve(result)
      }
      this.waiting.add(check)
      check()
    })
  }
}

/** A request as text. */
export function requestText(head: string, headers: readonly string[], body = ''): string {
  return `${[`${head} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n${body}`
}
