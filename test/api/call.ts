import { request, type IncomingHttpHeaders } from 'node:http'
import { onTestFinished } from 'vitest'
import type { Config } from '../../main/config'
import { startTestHub, type TestHub } from '../helpers/hub'

export const ownerPassword = 'correct horse'

/** An `Authorization` header, as clients make it. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

export function bearer(token: string): string {
  return `Bearer ${token}`
}

/** The owner, who may do everything. */
export const asOwner = basic('owner', ownerPassword)

export interface CallOptions {
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Uint8Array
  /** The value of `Authorization`. */
  readonly as?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The parsed body; the text itself when it is not JSON. */
  readonly body: unknown
}

/**
 * One request over TCP on a connection of its own. By node:http, because `fetch` mends paths and refuses to set `Host`,
 * which is exactly what hostile clients do not.
 */
export function call(hub: TestHub, method: string, path: string, options: CallOptions = {}): Promise<Reply> {
  const { hostname, port } = new URL(hub.url)
  const payload = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body))
  const headers: Record<string, string> = { ...options.headers }
  if (options.as !== undefined) headers['authorization'] = options.as
  if (payload !== undefined) {
    headers['content-type'] ??= 'application/json'
    headers['content-length'] = String(Buffer.byteLength(payload))
  }
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parsed(text) })
      })
    })
    sent.on('error', reject)
    sent.end(payload)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A request over the owner's window. */
export async function callWindow(
  hub: TestHub,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const response = await hub.windowFetch(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return { status: response.status, body: parsed(await response.text()) }
}

/** A hub for one test, stopped when the test ends. */
export async function hubForTest(config: Partial<Config> = {}): Promise<TestHub> {
  const hub = await startTestHub({ config })
  onTestFinished(() => hub.stop())
  return hub
}

/** With this the test may play many addresses by `X-Forwarded-For`. */
export const behindProxy: Partial<Config> = { trustedProxies: ['127.0.0.1/32'] }

export function from(address: string): { headers: Record<string, string> } {
  return { headers: { 'x-forwarded-for': address } }
}

export const notAuthenticated = { detail: 'Not authenticated' }
export const forbidden = { detail: 'Forbidden' }
