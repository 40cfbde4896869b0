import type { IncomingMessage } from 'node:http'
import { createHash, timingSafeEqual } from 'node:crypto'

/** The header that Electron's protocol handler adds to what the page asks (design section 1). */
export const windowHeader = 'x-roost-window'

/** What stands for the address of requests that came through the window's own channel. */
export const windowAddress = 'window'

const admitted = new WeakSet<IncomingMessage>()

/** Notes that a request came in by the private listener and carried its secret. */
export function admitWindowRequest(request: IncomingMessage, secret: string): boolean {
  const sent = request.headers[windowHeader]
  if (typeof sent !== 'string' || !isSame(sent, secret)) return false
  admitted.add(request)
  return true
}

/** Whether it is the owner's window: known by listener and secret, never by a missing address. */
export function isWindowRequest(request: IncomingMessage): boolean {
  return admitted.has(request)
}

function isSame(one: string, other: string): boolean {
  // Digests are of one length, so that the comparison tells nothing about the secret's.
  return timingSafeEqual(digestOf(one), digestOf(other))
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
