import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { Middleware, RequestContext } from '../context'

/** What is read and thrown away of a body that nobody wants. */
export const unreadLimits = { bytes: 1024 * 1024, milliseconds: 2_000 }

/**
 * An upload that is refused while it still comes: a connection closed with bytes unread is a reset to its sender, which
 * may then never see the answer (RFC 9112 section 9.6). So the answer is written at once, for senders that read while
 * they write (Go), and the body is read on for a while, for those that write it whole first (OkHttp). A body that may
 * come to more than that ends its connection.
 */
export const unreadBody: Middleware = async (context, next) => {
  await next()
  const { req } = context
  if (req.complete || req.destroyed || !announcesBody(req)) return
  // Whoever waits for "100 Continue" has sent nothing, and nobody knows whether it still will.
  const isWaiting = req.headers.expect !== undefined && !req.readableDidRead
  if (isWaiting || !isSmall(req)) context.set('Connection', 'close')
  if (!isWaiting) answerThenDrain(context)
}

function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function isSmall({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined && Number(headers['content-length']) <= unreadLimits.bytes
}

/** The answer ends, and with it perhaps the connection, only when the body was drained; its reader has it before. */
function answerThenDrain(context: RequestContext): void {
  const bytes = bytesOf(context.body)
  if (bytes === null || context.method === 'HEAD') return
  const type = context.response.get('Content-Type')
  context.body = Readable.from(answerOf(context, bytes), { objectMode: false })
  context.set('Content-Type', type)
  context.length = bytes.length
}

async function* answerOf({ req }: RequestContext, bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
  // What comes after the limits could be taken for the next request: this connection is over.
  if (!(await drained(req))) req.socket.destroySoon()
}

/** Null for a stream, which ends when it ends, and for no body at all. */
function bytesOf(body: unknown): Uint8Array | null {
  if (body === undefined || body === null || body instanceof Readable) return null
  if (body instanceof Uint8Array) return body
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}

/** Reads on within the limits; whether that was all of it. */
function drained(request: IncomingMessage): Promise<boolean> {
  return new Promise((resolve) => {
    let read = 0
    const done = () => {
      clearTimeout(timer)
      request.off('data', count)
      for (const event of endings) request.off(event, done)
      if (!request.complete) request.pause()
      resolve(request.complete)
    }
    const count = (chunk: Buffer) => {
      read += chunk.length
      if (read > unreadLimits.bytes) done()
    }
    const timer = setTimeout(done, unreadLimits.milliseconds)
    request.on('data', count)
    for (const event of endings) request.once(event, done)
    request.resume()
    // It may have ended while the answer was on its way.
    if (request.complete && request.readableEnded) done()
  })
}

const endings = ['end', 'close', 'error'] as const
