import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { expect, onTestFinished } from 'vitest'
import { z } from 'zod'
import { createClientToken, exchangePairingCode, pairClientToken } from '../../shared/api/client-tokens'
import { approve, init, token } from '../../shared/api/device-authorization'
import { device, type Device } from '../../shared/api/devices'
import { linkPerson, me, type User, user } from '../../shared/api/users'
import { argosy, grout } from '../simulator/client-profiles'
import { startTestHub, type TestHub, type TestHubOptions } from './hub'

/** A credential as a test names it: the value of `Authorization`, a cookie, or the owner's window. */
export type Credential = 'window' | { readonly authorization: string } | { readonly cookie: string }

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly body: unknown
}

export interface Asking {
  readonly as?: Credential
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The address of this machine to ask from: 127.0.0.1, 127.0.0.2, … */
  readonly from?: string
}

export const ownerPassword = 'correct horse'

export const bearer = (secret: string): Credential => ({ authorization: `Bearer ${secret}` })
export const basic = (name: string, password: string): Credential => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
})

/** A hub for one test. Without a password the owner is only at the window, and the hub starts at once. */
export async function household(
  options: TestHubOptions & { readonly withPassword?: boolean } = {},
): Promise<TestHub> {
  const admin = { name: 'owner', password: options.withPassword ? ownerPassword : null }
  const hub = await startTestHub({ ...options, config: { admin, ...options.config } })
  onTestFinished(() => hub.stop())
  return hub
}

export async function ask(
  hub: TestHub,
  method: string,
  path: string,
  { as, body, headers, from }: Asking = {},
): Promise<Reply> {
  const payload = body === undefined ? undefined : JSON.stringify(body)
  const sent: Record<string, string> = {
    ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  }
  if (as === 'window') {
    const response = await hub.windowFetch(path, {
      method,
      headers: sent,
      ...(payload === undefined ? {} : { body: payload }),
    })
    return reply(response.status, Object.fromEntries(response.headers), await response.text())
  }
  if (as && 'cookie' in as) Object.assign(sent, { cookie: as.cookie, origin: new URL(hub.url).origin })
  if (as && 'authorization' in as) Object.assign(sent, as)
  return overNetwork(hub, { method, path, headers: sent, localAddress: from ?? '127.0.0.1' }, payload)
}

function overNetwork(
  hub: TestHub,
  asked: { method: string; path: string; headers: Record<string, string>; localAddress: string },
  payload: string | undefined,
): Promise<Reply> {
  const { hostname, port } = new URL(hub.url)
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, agent: false, ...asked }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve(reply(response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString('utf8')))
      })
    })
    asking.on('error', reject)
    asking.end(payload)
  })
}

function reply(status: number, headers: IncomingHttpHeaders, text: string): Reply {
  let body: unknown = text
  try {
    body = JSON.parse(text)
  } catch {
    // Not every answer is JSON: the text itself is what a test then looks at.
  }
  return { status, headers, text, body }
}

/** The parsed body of an answer that must have this status. */
export async function answer<Schema extends z.ZodType>(
  schema: Schema,
  status: number,
  asked: Promise<Reply>,
): Promise<z.output<Schema>> {
  const { status: got, body } = await asked
  expect({ status: got, body }).toMatchObject({ status })
  return schema.parse(body)
}

/** What a refusal says: its status and whole body. */
export async function refusal(asked: Promise<Reply>): Promise<{ status: number; body: unknown }> {
  const { status, body } = await asked
  return { status, body }
}

/** A token made in the window and taken over by a device with its pairing code (wire.md 4.5). */
export async function exchanged(hub: TestHub): Promise<string> {
  const body = { name: 'Handheld', scopes: ['me.read', 'devices.read', 'devices.write'] }
  const made = ask(hub, 'POST', createClientToken.path, { as: 'window', body })
  const { id } = await answer(createClientToken.answer, 201, made)
  const paired = ask(hub, 'POST', `/api/client-tokens/${id}/pair`, { as: 'window' })
  const { code } = await answer(pairClientToken.answer, 200, paired)
  const taken = ask(hub, 'POST', exchangePairingCode.path, { body: { code } })
  return (await answer(exchangePairingCode.answer, 200, taken)).raw_token
}

/** An open `GET /api/events`; `ended` resolves when the hub ends it. */
export async function eventStream(
  hub: TestHub,
  as: { readonly cookie: string },
): Promise<{ readonly ended: Promise<unknown>; isOpen(): boolean }> {
  const { hostname, port } = new URL(hub.url)
  const asking = request({ hostname, port, path: '/api/events', headers: as, agent: false })
  asking.end()
  const [response]: IncomingMessage[] = await once(asking, 'response')
  expect(response?.statusCode).toBe(200)
  if (!response) throw new Error('No answer')
  onTestFinished(() => void response.destroy())
  // Whether the hub ends a stream in order or cuts it off, it is over when it closes.
  response.on('error', () => {})
  const ended = new Promise((resolve) => {
    response.on('close', resolve)
  })
  response.resume()
  return { ended, isOpen: () => !response.destroyed }
}

export function owner(hub: TestHub): Promise<User> {
  return answer(me.answer, 200, ask(hub, 'GET', '/api/users/me', { as: 'window' }))
}

export function addUser(hub: TestHub, body: Record<string, unknown>): Promise<User> {
  return answer(user, 201, ask(hub, 'POST', '/api/users', { as: 'window', body }))
}

/** The cookie of a phone that scanned the person's link. */
export async function linkedPhone(hub: TestHub, personId: number): Promise<{ cookie: string }> {
  const link = ask(hub, 'POST', `/api/people/${personId}/link`, { as: 'window' })
  const { code } = await answer(linkPerson.answer, 200, link)
  const origin = new URL(hub.url).origin
  return cookieOf(await ask(hub, 'POST', '/api/login/link', { body: { code }, headers: { origin } }))
}

/** The cookie of a browser that signed in with a password. */
export async function signedIn(hub: TestHub, name: string, password: string): Promise<{ cookie: string }> {
  return cookieOf(await ask(hub, 'POST', '/api/login', { as: basic(name, password) }))
}

function cookieOf({ status, headers }: Reply): { cookie: string } {
  expect(status).toBe(200)
  return { cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' }
}

export interface Pairing {
  readonly identifier?: string
  readonly name?: string
  readonly client?: string
  readonly platform?: string
  readonly from?: string
  /** Whose device it will be; the owner's when absent. */
  readonly person?: number
}

/** A handheld's whole way in: asks, is approved at the window, collects. */
export async function pair(
  hub: TestHub,
  pairing: Pairing = {},
): Promise<{ deviceId: string; secret: string }> {
  const { user_code, device_code } = await openRequest(hub, pairing)
  const query = pairing.person === undefined ? '' : `?person=${pairing.person}`
  await answer(
    approve.answer,
    200,
    ask(hub, 'POST', `/api/auth/device/approve${query}`, {
      as: 'window',
      body: { user_code, approved_scopes: grout.scopes },
    }),
  )
  return collect(hub, device_code, pairing.from)
}

export function openRequest(hub: TestHub, pairing: Pairing = {}) {
  const body = {
    client_device_identifier: pairing.identifier ?? grout.identifier('living room'),
    name: pairing.name ?? 'Living room',
    client: pairing.client ?? grout.client,
    platform: pairing.platform ?? grout.platform,
    client_version: grout.clientVersion,
    requested_scopes: grout.scopes,
  }
  return answer(init.answer, 201, ask(hub, 'POST', '/api/auth/device/init', { body, ...at(pairing.from) }))
}

export async function collect(hub: TestHub, device_code: string, from?: string) {
  const asked = ask(hub, 'POST', '/api/auth/device/token', { body: { device_code }, ...at(from) })
  const { access_token: secret, device_id: deviceId } = await answer(token.answer, 200, asked)
  return { secret, deviceId }
}

function at(from: string | undefined): { from?: string } {
  return from === undefined ? {} : { from }
}

export function devices(hub: TestHub, as: Credential = 'window', query = ''): Promise<Device[]> {
  return answer(z.array(device), 200, ask(hub, 'GET', `/api/devices${query}`, { as }))
}

export const profiles = { argosy, grout }
export const forbidden = { status: 403, body: { detail: 'Forbidden' } }
export const notAuthenticated = { status: 401, body: { detail: 'Not authenticated' } }
