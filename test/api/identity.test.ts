import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { heartbeat } from '../../shared/api/heartbeat'
import { scopes, scopesOfRole } from '../../shared/scopes'
import { startTestHub, type TestHub } from '../helpers/hub'
import { asOwner, basic, bearer, call, hubForTest, notAuthenticated, ownerBasic } from './call'
import { argosyBody, nobodysToken, open, paired, paths, poll, word } from './pairing-steps'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())
beforeEach(() => hub.clock.advance(3_600_000))

const me = (as: string, on = hub) => call(on, 'GET', '/api/users/me', { as })

describe('heartbeat (wire.md 16)', () => {
  test('answers anybody, in the shape of RomM, with a version that switches pairing on', async () => {
    const reply = await call(hub, 'GET', '/api/heartbeat')
    expect(reply.status).toBe(200)
    expect(heartbeat.answer.strict().parse(reply.body)).toEqual(reply.body)
    const { SYSTEM, METADATA_SOURCES, ROOST } = heartbeat.answer.parse(reply.body)
    // clients.md section 2: a dotted number of 5.0.0 or later.
    expect(SYSTEM.VERSION).toMatch(/^([5-9]|[1-9]\d+)\.\d+\.\d+$/)
    expect(SYSTEM.SHOW_SETUP_WIZARD).toBe(false)
    expect(Object.keys(METADATA_SOURCES).sort()).toEqual([
      'ANY_SOURCE_ENABLED',
      'FLASHPOINT_API_ENABLED',
      'HASHEOUS_API_ENABLED',
      'HLTB_API_ENABLED',
      'IGDB_API_ENABLED',
      'LAUNCHBOX_API_ENABLED',
      'LIBRETRO_API_ENABLED',
      'MOBY_API_ENABLED',
      'PLAYMATCH_API_ENABLED',
      'RA_API_ENABLED',
      'SS_API_ENABLED',
      'SS_DEV_CREDENTIALS_SET',
      'STEAMGRIDDB_API_ENABLED',
      'TGDB_API_ENABLED',
    ])
    expect(ROOST).toEqual({ NAME: 'Roost', VERSION: expect.stringMatching(/^\d+\.\d+\.\d+/) })
  })

  test('health tells a stranger no more than status and version', async () => {
    const reply = await call(hub, 'GET', '/api/health')
    expect(reply.body).toEqual({ status: 'ok', version: expect.any(String) })
    const person = await call(hub, 'GET', '/api/health', { as: asOwner })
    expect(person.body).toMatchObject({ status: 'ok', listening: true, addresses: expect.any(Array) })
  })
})

describe('who am I (wire.md 16)', () => {
  test('the owner, by Basic', async () => {
    const reply = await me(ownerBasic)
    expect(reply.status).toBe(200)
    const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(reply.body).toEqual({
      id: expect.any(Number),
      username: 'owner',
      email: null,
      enabled: true,
      role: 'admin',
      permission_group_id: null,
      oauth_scopes: [...scopes],
      avatar_path: '',
      last_login: expect.toBeOneOf([null, moment]),
      last_active: expect.toBeOneOf([null, moment]),
      ra_username: null,
      ra_progression: null,
      ui_settings: null,
      created_at: moment,
      updated_at: moment,
      current_device_id: null,
    })
  })

  test('a member has the scopes of a member, in canonical order', async () => {
    await hub.people.add('member', { password: 'a good one' })
    const reply = await me(basic('member', 'a good one'))
    expect(reply.body).toMatchObject({ role: 'user', oauth_scopes: [...scopesOfRole('user')] })
    expect(await call(hub, 'GET', '/api/users', { as: basic('member', 'a good one') })).toMatchObject({
      status: 403,
    })
  })

  test('a device, by its token: the scopes are those of the person', async () => {
    const grant = await paired(hub, { requested_scopes: ['me.read'] })
    const reply = await me(bearer(grant.access_token))
    expect(reply.body).toMatchObject({
      username: 'owner',
      oauth_scopes: [...scopes],
      current_device_id: grant.device_id,
    })
  })

  test('a device, by Basic with its token as the password', async () => {
    const grant = await paired(hub)
    const reply = await me(basic('owner', grant.access_token))
    expect(reply).toMatchObject({ status: 200, body: { current_device_id: grant.device_id } })
    expect(await me(basic('somebody', grant.access_token))).toMatchObject({ status: 401 })
  })

  test('the name is matched without regard to case', async () => {
    expect(await me(basic('OWNER', 'correct horse'))).toMatchObject({ status: 200 })
  })
})

describe('no valid credentials is 401 (wire.md 1.3)', () => {
  /** What is sent; and the challenge, where it names a fault of a Bearer token (RFC 6750 section 3.1). */
  const invalidToken = 'Bearer error="invalid_token"'
  const headers: [string, string | undefined, string?][] = [
    ['none', undefined],
    ['an unknown token', bearer(nobodysToken), invalidToken],
    ['a token that is too short', bearer('rmm_abc'), invalidToken],
    ['a token in capitals', bearer(nobodysToken.toUpperCase()), invalidToken],
    ['a token with a quote', bearer(`rmm_' OR '1'='1`)],
    ['something that is no token', bearer('abc.def.ghi'), invalidToken],
    ['nothing after Bearer', 'Bearer'],
    ['three words', `Bearer ${nobodysToken} more`],
    ['an unknown scheme', 'Negotiate abcdef'],
    ['a wrong password', basic('owner', 'wrong horse')],
    ['an unknown person', basic('nobody', 'correct horse')],
    ['an empty password', basic('owner', '')],
    ['Basic without a colon', `Basic ${Buffer.from('owner').toString('base64')}`],
    ['Basic that is no base64', 'Basic %%%%'],
    ['Basic that is no UTF-8', `Basic ${Buffer.from([0xff, 0xfe, 0x3a, 0xff]).toString('base64')}`],
    ['Basic with NUL', `Basic ${Buffer.from('owner\0:correct horse').toString('base64')}`],
    ['a very long password', basic('owner', 'x'.repeat(8_000))],
  ]
  test.each(headers)('%s', async (_what, as, challenge = 'Bearer') => {
    for (const path of ['/api/users/me', '/api/platforms', '/api/devices']) {
      const reply = await call(hub, 'GET', path, as === undefined ? {} : { as })
      expect(reply.status).toBe(401)
      expect(reply.headers['www-authenticate']).toBe(challenge)
      expect(reply.body).toEqual(notAuthenticated)
    }
  })

  test('a disabled person is nobody', async () => {
    await hub.people.add('gone', { password: 'a good one', enabled: false })
    expect(await me(basic('gone', 'a good one'))).toMatchObject({ status: 401, body: notAuthenticated })
  })

  test('a person without a password cannot sign in, also not with an empty one', async () => {
    await hub.people.add('silent')
    for (const password of ['', 'null', 'undefined']) {
      expect(await me(basic('silent', password))).toMatchObject({ status: 401 })
    }
  })

  test('a bad header on an open route is not looked at (W-14)', async () => {
    for (const [, as] of headers) {
      const options = as === undefined ? {} : { as }
      expect(await call(hub, 'GET', '/api/heartbeat', options)).toMatchObject({ status: 200 })
      const body = { device_code: 'none' }
      expect(await call(hub, 'POST', paths.token, { ...options, body })).toMatchObject({
        body: word('expired_token'),
      })
    }
  })
})

describe('the life of a token', () => {
  test('it ends when it expires', async () => {
    const own = await hubForTest()
    const grant = await paired(own, {}, { expires_in: '30d' })
    await own.clock.advance(30 * 86_400_000 - 1)
    expect(await me(bearer(grant.access_token), own)).toMatchObject({ status: 200 })
    await own.clock.advance(1)
    expect(await me(bearer(grant.access_token), own)).toMatchObject({ status: 401, body: notAuthenticated })
    const devices = await call(own, 'GET', '/api/devices', { as: asOwner })
    expect(devices.body).toMatchObject([{ token_state: 'expired' }])
  })

  test('it survives a restart of the hub', async () => {
    const own = await hubForTest()
    const grant = await paired(own)
    await own.restart()
    expect(await me(bearer(grant.access_token), own)).toMatchObject({ status: 200 })
  })

  test('it ends at once when its device is taken out (W-17)', async () => {
    const own = await hubForTest()
    const [kept, lost] = [
      await paired(own),
      await paired(own, { client_device_identifier: 'another machine' }),
    ]
    const removed = await call(own, 'DELETE', `/api/devices/${lost.device_id}`, { as: asOwner })
    expect(removed).toMatchObject({ status: 204, text: '' })
    expect(await me(bearer(lost.access_token), own)).toMatchObject({ status: 401, body: notAuthenticated })
    expect(await me(basic('owner', lost.access_token), own)).toMatchObject({ status: 401 })
    expect(await me(bearer(kept.access_token), own)).toMatchObject({ status: 200 })
    const devices = await call(own, 'GET', '/api/devices', { as: asOwner })
    expect(devices.body).toMatchObject([{ id: kept.device_id }])
    const again = await call(own, 'DELETE', `/api/devices/${lost.device_id}`, { as: asOwner })
    expect(again).toMatchObject({
      status: 404,
      body: { detail: `Device with ID ${lost.device_id} not found` },
    })
  })

  test('a device that was taken out may pair again', async () => {
    const own = await hubForTest()
    const lost = await paired(own)
    await call(own, 'DELETE', `/api/devices/${lost.device_id}`, { as: asOwner })
    const back = await paired(own)
    expect(await me(bearer(back.access_token), own)).toMatchObject({
      status: 200,
      body: { current_device_id: back.device_id },
    })
    expect(await me(bearer(lost.access_token), own)).toMatchObject({ status: 401 })
  })

  test('a person cannot take out the device of another', async () => {
    const own = await hubForTest()
    await own.people.add('kim', { password: 'a good one' })
    const grant = await paired(own)
    const path = `/api/devices/${grant.device_id}`
    const refused = await call(own, 'DELETE', path, { as: basic('kim', 'a good one') })
    expect(refused).toMatchObject({
      status: 404,
      body: { detail: `Device with ID ${grant.device_id} not found` },
    })
    expect(await me(bearer(grant.access_token), own)).toMatchObject({ status: 200 })
  })

  test('a bound token acts only as its own device: it cannot take out another (W-17)', async () => {
    const own = await hubForTest()
    const attacker = await paired(own, argosyBody())
    const victim = await paired(own)
    const path = `/api/devices/${victim.device_id}`
    const reply = await call(own, 'DELETE', path, { as: bearer(attacker.access_token) })
    expect([403, 404]).toContain(reply.status)
    expect(await me(bearer(victim.access_token), own)).toMatchObject({ status: 200 })
  })
})

test('last_seen moves with use, at most every 5 minutes (wire.md 5.7)', async () => {
  const own = await hubForTest()
  const grant = await paired(own)
  const lastSeen = async () => {
    const devices = await call(own, 'GET', '/api/devices', { as: asOwner })
    return (devices.body as { last_seen: string }[])[0]?.last_seen
  }
  const use = () => call(own, 'GET', '/api/platforms', { as: bearer(grant.access_token) })
  const now = () => new Date(own.clock.now()).toISOString()

  expect(await lastSeen()).toBe(now())
  await own.clock.advance(1_000)
  await use()
  const firstUse = await lastSeen()
  await own.clock.advance(299_999)
  await use()
  expect(await lastSeen()).toBe(firstUse)
  await own.clock.advance(2)
  await use()
  const movedAt = now()
  expect(await lastSeen()).toBe(movedAt)
  await own.clock.advance(60_000)
  await use()
  expect(await lastSeen()).toBe(movedAt)
})

test('devices are those of the person; an owner may see all', async () => {
  const own = await hubForTest()
  await own.people.add('kim', { password: 'a good one' })
  const grant = await paired(own)
  const asKim = basic('kim', 'a good one')
  expect(await call(own, 'GET', '/api/devices', { as: asKim })).toMatchObject({ status: 200, body: [] })
  expect(await call(own, 'GET', '/api/devices?person=all', { as: asKim })).toMatchObject({ status: 403 })
  const everybodys = await call(own, 'GET', '/api/devices?person=all', { as: asOwner })
  expect(everybodys.body).toMatchObject([
    {
      id: grant.device_id,
      sync_mode: 'api',
      sync_enabled: true,
      token_state: 'active',
      token_expires_at: null,
    },
  ])
  expect(everybodys.text).not.toContain(grant.access_token)
  expect(everybodys.text).not.toContain(grant.access_token.slice(-4))
})

test('a device code is worth nothing as a credential', async () => {
  const request = await open(hub)
  expect(await me(bearer(request.device_code))).toMatchObject({ status: 401 })
  expect(await poll(hub, request.device_code)).toMatchObject({ body: word('authorization_pending') })
})
