import { request as sendRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { WindowChannel } from '../hub'
import type { OpenRequests } from './open-requests'
import { pageHost } from './own-page'
import { pageStream } from './page-stream'

/** The header by which the hub knows the owner's window; only the main process ever sets it. */
const windowHeader = 'x-roost-window'

/** RFC 9110 section 7.6.1: these describe one connection and end with it. */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/**
 * Not the page's to say: who it is, where it comes from, and in which encoding (nothing after us would decode it).
 * Cookies are for browsers; the window is known by its channel.
 */
const notFromThePage = [...hopByHop, windowHeader, 'host', 'cookie', 'accept-encoding', 'forwarded', 'expect']
const notForThePage = [...hopByHop, 'set-cookie']

/** Statuses whose answers have no body (Fetch standard, "null body status"). */
const bodiless = new Set([101, 103, 204, 205, 304])

/** How the main process itself asks the hub, as the owner's window. */
export function asWindow(channel: WindowChannel) {
  return {
    socketPath: channel.path,
    // One connection per request: they cost nothing here, and an idle one would hold up the hub's stop.
    agent: false,
    headers: { host: pageHost, [windowHeader]: channel.secret },
  } as const
}

/**
 * Carries a request of the page to the hub over its private channel and the answer back, streaming both ways. When
 * the page gives up, the hub sees its connection close; when the hub breaks off, the page's body errors.
 */
export function forwardToHub(
  request: Request,
  channel: WindowChannel,
  open: OpenRequests,
): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  return new Promise((resolve, reject) => {
    const window = asWindow(channel)
    const outgoing = sendRequest({
      ...window,
      method: request.method,
      path: pathname + search,
      headers: { ...headersForHub(request.headers), ...window.headers },
      signal: request.signal,
    })
    open.follow(outgoing)
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      resolve(answerForPage(request.method, incoming))
    })
    sendBody(request, outgoing).catch(reject)
  })
}

async function sendBody(request: Request, outgoing: NodeJS.WritableStream): Promise<void> {
  if (request.body === null) {
    outgoing.end()
    return
  }
  await pipeline(Readable.fromWeb(request.body), outgoing)
}

function answerForPage(method: string, incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 502
  const headers = headersForPage(incoming)
  if (method === 'HEAD' || bodiless.has(status)) {
    incoming.resume()
    return new Response(null, { status, headers })
  }
  return new Response(pageStream(incoming), { status, headers })
}

function headersForHub(headers: Headers): Record<string, string> {
  const dropped = new Set([...notFromThePage, ...namedByConnection(headers.get('connection'))])
  return Object.fromEntries(
    [...headers].filter(([name]) => !dropped.has(name) && !name.startsWith('x-forwarded-')),
  )
}

function headersForPage(incoming: IncomingMessage): Headers {
  const dropped = new Set([...notForThePage, ...namedByConnection(incoming.headers.connection)])
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined || dropped.has(name)) continue
    for (const one of [value].flat()) headers.append(name, one)
  }
  return headers
}

/** The headers that `Connection` names are hop-by-hop too. */
function namedByConnection(value: string | null | undefined): string[] {
  return (value ?? '').split(',').map((name) => name.trim().toLowerCase())
}
