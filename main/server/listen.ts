import { createServer, type RequestListener, type Server } from 'node:http'
import { chmod } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { admitWindowRequest } from './window-channel'

/** Milliseconds. */
const limits = { headers: 15_000, idle: 60_000, keepAlive: 10_000, inFlight: 10_000 }

/** A server that listens. */
export interface Listener {
  /** The port of a TCP listener. */
  readonly port: number
  /** Accepts nothing more, waits up to 10 s for what is in flight, then closes the rest. */
  close(): Promise<void>
}

/** The door of the LAN. @throws the system's own error (EADDRINUSE, EACCES, EADDRNOTAVAIL). */
export async function listenOnNetwork(
  listener: RequestListener,
  host: string,
  port: number,
): Promise<Listener> {
  const server = createHttpServer(listener)
  await listening(server, () => server.listen({ host, port }))
  const address: AddressInfo | string | null = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => close(server),
  }
}

/** The private door of the owner's window: whoever knows the path must also know the secret (design section 1). */
export async function listenForWindow(
  listener: RequestListener,
  path: string,
  secret: string,
): Promise<Listener> {
  const server = createHttpServer((request, response) => {
    if (admitWindowRequest(request, secret)) listener(request, response)
    else response.writeHead(403, { Connection: 'close' }).end()
  })
  await listening(server, () => server.listen({ path }))
  if (process.platform !== 'win32') await chmod(path, 0o600)
  return { port: 0, close: () => close(server) }
}

function createHttpServer(listener: RequestListener): Server {
  const server = createServer(listener)
  // Without this Node itself says "100 Continue" and so asks for the body before anybody was authenticated (W-15).
  server.on('checkContinue', listener)
  server.headersTimeout = limits.headers
  // A transfer may take as long as it moves; a socket on which nothing moves is given up.
  server.requestTimeout = 0
  server.setTimeout(limits.idle)
  server.keepAliveTimeout = limits.keepAlive
  server.maxHeadersCount = 100
  return server
}

function listening(server: Server, start: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () => {
      server.off('error', reject)
      resolve()
    })
    start()
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), limits.inFlight)
    server.close(() => {
      clearTimeout(impatience)
      resolve()
    })
    server.closeIdleConnections()
  })
}
