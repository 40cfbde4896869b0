import { expect, onTestFinished } from 'vitest'
import { type TestHub, type TestHubOptions, startTestHub } from '../helpers/hub'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: unknown
}

/** Who asks: `window`, nobody, or the value of an `Authorization` header. */
export type Caller = 'window' | 'nobody' | `Basic ${string}` | `Bearer ${string}`

export interface Question {
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as a form. */
  readonly form?: Record<string, string> | string[][]
  /** Sent as it is. */
  readonly raw?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A hub that goes when the test ends. The owner has no password unless asked for: hashing is slow on purpose. */
export async function aHub(options: TestHubOptions = {}): Promise<TestHub> {
  const hub = await startTestHub({
    ...options,
    config: { admin: { name: 'owner', password: null }, ...options.config },
  })
  onTestFinished(() => hub.stop())
  return hub
}

/** Sends one request and reads the answer whole. */
export async function ask(
  hub: TestHub,
  as: Caller,
  method: string,
  path: string,
  question: Question = {},
): Promise<Answer> {
  const headers: Record<string, string> = { ...question.headers }
  const body = bodyOf(question, headers)
  if (as !== 'window' && as !== 'nobody') headers['authorization'] = as
  const init = { method, headers, ...(body === undefined ? {} : { body }) }
  const response = await (as === 'window' ? hub.windowFetch(path, init) : fetch(`${hub.url}${path}`, init))
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: parsed(text) }
}

function bodyOf({ json, form, raw }: Question, headers: Record<string, string>): string | undefined {
  if (raw !== undefined) return raw
  if (json !== undefined) {
    headers['content-type'] ??= 'application/json'
    return JSON.stringify(json)
  }
  if (form === undefined) return undefined
  headers['content-type'] ??= 'application/x-www-form-urlencoded'
  return new URLSearchParams(form).toString()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export function basic(username: string, password: string): Caller {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

export interface Token {
  readonly id: number
  readonly raw_token: string
  readonly [field: string]: unknown
}

/** A member with a password, and how they sign in. */
export async function member(hub: TestHub, name = 'robin'): Promise<{ id: number; as: Caller }> {
  const { id } = await hub.people.add(name, { password: 'a good one' })
  return { id, as: basic(name, 'a good one') }
}

/** Makes a token; the window's unless somebody else is named. */
export async function made(hub: TestHub, fields: object = {}, as: Caller = 'window'): Promise<Token> {
  const answer = await ask(hub, as, 'POST', '/api/client-tokens', {
    json: { name: 'Deck', scopes: ['me.read', 'me.write'], ...fields },
  })
  expect(answer).toMatchObject({ status: 201 })
  return answer.body as Token
}

/** A live pairing code of the token. */
export async function codeOf(hub: TestHub, id: number, as: Caller = 'window'): Promise<string> {
  const answer = await ask(hub, as, 'POST', `/api/client-tokens/${id}/pair`)
  expect(answer).toMatchObject({ status: 200 })
  return (answer.body as { code: string }).code
}

export function exchange(hub: TestHub, code: string, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(hub, 'nobody', 'POST', '/api/client-tokens/exchange', { json: { code }, headers })
}

/** A handheld asks to be paired, by RomM's device flow. */
export async function asking(
  hub: TestHub,
  fields: object = {},
): Promise<{ device_code: string; user_code: string }> {
  const answer = await ask(hub, 'nobody', 'POST', '/api/auth/device/init', {
    json: {
      client_device_identifier: 'handheld',
      name: 'Handheld',
      client: 'grout',
      requested_scopes: ['me.read', 'me.write', 'devices.read', 'devices.write'],
      ...fields,
    },
  })
  expect(answer).toMatchObject({ status: 201 })
  return answer.body as { device_code: string; user_code: string }
}

/** The owner approves in the window all that may be. */
export async function approve(hub: TestHub, user_code: string): Promise<Answer> {
  const pending = await ask(hub, 'window', 'GET', `/api/auth/device/pending/${user_code}`)
  const { allowed_scopes: approved_scopes } = pending.body as { allowed_scopes: string[] }
  return ask(hub, 'window', 'POST', '/api/auth/device/approve', { json: { user_code, approved_scopes } })
}

/** A paired handheld. */
export async function paired(
  hub: TestHub,
  fields: object = {},
): Promise<{ access_token: string; device_id: string }> {
  const { device_code, user_code } = await asking(hub, fields)
  expect(await approve(hub, user_code)).toMatchObject({ status: 200 })
  const token = await ask(hub, 'nobody', 'POST', '/api/auth/device/token', { json: { device_code } })
  expect(token).toMatchObject({ status: 200 })
  return token.body as { access_token: string; device_id: string }
}

/** With this a test may play many addresses by `X-Forwarded-For`. */
export const behindProxy: TestHubOptions = { config: { trustedProxies: ['127.0.0.1/32'] } }

export const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string
export const secretForm = expect.stringMatching(/^rmm_[0-9a-f]{64}$/) as string
