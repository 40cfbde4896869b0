import { request, type IncomingHttpHeaders } from 'node:http'
import { expect, onTestFinished } from 'vitest'
import type { Config } from '../../main/config'
import { linkPerson } from '../../shared/api/users'
import { startTestHub, type TestHub } from '../helpers/hub'

export const ownerPassword = 'correct horse'

/** An `Authorization` header, as clients make it. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

export function bearer(token: string): string {
  return `Bearer ${token}`
}

/** The owner by Basic. Checking a password is slow on purpose, so this is for tests that are about it. */
export const ownerBasic = basic('owner', ownerPassword)

/** The owner at the hub's own window, over its private socket. */
export const asOwner = 'the window'

export interface CallOptions {
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Uint8Array
  /** The value of `Authorization`, or {@link asOwner}. */
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
 * One request on a connection of its own: over TCP, or {@link asOwner} over the window's socket. By node:http, because `fetch` mends paths and refuses to set `Host`,
 * which is exactly what hostile clients do not.
 */
export function call(hub: TestHub, method: string, path: string, options: CallOptions = {}): Promise<Reply> {
  if (options.as === asOwner) return callWindow(hub, method, path, options)
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

async function callWindow(hub: TestHub, method: string, path: string, options: CallOptions): Promise<Reply> {
  const response = await hub.windowFetch(path, {
    method,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    headers: {
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
  })
  const text = await response.text()
  return { status: response.status, headers: Object.fromEntries(response.headers), text, body: parsed(text) }
}

/** A hub for one test, stopped when the test ends. Its owner has no password. */
export function hubForTest(config: Partial<Config> = {}): Promise<TestHub> {
  return hubWithPassword({ admin: { name: 'owner', password: null }, ...config })
}

/** A hub for one test whose owner has {@link ownerPassword}: it takes a while longer to start. */
export async function hubWithPassword(config: Partial<Config> = {}): Promise<TestHub> {
  const hub = await startTestHub({ config })
  onTestFinished(() => hub.stop())
  return hub
}

/** The one cookie an answer sets: its `name=value`, and the attributes in lower case. */
export function cookieOf(reply: Reply): { pair: string; name: string; value: string; attributes: string[] } {
  const [header, ...more] = reply.headers['set-cookie'] ?? []
  expect(more).toEqual([])
  const [pair = '', ...attributes] = (header ?? '').split(';').map((part) => part.trim())
  const [name = '', value = ''] = pair.split('=')
  expect(value).not.toBe('')
  return { pair, name, value, attributes: attributes.map((attribute) => attribute.toLowerCase()) }
}

/** A one-time link that signs a phone in as the owner (own.md). */
export async function linkOfOwner(hub: TestHub): Promise<{ url: string; code: string; expires_in: number }> {
  const me = (await call(hub, 'GET', '/api/users/me', { as: asOwner })).body as { id: number }
  const reply = await call(hub, 'POST', `/api/people/${me.id}/link`, { as: asOwner })
  expect(reply).toMatchObject({ status: 200 })
  return linkPerson.answer.parse(reply.body)
}

export const originOf = (hub: TestHub) => new URL(hub.url).origin

export function redeem(hub: TestHub, code: string): Promise<Reply> {
  return call(hub, 'POST', '/api/login/link', { body: { code }, headers: { origin: originOf(hub) } })
}

/** A signed-in browser of the owner: its cookie. */
export async function signedIn(hub: TestHub): Promise<string> {
  const { code } = await linkOfOwner(hub)
  return cookieOf(await redeem(hub, code)).pair
}

/** With this the test may play many addresses by `X-Forwarded-For`. */
export const behindProxy: Partial<Config> = { trustedProxies: ['127.0.0.1/32'] }

export function from(address: string): { headers: Record<string, string> } {
  return { headers: { 'x-forwarded-for': address } }
}

export const notAuthenticated = { detail: 'Not authenticated' }
export const forbidden = { detail: 'Forbidden' }
