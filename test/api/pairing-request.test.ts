import { describe, expect, test } from 'vitest'
import { deviceAuthorization } from '../../shared/api/device-authorization'
import { scopesOfRole } from '../../shared/scopes'
import { grout } from '../simulator/client-profiles'
import { asOwner, basic, call, hubForTest, ownerBasic } from './call'
import {
  approved,
  argosyBody,
  decide,
  deny,
  initBody,
  open,
  paired,
  paths,
  poll,
  sorted,
  unknownCode,
  word,
} from './pairing-steps'

const isoAfter = (now: number, milliseconds: number) => new Date(now + milliseconds).toISOString()

describe('init (wire.md 3.2)', () => {
  test('201 with codes, relative paths and the constants', async () => {
    const hub = await hubForTest()
    const reply = await call(hub, 'POST', paths.init, { body: initBody() })
    expect(reply.status).toBe(201)
    const { user_code } = reply.body as { user_code: string }
    expect(user_code).toMatch(new RegExp(`^[${deviceAuthorization.userCodeAlphabet}]{8}$`))
    expect(reply.body).toEqual({
      device_code: expect.stringMatching(/^[0-9a-f]{64}$/),
      user_code,
      verification_path: '/pair/device',
      verification_path_complete: `/pair/device?user_code=${user_code}`,
      expires_in: 600,
      interval: 5,
    })
  })

  test('every request has codes of its own', async () => {
    const hub = await hubForTest()
    const requests = await Promise.all(Array.from({ length: 10 }, () => open(hub)))
    expect(new Set(requests.map((request) => request.device_code)).size).toBe(10)
    expect(new Set(requests.map((request) => request.user_code)).size).toBe(10)
  })

  test('duplicate scope words are taken', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub, { requested_scopes: ['me.read', 'me.read', 'assets.read'] })
    const reply = await call(hub, 'GET', paths.pending(user_code), { as: asOwner })
    expect(reply.body).toMatchObject({ allowed_scopes: ['assets.read', 'me.read'] })
  })

  test('an unknown but well-formed scope is shown and never allowed', async () => {
    const hub = await hubForTest()
    const { user_code, device_code } = await open(hub, { requested_scopes: ['me.read', 'clouds.paint'] })
    const reply = await call(hub, 'GET', paths.pending(user_code), { as: asOwner })
    expect(reply.body).toMatchObject({
      requested_scopes: ['clouds.paint', 'me.read'],
      allowed_scopes: ['me.read'],
    })
    const refused = await decide(hub, user_code, { approved_scopes: ['me.read', 'clouds.paint'] })
    expect(refused).toMatchObject({
      status: 403,
      body: { detail: "Approved scopes exceed what's allowed for this user" },
    })
    expect(await poll(hub, device_code)).toMatchObject({ body: word('authorization_pending') })
  })

  test('only unknown scopes are 422', async () => {
    const hub = await hubForTest()
    const body = initBody({ requested_scopes: ['clouds.paint', 'rain.make'] })
    const reply = await call(hub, 'POST', paths.init, { body })
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ detail: [{ loc: ['body', 'requested_scopes'] }] })
  })

  test('credentials on it are not looked at, good or bad', async () => {
    const hub = await hubForTest()
    for (const as of [
      ownerBasic,
      basic('owner', 'wrong'),
      'Basic %%%',
      'Bearer rmm_x',
      'Negotiate abc',
      'Bearer',
    ]) {
      expect(await call(hub, 'POST', paths.init, { body: initBody(), as })).toMatchObject({ status: 201 })
    }
  })
})

describe('pending (wire.md 3.3)', () => {
  test('200 with what the request asks for, and what this person may grant', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub)
    const reply = await call(hub, 'GET', paths.pending(user_code), { as: asOwner })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      client_device_identifier: grout.identifier('living room'),
      name: 'Living room handheld',
      client: 'grout',
      platform: 'muOS',
      client_version: '5.0.0',
      requested_scopes: sorted(grout.scopes),
      allowed_scopes: sorted(grout.scopes),
      expires_at: isoAfter(hub.clock.now(), 600_000),
    })
  })

  test('a member is shown fewer allowed scopes than an owner', async () => {
    const hub = await hubForTest()
    await hub.people.add('kim', { password: 'a good one' })
    const request = argosyBody()
    const { user_code } = await open(hub, request)
    const member = await call(hub, 'GET', paths.pending(user_code), { as: basic('kim', 'a good one') })
    const requested = request['requested_scopes'] as string[]
    expect(member.body).toMatchObject({
      requested_scopes: sorted(requested),
      allowed_scopes: sorted(requested.filter((scope) => scopesOfRole('user').some((own) => own === scope))),
    })
    const owner = await call(hub, 'GET', paths.pending(user_code), { as: asOwner })
    expect(owner.body).toMatchObject({ allowed_scopes: sorted(requested) })
  })

  test('left-out platform and version are null', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub, { platform: undefined, client_version: undefined })
    const reply = await call(hub, 'GET', paths.pending(user_code), { as: asOwner })
    expect(reply.body).toMatchObject({ platform: null, client_version: null })
  })

  test('an unknown code is 404', async () => {
    const hub = await hubForTest()
    const reply = await call(hub, 'GET', paths.pending('AAAAAAAA'), { as: asOwner })
    expect(reply).toMatchObject({ status: 404, body: unknownCode })
  })

  test.each([
    ['lower case', (code: string) => code.toLowerCase()],
    ['a hyphen', (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`],
    ['spaces', (code: string) => `%20${code.slice(0, 4)}%20${code.slice(4).toLowerCase()}%20`],
    ['hyphens anywhere', (code: string) => [...code].join('-')],
  ])('the code is found with %s', async (_how, typed) => {
    const hub = await hubForTest()
    const { user_code } = await open(hub)
    expect(await call(hub, 'GET', paths.pending(typed(user_code)), { as: asOwner })).toMatchObject({
      status: 200,
    })
  })

  test('needs a person: nobody is 401', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub)
    const reply = await call(hub, 'GET', paths.pending(user_code))
    expect(reply).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } })
  })
})

describe('the open requests as cards show them (own.md)', () => {
  test('newest first, with address, times and device', async () => {
    const hub = await hubForTest()
    const known = await paired(hub)
    const first = await open(hub)
    const firstAt = hub.clock.now()
    await hub.clock.advance(1_000)
    const second = await open(hub, { ...argosyBody(), client_version: null })
    const reply = await call(hub, 'GET', '/api/pairing', { as: asOwner })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual([
      expect.objectContaining({ user_code: second.user_code, known_device_id: null, client_version: null }),
      {
        id: expect.any(String),
        user_code: first.user_code,
        name: 'Living room handheld',
        client: 'grout',
        platform: 'muOS',
        client_version: '5.0.0',
        client_device_identifier: grout.identifier('living room'),
        address: '127.0.0.1',
        requested_scopes: sorted(grout.scopes),
        allowed_scopes: sorted(grout.scopes),
        created_at: isoAfter(firstAt, 0),
        expires_at: isoAfter(firstAt, 600_000),
        known_device_id: known.device_id,
        twin_of: null,
        approval_url: expect.toSatisfy((url) => url === null || /^https?:\/\/.*user_code=/.test(String(url))),
      },
    ])
    expect(reply.text).not.toContain(first.device_code)
  })

  test.each([
    ['name', { client_device_identifier: 'another machine' }],
    ['identifier', { name: 'Another name' }],
  ])('two requests of one %s are both marked', async (_what, change) => {
    const hub = await hubForTest()
    const first = await open(hub)
    const second = await open(hub, change)
    const reply = await call(hub, 'GET', '/api/pairing', { as: asOwner })
    expect(reply.body).toMatchObject([
      { user_code: second.user_code, twin_of: first.user_code },
      { user_code: first.user_code, twin_of: second.user_code },
    ])
  })

  test('a decided or expired request is gone from them', async () => {
    const hub = await hubForTest()
    const [one, two] = [await open(hub), await open(hub), await open(hub)]
    await approved(hub, one?.user_code ?? '')
    await deny(hub, two?.user_code ?? '')
    expect((await call(hub, 'GET', '/api/pairing', { as: asOwner })).body).toHaveLength(1)
    await hub.clock.advance(600_001)
    expect((await call(hub, 'GET', '/api/pairing', { as: asOwner })).body).toEqual([])
  })
})
