import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deviceCodeGrant, oauthPaths } from '../../shared/api/oauth'
import { scopes } from '../../shared/scopes'
import { startTestHub, type TestHub } from '../helpers/hub'
import { beginAt, begunAt, collectAt, postAt, refusalOf } from './oauth-steps'
import { ask, behindProxy, type Question } from './token-steps'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub({
    config: { admin: { name: 'owner', password: null }, ...behindProxy.config },
  })
})
afterAll(() => hub.stop())
// Every test begins with no limit used up and no request open.
beforeEach(() => hub.clock.advance(3_600_000))

const post = (path: string, question: Question) => postAt(hub, path, question)
const begin = (form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  beginAt(hub, form, headers)

describe('refused as RFC 6749 section 5.2 says', () => {
  const twice = [
    ['client_id', 'a'],
    ['client_id', 'b'],
  ]
  const form = { 'content-type': 'application/x-www-form-urlencoded' }

  test.each<[string, Question, string]>([
    ['no client_id', { form: { scope: 'me.read' } }, 'invalid_request'],
    ['an empty one', { form: { client_id: '', scope: 'me.read' } }, 'invalid_request'],
    ['a client_id too long', { form: { client_id: 'x'.repeat(256), scope: 'me.read' } }, 'invalid_request'],
    ['a client_id with NUL', { form: { client_id: 'a\0b', scope: 'me.read' } }, 'invalid_request'],
    ['a client_id of 2,001 characters', { form: { client_id: 'x'.repeat(2_001) } }, 'invalid_request'],
    ['no scope', { form: { client_id: 'a' } }, 'invalid_scope'],
    ['no known scope', { form: { client_id: 'a', scope: 'fly' } }, 'invalid_scope'],
    ['no scope word', { form: { client_id: 'a', scope: 'me.read <b>' } }, 'invalid_scope'],
    [
      'too many words',
      { form: { client_id: 'a', scope: `me.read ${scopes.map((_, index) => `x${index}`).join(' ')}` } },
      'invalid_scope',
    ],
    ['a parameter twice', { form: twice }, 'invalid_request'],
    ['JSON', { json: { client_id: 'a', scope: 'me.read' } }, 'invalid_request'],
    ['no body', {}, 'invalid_request'],
  ])('device authorization: %s', async (_what, question, error) => {
    expect(refusalOf(await post(oauthPaths.deviceAuthorization, question))).toEqual([400, error])
  })

  test.each<[string, Question, string]>([
    ['no grant_type', { form: { client_id: 'a', device_code: 'b' } }, 'invalid_request'],
    [
      'another grant',
      { form: { grant_type: 'authorization_code', client_id: 'a', device_code: 'b' } },
      'unsupported_grant_type',
    ],
    ['no client_id', { form: { grant_type: deviceCodeGrant, device_code: 'b' } }, 'invalid_request'],
    ['no device_code', { form: { grant_type: deviceCodeGrant, client_id: 'a' } }, 'invalid_request'],
    [
      'an unknown device_code',
      { form: { grant_type: deviceCodeGrant, client_id: 'a', device_code: 'b' } },
      'expired_token',
    ],
    ['a parameter twice', { form: twice }, 'invalid_request'],
    ['JSON', { json: { grant_type: deviceCodeGrant } }, 'invalid_request'],
  ])('token: %s', async (_what, question, error) => {
    expect(refusalOf(await post(oauthPaths.token, question))).toEqual([400, error])
  })

  test('too much is 413, a page of another site 403', async () => {
    expect(refusalOf(await post(oauthPaths.token, { raw: 'x'.repeat(70_000), headers: form }))).toEqual([
      413,
      'invalid_request',
    ])
    expect(refusalOf(await begin({}, { origin: 'http://evil.example' }))).toEqual([403, 'invalid_request'])
    expect((await ask(hub, 'window', 'GET', '/api/pairing')).body).toEqual([])
    expect(await begin({}, { origin: hub.url })).toMatchObject({ status: 200 })
  })

  test('unknown parameters are ignored, and no credential is looked at', async () => {
    expect(await begin({ resource: 'x', response_type: 'code' })).toMatchObject({ status: 200 })
    expect(await begin({}, { authorization: 'Bearer rmm_nobody' })).toMatchObject({ status: 200 })
    expect(await begin({}, { authorization: 'Basic %%%' })).toMatchObject({ status: 200 })
  })

  test('too often: 429 with a word that a client knows, and Retry-After', async () => {
    const from = { 'x-forwarded-for': '192.0.2.7' }
    for (let request = 0; request < 10; request += 1) {
      expect((await begin({}, from)).status).toBe(200)
    }
    const many = await begin({}, from)
    expect(refusalOf(many)).toEqual([429, 'temporarily_unavailable'])
    expect(many.headers.get('retry-after')).toBe('60')
    // One count for both doors.
    expect(
      await ask(hub, 'nobody', 'POST', '/api/auth/device/init', {
        json: { client_device_identifier: 'a', name: 'a', client: 'a', requested_scopes: ['me.read'] },
        headers: from,
      }),
    ).toMatchObject({ status: 429 })
    const { device_code } = await begunAt(hub)
    for (let poll = 0; poll < 60; poll += 1) await collectAt(hub, device_code)
    expect(refusalOf(await collectAt(hub, device_code))).toEqual([429, 'slow_down'])
  })
})
