import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { oauthDeviceAuthorization, oauthMetadata, oauthPaths, oauthToken } from '../../shared/api/oauth'
import { scopes } from '../../shared/scopes'
import { startTestHub, type TestHub } from '../helpers/hub'
import { beginAt, type Begun, begunAt, collectAt, postAt, refusalOf } from './oauth-steps'
import { approve, ask, asking, behindProxy, paired, secretForm } from './token-steps'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub({
    config: { admin: { name: 'owner', password: null }, ...behindProxy.config },
  })
})
afterAll(() => hub.stop())
// Every test begins with no limit used up and no request open.
beforeEach(() => hub.clock.advance(3_600_000))

const begin = (form: Record<string, string> = {}) => beginAt(hub, form)
const collect = (device_code: string, form: Record<string, string> = {}) => collectAt(hub, device_code, form)
const begun = (form: Record<string, string> = {}) => begunAt(hub, form)

describe('metadata (RFC 8414)', () => {
  const metadata = (headers: Record<string, string> = {}) =>
    ask(hub, 'nobody', 'GET', oauthPaths.metadata, { headers })

  test('names this server by the address it was asked at', async () => {
    const answer = await metadata()
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.body).toEqual({
      issuer: hub.url,
      device_authorization_endpoint: `${hub.url}/oauth/device_authorization`,
      token_endpoint: `${hub.url}/oauth/token`,
      revocation_endpoint: `${hub.url}/oauth/revoke`,
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:device_code'],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ['none'],
      revocation_endpoint_auth_methods_supported: ['none'],
      scopes_supported: [...scopes],
    })
    expect(oauthMetadata.answer.strict().parse(answer.body)).toEqual(answer.body)
  })

  test('also by name, and by TLS, where a trusted proxy says so', async () => {
    const answer = await metadata({ 'x-forwarded-host': 'nas.local:8443', 'x-forwarded-proto': 'https' })
    expect(answer.body).toMatchObject({
      issuer: 'https://nas.local:8443',
      token_endpoint: 'https://nas.local:8443/oauth/token',
    })
    expect(await metadata({ 'x-forwarded-host': 'evil.example' })).toMatchObject({ status: 421 })
  })

  test('is for reading; the rest is for posting', async () => {
    expect((await postAt(hub, oauthPaths.metadata, { form: {} })).status).toBe(405)
    for (const path of [oauthPaths.deviceAuthorization, oauthPaths.token, oauthPaths.revocation]) {
      expect((await ask(hub, 'nobody', 'GET', path)).status).toBe(405)
    }
    expect((await ask(hub, 'nobody', 'GET', '/oauth/authorize')).status).toBe(404)
    expect((await ask(hub, 'nobody', 'GET', '/.well-known/openid-configuration')).status).toBe(404)
  })
})

describe('a client is let in (RFC 8628)', () => {
  test('asks, waits, is approved in the window, and collects a token that works', async () => {
    const answer = await begin({ device_name: 'Reader' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { device_code, user_code } = answer.body as Begun
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.body).toEqual({
      device_code: expect.stringMatching(/^[0-9a-f]{64}$/),
      user_code: expect.stringMatching(/^[ABCDEFGHJKMNPQRSTUVWXYZ23456789]{8}$/),
      verification_uri: `${hub.url}/pair/device`,
      verification_uri_complete: `${hub.url}/pair/device?user_code=${user_code}`,
      expires_in: 600,
      interval: 5,
    })
    expect(oauthDeviceAuthorization.answer.strict().parse(answer.body)).toEqual(answer.body)
    const [card] = (await ask(hub, 'window', 'GET', '/api/pairing')).body as [object]
    expect(card).toMatchObject({ user_code, name: 'Reader', client: 'a-reader', platform: null })
    expect(refusalOf(await collect(device_code))).toEqual([400, 'authorization_pending'])
    expect(await approve(hub, user_code)).toMatchObject({ status: 200 })
    const token = await collect(device_code)
    expect(token).toMatchObject({ status: 200 })
    expect(token.headers.get('cache-control')).toBe('no-store')
    expect(token.body).toEqual({
      access_token: secretForm,
      token_type: 'Bearer',
      scope: 'assets.read me.read',
      device_id: expect.any(String),
    })
    expect(oauthToken.answer.strict().parse(token.body)).toEqual(token.body)
    const { access_token, device_id } = token.body as { access_token: string; device_id: string }
    expect(await ask(hub, `Bearer ${access_token}`, 'GET', '/api/users/me')).toMatchObject({
      status: 200,
      body: { current_device_id: device_id },
    })
    expect(refusalOf(await collect(device_code))).toEqual([400, 'expired_token'])
  })

  test('with an end, it is told how many seconds are left', async () => {
    const { device_code, user_code } = await begun()
    await ask(hub, 'window', 'POST', '/api/auth/device/approve', {
      json: { user_code, approved_scopes: ['me.read'], expires_in: '30d' },
    })
    await hub.clock.advance(60_000)
    expect((await collect(device_code)).body).toMatchObject({
      expires_in: 30 * 86_400 - 60,
      scope: 'me.read',
    })
  })

  test('the same device_identifier is the same device; without one it is a new one', async () => {
    const pair = async (form: Record<string, string>) => {
      const { device_code, user_code } = await begun(form)
      await approve(hub, user_code)
      return (await collect(device_code)).body as { device_id: string }
    }
    const known = await pair({ device_identifier: 'shelf' })
    expect((await pair({ device_identifier: 'shelf' })).device_id).toBe(known.device_id)
    expect((await pair({})).device_id).not.toBe((await pair({})).device_id)
  })

  test('a long client_id is shown cut, an unknown scope word not granted', async () => {
    await begin({ client_id: 'é'.repeat(255), scope: 'fly me.read  me.read' })
    const [card] = (await ask(hub, 'window', 'GET', '/api/pairing')).body as [object]
    expect(card).toMatchObject({
      client: 'é'.repeat(50),
      name: 'é'.repeat(255),
      requested_scopes: ['fly', 'me.read'],
      allowed_scopes: ['me.read'],
    })
  })

  test('denied', async () => {
    const { device_code, user_code } = await begun()
    await ask(hub, 'window', 'POST', '/api/auth/device/deny', { json: { user_code } })
    expect(refusalOf(await collect(device_code))).toEqual([400, 'access_denied'])
  })

  test('too late', async () => {
    const { device_code } = await begun()
    await hub.clock.advance(600_001)
    expect(refusalOf(await collect(device_code))).toEqual([400, 'expired_token'])
  })

  test('five collect at once: one token', async () => {
    const { device_code, user_code } = await begun()
    await approve(hub, user_code)
    const answers = await Promise.all(Array.from({ length: 5 }, () => collect(device_code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(4)
  })

  test('another client, or the other door, does not get it', async () => {
    const { device_code, user_code } = await begun()
    const romm = await asking(hub, { client_device_identifier: 'by the other door' })
    await approve(hub, user_code)
    await approve(hub, romm.user_code)
    expect(refusalOf(await collect(device_code, { client_id: 'another' }))).toEqual([400, 'expired_token'])
    expect(refusalOf(await collect(romm.device_code))).toEqual([400, 'expired_token'])
    expect(
      await ask(hub, 'nobody', 'POST', '/api/auth/device/token', { json: { device_code } }),
    ).toMatchObject({ status: 400, body: { detail: 'expired_token' } })
    expect(await collect(device_code)).toMatchObject({ status: 200 })
  })
})

describe('the interval (RFC 8628 section 3.5)', () => {
  test('slow_down adds five seconds for good, each time', async () => {
    const { device_code } = await begun()
    const poll = async (after: number, word: string) => {
      await hub.clock.advance(after)
      expect(refusalOf(await collect(device_code))).toEqual([400, word])
    }
    await poll(0, 'authorization_pending')
    await poll(5_000, 'authorization_pending')
    await poll(4_999, 'slow_down')
    await poll(9_999, 'slow_down')
    await poll(14_999, 'slow_down')
    await poll(20_000, 'authorization_pending')
    await poll(20_000, 'authorization_pending')
    await poll(19_999, 'slow_down')
  })

  test("RomM's door keeps its five seconds", async () => {
    const { device_code } = await asking(hub)
    const poll = async (after: number) => {
      await hub.clock.advance(after)
      const answer = await ask(hub, 'nobody', 'POST', '/api/auth/device/token', { json: { device_code } })
      return (answer.body as { detail: string }).detail
    }
    expect(await poll(0)).toBe('authorization_pending')
    expect(await poll(4_999)).toBe('slow_down')
    expect(await poll(4_999)).toBe('slow_down')
    expect(await poll(5_000)).toBe('authorization_pending')
  })
})

test('no code and no token is in the log', async () => {
  const { device_code, user_code } = await begun()
  await approve(hub, user_code)
  const { access_token } = (await collect(device_code)).body as { access_token: string }
  const old = await paired(hub)
  await postAt(hub, oauthPaths.revocation, { form: { token: old.access_token } })
  expect(hub.logs()).toContain(oauthPaths.revocation)
  for (const secret of [device_code, user_code, access_token, old.access_token]) {
    expect(hub.logs()).not.toContain(secret)
  }
})
