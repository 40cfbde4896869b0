import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { IncomingMessage, type OutgoingHttpHeaders, Server, ServerResponse } from 'node:http'

/** One request to a hub and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly sentHeaders: IncomingMessage['headers']
  /** As far as the hub has read it. */
  readonly sentBody: string
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly body: string
  /** Whether the answer was written to its end. */
  readonly isWhole: boolean
}

/** A copy of the bytes that pass through an object's method, whoever calls it. */
function copyOf(chunks: Buffer[], chunk: unknown): void {
  if (typeof chunk === 'string') chunks.push(Buffer.from(chunk))
  else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
}

function watch(request: IncomingMessage, response: ServerResponse, seen: (exchange: Exchange) => void): void {
  const sent: Buffer[] = []
  const answered: Buffer[] = []
  // A listener for 'data' would make the body flow before the hub has asked for it.
  request.emit = new Proxy(request.emit, {
    apply(target, self: unknown, args: Parameters<typeof request.emit>) {
      if (args[0] === 'data') copyOf(sent, args[1])
      return Reflect.apply(target, self, args)
    },
  })
  const copying: ProxyHandler<ServerResponse['write']> = {
    apply(target, self: unknown, args: unknown[]): unknown {
      copyOf(answered, args[0])
      return Reflect.apply(target, self, args)
    },
  }
  response.write = new Proxy(response.write, copying)
  response.end = new Proxy(response.end, {
    apply(target, self: unknown, args: Parameters<typeof response.end>) {
      copyOf(answered, args[0])
      return Reflect.apply(target, self, args)
    },
  })
  response.once('close', () => {
    seen({
      method: request.method ?? '',
      target: request.url ?? '',
      sentHeaders: request.headers,
      sentBody: Buffer.concat(sent).toString('utf8'),
      status: response.statusCode,
      headers: response.getHeaders(),
      body: Buffer.concat(answered).toString('utf8'),
      isWhole: response.writableFinished,
    })
  })
}

/**
 * Sees every exchange of the HTTP servers that are `own`, by whatever client a test makes it.
 *
 * @returns what ends it
 */
export function watchExchanges(
  isOwn: (server: Server) => boolean,
  seen: (exchange: Exchange) => void,
): () => void {
  const started = (message: unknown) => {
    if (typeof message !== 'object' || message === null) return
    if (!('request' in message && 'response' in message && 'server' in message)) return
    const { request, response, server } = message
    if (!(request instanceof IncomingMessage && response instanceof ServerResponse)) return
    if (server instanceof Server && isOwn(server)) watch(request, response, seen)
  }
  subscribe('http.server.request.start', started)
  return () => unsubscribe('http.server.request.start', started)
}
