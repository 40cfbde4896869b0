import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import { chmod } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { admitWindowRequest } from './window-channel'

/** How patient the hub is with a connection, in milliseconds. */
export interface Patience {
  /** Until the headers of a request are there: a sender that gives a byte at a time holds nothing for ever. */
  readonly headers: number
  /** While nothing at all moves: a transfer may take as long as it moves. */
  readonly idle: number
  /** Between two requests. */
  readonly keepAlive: number
  /** For what is under way when the hub stops. */
  readonly inFlight: number
}

export const usualPatience: Patience = { headers: 15_000, idle: 60_000, keepAlive: 10_000, inFlight: 10_000 }

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
  patience = usualPatience,
): Promise<Listener> {
  const server = createHttpServer(listener, patience)
  await listening(server, () => server.listen({ host, port }))
  return listenerOf(server, port, patience)
}

/** What a secure door shows and signs with, as PEM. */
export interface SecureIdentity {
  readonly certificate: string
  readonly key: string
}

export interface SecureListener extends Listener {
  /** New connections see another certificate. */
  show(identity: SecureIdentity): void
}

/** The door of the LAN for HTTPS. @throws as {@link listenOnNetwork}. */
export async function listenSecurely(
  listener: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
  { certificate: cert, key }: SecureIdentity,
  patience = usualPatience,
): Promise<SecureListener> {
  const options = { cert, key, connectionsCheckingInterval: patience.headers / 3 }
  const server = bePatient(createSecureServer(options, listener), listener, patience)
  await listening(server, () => server.listen({ host, port }))
  return {
    ...listenerOf(server, port, patience),
    show: (identity) => server.setSecureContext({ cert: identity.certificate, key: identity.key }),
  }
}

function listenerOf(server: Server | SecureServer, asked: number, patience: Patience): Listener {
  const address: AddressInfo | string | null = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : asked,
    close: () => close(server, patience),
  }
}

/** The private door of the owner's window: whoever knows the path must also know the secret (design section 1). */
export async function listenForWindow(
  listener: RequestListener,
  path: string,
  secret: string,
  patience = usualPatience,
): Promise<Listener> {
  const server = createHttpServer((request, response) => {
    if (admitWindowRequest(request, secret)) listener(request, response)
    else response.writeHead(403, { Connection: 'close' }).end()
  }, patience)
  await listening(server, () => server.listen({ path }))
  if (process.platform !== 'win32') await chmod(path, 0o600)
  return listenerOf(server, 0, patience)
}

function createHttpServer(listener: RequestListener, patience: Patience): Server {
  // Node looks for late headers this often, and only every 30 s unless it is told.
  return bePatient(
    createServer({ connectionsCheckingInterval: patience.headers / 3 }, listener),
    listener,
    patience,
  )
}

function bePatient<Kind extends Server | SecureServer>(
  server: Kind,
  listener: RequestListener,
  patience: Patience,
): Kind {
  // Without this Node itself says "100 Continue" and so asks for the body before anybody was authenticated (W-15).
  server.on('checkContinue', listener)
  server.headersTimeout = patience.headers
  // Node's own limit of 300 s would cut a large upload over slow Wi-Fi.
  server.requestTimeout = 0
  server.setTimeout(patience.idle)
  server.keepAliveTimeout = patience.keepAlive
  server.maxHeadersCount = 100
  return server
}

function listening(server: Server | SecureServer, start: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () => {
      server.off('error', reject)
      resolve()
    })
    start()
  })
}

function close(server: Server | SecureServer, { inFlight }: Patience): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), inFlight)
    server.close(() => {
      clearTimeout(impatience)
      resolve()
    })
    // What still comes on a connection that was kept is answered, and is the last there.
    server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'))
    server.closeIdleConnections()
  })
}
