import { expect } from 'vitest'
import { deviceCodeGrant, oauthError, oauthPaths } from '../../shared/api/oauth'
import type { TestHub } from '../helpers/hub'
import { type Answer, ask, type Question } from './token-steps'

export interface Begun {
  readonly device_code: string
  readonly user_code: string
}

export function postAt(hub: TestHub, path: string, question: Question): Promise<Answer> {
  return ask(hub, 'nobody', 'POST', path, question)
}

/** A client asks to be let in. */
export function beginAt(
  hub: TestHub,
  form: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const fields = { client_id: 'a-reader', scope: 'me.read assets.read', ...form }
  return postAt(hub, oauthPaths.deviceAuthorization, { form: fields, headers })
}

export async function begunAt(hub: TestHub, form: Record<string, string> = {}): Promise<Begun> {
  const answer = await beginAt(hub, form)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body as Begun
}

/** The client polls. */
export function collectAt(
  hub: TestHub,
  device_code: string,
  form: Record<string, string> = {},
): Promise<Answer> {
  const fields = { grant_type: deviceCodeGrant, client_id: 'a-reader', device_code, ...form }
  return postAt(hub, oauthPaths.token, { form: fields })
}

/** Status and word of a refusal whose form is that of RFC 6749 section 5.2. */
export function refusalOf(answer: Answer): [number, string] {
  const { error, error_description } = oauthError.strict().parse(answer.body)
  // Printable ASCII without quotes and backslashes.
  expect(error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return [answer.status, error]
}
