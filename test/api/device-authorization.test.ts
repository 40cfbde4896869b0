import { describe, expect, test } from 'vitest'
import { deviceAuthorization } from '../../shared/api/device-authorization'
import { scopesOfRole } from '../../shared/scopes'
import { grout } from '../simulator/client-profiles'
import { asOwner, basic, bearer, call, forbidden, hubForTest, hubWithPassword, ownerBasic } from './call'
import {
  approved,
  argosyBody,
  collected,
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

const day = 86_400_000
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
    expect(reply.body).toMatchObject({ requested_scopes: ['clouds.paint', 'me.read'], allowed_scopes: ['me.read'] })
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
    for (const as of [ownerBasic, basic('owner', 'wrong'), 'Basic %%%', 'Bearer rmm_x', 'Negotiate abc', 'Bearer']) {
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
    expect(await call(hub, 'GET', paths.pending(typed(user_code)), { as: asOwner })).toMatchObject({ status: 200 })
  })

  test('needs a person: nobody is 401', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub)
    const reply = await call(hub, 'GET', paths.pending(user_code))
    expect(reply).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } })
  })
})

describe('approve (wire.md 3.4)', () => {
  test('200 with the device, and the code is used up', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub)
    const reply = await decide(hub, user_code, { device_name: 'Kim’s handheld' })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      device_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      device_name: 'Kim’s handheld',
    })
    for (const again of [await decide(hub, user_code), await deny(hub, user_code)]) {
      expect([404, 410]).toContain(again.status)
      expect(again.body).toEqual(again.status === 404 ? unknownCode : { detail: 'Code already approved' })
    }
  })

  test('works with the code as people type it', async () => {
    const hub = await hubForTest()
    const { user_code, device_code } = await open(hub)
    const typed = `${user_code.slice(0, 4)}-${user_code.slice(4)}`.toLowerCase()
    const approval = await approved(hub, typed, { approved_scopes: ['me.read'] })
    expect(approval.device_name).toBe('Living room handheld')
    expect(await collected(hub, device_code)).toMatchObject({ scopes: ['me.read'] })
  })

  test.each([['an empty', ''], ['a null', null], ['no', undefined]])(
    '%s name falls back to the requested one',
    async (_what, device_name) => {
      const hub = await hubForTest()
      const { user_code } = await open(hub, { name: 'Asked for' })
      expect(await approved(hub, user_code, { device_name })).toMatchObject({ device_name: 'Asked for' })
    },
  )

  test.each([
    ['30d', 30 * day],
    ['90d', 90 * day],
    ['1y', 365 * day],
  ])('expiry %s', async (expires_in, length) => {
    const hub = await hubForTest()
    const { user_code, device_code } = await open(hub)
    const at = hub.clock.now()
    await approved(hub, user_code, { expires_in })
    expect(await collected(hub, device_code)).toMatchObject({ expires_at: isoAfter(at, length) })
  })

  test.each(['never', null, undefined])('expiry %s means none', async (expires_in) => {
    const hub = await hubForTest()
    const { user_code, device_code } = await open(hub)
    await approved(hub, user_code, { expires_in })
    expect(await collected(hub, device_code)).toMatchObject({ expires_at: null })
  })

  test('an unknown expiry word is 422 with a sentence, and the request stays open', async () => {
    const hub = await hubForTest()
    const { user_code, device_code } = await open(hub)
    const reply = await decide(hub, user_code, { expires_in: '2w' })
    expect(reply.status).toBe(422)
    expect(reply.body).toEqual({ detail: 'Invalid expires_in value: 2w. Valid values: 30d, 90d, 1y, never' })
    expect(await poll(hub, device_code)).toMatchObject({ status: 400, body: word('authorization_pending') })
    await approved(hub, user_code)
  })

  test('the order of checks: code, then scopes, then expiry', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub, { requested_scopes: ['me.read'] })
    const wrongAll = { approved_scopes: ['assets.read'], expires_in: '2w' }
    expect(await decide(hub, 'AAAAAAAA', wrongAll)).toMatchObject({ status: 404, body: unknownCode })
    expect(await decide(hub, user_code, wrongAll)).toMatchObject({
      status: 403,
      body: { detail: "Approved scopes exceed what's allowed for this user" },
    })
    expect(await decide(hub, user_code, { approved_scopes: ['me.read'], expires_in: '2w' })).toMatchObject({
      status: 422,
    })
    expect(await decide(hub, user_code, { approved_scopes: ['me.read'] })).toMatchObject({ status: 200 })
  })

  test('a member cannot grant what only an owner may do', async () => {
    const hub = await hubForTest()
    await hub.people.add('kim', { password: 'a good one' })
    const { user_code } = await open(hub, argosyBody())
    const as = basic('kim', 'a good one')
    const tooMuch = await decide(hub, user_code, { approved_scopes: ['me.read', 'roms.write'] }, { as })
    expect(tooMuch).toMatchObject({ status: 403 })
    expect(await decide(hub, user_code, { approved_scopes: ['me.read'] }, { as })).toMatchObject({ status: 200 })
  })

  test.each([
    ['no code', { user_code: undefined }, 'missing', 'user_code'],
    ['an empty code', { user_code: '' }, 'string_too_short', 'user_code'],
    ['a code of 33 characters', { user_code: 'A'.repeat(33) }, 'string_too_long', 'user_code'],
    ['no scopes', { approved_scopes: [] }, 'too_short', 'approved_scopes'],
    ['a name of 256 characters', { device_name: 'x'.repeat(256) }, 'string_too_long', 'device_name'],
  ])('%s is 422', async (_what, change, type, field) => {
    const hub = await hubForTest()
    const { user_code, device_code } = await open(hub)
    const reply = await decide(hub, user_code, change)
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ detail: [{ type, loc: ['body', field] }] })
    expect(await poll(hub, device_code)).toMatchObject({ body: word('authorization_pending') })
  })

  test('the same identifier of one person is one device, with its new name and version', async () => {
    const hub = await hubForTest()
    const first = await paired(hub, { name: 'Before' })
    const second = await paired(hub, {
      name: 'After',
      client_version: '6.0.0',
      client: 'other',
      platform: 'other',
    })
    expect(second.device_id).toBe(first.device_id)
    const devices = await call(hub, 'GET', '/api/devices', { as: asOwner })
    expect(devices.body).toMatchObject([
      { id: first.device_id, name: 'After', client_version: '6.0.0', client: 'grout', platform: 'muOS' },
    ])
    expect(devices.body).toHaveLength(1)
  })

  test('a request without a version keeps the version that was known', async () => {
    const hub = await hubForTest()
    await paired(hub)
    await paired(hub, { client_version: null })
    const devices = await call(hub, 'GET', '/api/devices', { as: asOwner })
    expect(devices.body).toMatchObject([{ client_version: '5.0.0' }])
  })

  test('the same identifier of another person is another device', async () => {
    const hub = await hubForTest()
    await hub.people.add('kim', { password: 'a good one' })
    const owners = await paired(hub)
    const { user_code, device_code } = await open(hub)
    expect(await decide(hub, user_code, {}, { as: basic('kim', 'a good one') })).toMatchObject({ status: 200 })
    const members = await collected(hub, device_code)
    expect(members.device_id).not.toBe(owners.device_id)
    for (const [grant, username] of [[owners, 'owner'], [members, 'kim']] as const) {
      const me = await call(hub, 'GET', '/api/users/me', { as: bearer(grant.access_token) })
      expect(me.body).toMatchObject({ username, current_device_id: grant.device_id })
    }
  })

  test('an owner may approve for somebody else; a member may not', async () => {
    const hub = await hubForTest()
    const kim = await hub.people.add('kim', { password: 'a good one' })
    const first = await open(hub, { requested_scopes: ['me.read'] })
    const forKim = { body: { user_code: first.user_code, approved_scopes: ['me.read'] }, as: asOwner }
    expect(await call(hub, 'POST', `${paths.approve}?person=${kim.id}`, forKim)).toMatchObject({ status: 200 })
    const grant = await collected(hub, first.device_code)
    const me = await call(hub, 'GET', '/api/users/me', { as: bearer(grant.access_token) })
    expect(me.body).toMatchObject({ username: 'kim' })

    const second = await open(hub, { requested_scopes: ['me.read'] })
    const owner = (await call(hub, 'GET', '/api/users/me', { as: asOwner })).body as { id: number }
    const forOwner = {
      body: { user_code: second.user_code, approved_scopes: ['me.read'] },
      as: basic('kim', 'a good one'),
    }
    expect(await call(hub, 'POST', `${paths.approve}?person=${owner.id}`, forOwner)).toMatchObject({ status: 403 })
    expect(await poll(hub, second.device_code)).toMatchObject({ body: word('authorization_pending') })
  })

  test('no person holds more than 25 tokens (W-18)', async () => {
    const hub = await hubForTest()
    for (let index = 0; index < 25; index += 1) {
      if (index % 10 === 0) await hub.clock.advance(61_000)
      await paired(hub, { client_device_identifier: `machine ${index}` })
    }
    await hub.clock.advance(61_000)
    const { user_code, device_code } = await open(hub, { client_device_identifier: 'machine 25' })
    const reply = await decide(hub, user_code)
    expect(reply.status).toBe(400)
    expect(reply.body).toEqual({ detail: 'Maximum of 25 tokens per user reached' })
    expect(await poll(hub, device_code)).toMatchObject({ body: word('authorization_pending') })
    const devices = await call(hub, 'GET', '/api/devices', { as: asOwner })
    expect(devices.body).toHaveLength(25)
    const [oldest] = devices.body as { id: string }[]
    expect(await call(hub, 'DELETE', `/api/devices/${oldest?.id}`, { as: asOwner })).toMatchObject({ status: 204 })
    await approved(hub, user_code)
  })

  test('nor by Basic with the token as the password', async () => {
    const hub = await hubForTest()
    const { access_token } = await paired(hub, argosyBody())
    const { user_code, device_code } = await open(hub, { client_device_identifier: 'another machine' })
    const as = basic('owner', access_token)
    for (const reply of [
      await decide(hub, user_code, { approved_scopes: ['me.read'] }, { as }),
      await deny(hub, user_code, { as }),
    ]) {
      expect([401, 403]).toContain(reply.status)
    }
    expect(await poll(hub, device_code)).toMatchObject({ body: word('authorization_pending') })
  })

  test('a person signs off by real Basic', async () => {
    const hub = await hubWithPassword()
    const { user_code } = await open(hub)
    const wrong = await decide(hub, user_code, {}, { as: basic('owner', 'wrong horse') })
    expect(wrong).toMatchObject({ status: 401 })
    expect(await decide(hub, user_code, {}, { as: ownerBasic })).toMatchObject({ status: 200 })
  })

  test('a client token may not look at, approve or deny requests, whatever its scopes (W-16)', async () => {
    const hub = await hubForTest()
    const { access_token } = await paired(hub, argosyBody())
    const { user_code, device_code } = await open(hub, { client_device_identifier: 'another machine' })
    const as = bearer(access_token)
    expect(await call(hub, 'GET', '/api/users/me', { as })).toMatchObject({ status: 200 })
    for (const reply of [
      await call(hub, 'GET', paths.pending(user_code), { as }),
      await call(hub, 'GET', '/api/pairing', { as }),
      await call(hub, 'GET', '/api/events', { as }),
      await decide(hub, user_code, { approved_scopes: ['me.read'] }, { as }),
      await deny(hub, user_code, { as }),
      await call(hub, 'POST', '/api/people/1/link', { as }),
    ]) {
      expect(reply).toMatchObject({ status: 403, body: forbidden })
    }
    expect(await poll(hub, device_code)).toMatchObject({ body: word('authorization_pending') })
  })
})

describe('deny (wire.md 3.5)', () => {
  test('200 null; the device reads access_denied for a minute, then expired_token', async () => {
    const hub = await hubForTest()
    const { user_code, device_code } = await open(hub)
    expect(await deny(hub, user_code.toLowerCase())).toMatchObject({ status: 200, text: 'null' })
    expect(await poll(hub, device_code)).toMatchObject({ status: 400, body: word('access_denied') })
    await hub.clock.advance(59_999)
    expect(await poll(hub, device_code)).toMatchObject({ status: 400, body: word('access_denied') })
    await hub.clock.advance(2)
    expect(await poll(hub, device_code)).toMatchObject({ status: 400, body: word('expired_token') })
  })

  test('an unknown code is 404', async () => {
    const hub = await hubForTest()
    expect(await deny(hub, 'AAAAAAAA')).toMatchObject({ status: 404, body: unknownCode })
  })

  test('a denied request makes no device', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub)
    await deny(hub, user_code)
    expect(await call(hub, 'GET', '/api/devices', { as: asOwner })).toMatchObject({ status: 200, body: [] })
  })
})

describe('token (wire.md 3.6)', () => {
  test('an unknown device code is expired_token', async () => {
    const hub = await hubForTest()
    for (const code of ['x', '0'.repeat(64), 'F'.repeat(64), '0'.repeat(128)]) {
      expect(await poll(hub, code)).toMatchObject({ status: 400, body: word('expired_token') })
    }
  })

  test.each([
    ['none', undefined, 'missing'],
    ['an empty one', '', 'string_too_short'],
    ['one of 129 characters', 'a'.repeat(129), 'string_too_long'],
  ])('%s is 422', async (_what, device_code, type) => {
    const hub = await hubForTest()
    const reply = await call(hub, 'POST', paths.token, { body: { device_code } })
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ detail: [{ type, loc: ['body', 'device_code'] }] })
  })

  test('the user code is not a device code', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub)
    expect(await poll(hub, user_code)).toMatchObject({ body: word('expired_token') })
  })

  test('pacing: less than 5 seconds after the last poll is slow_down, also after a slow_down', async () => {
    const hub = await hubForTest()
    const { device_code } = await open(hub)
    const answer = async () => (await poll(hub, device_code)).body
    expect(await answer()).toEqual(word('authorization_pending'))
    await hub.clock.advance(4_999)
    expect(await answer()).toEqual(word('slow_down'))
    await hub.clock.advance(4_999)
    expect(await answer()).toEqual(word('slow_down'))
    await hub.clock.advance(5_000)
    expect(await answer()).toEqual(word('authorization_pending'))
    await hub.clock.advance(5_000)
    expect(await answer()).toEqual(word('authorization_pending'))
  })

  test('pacing is per device code and does not hold back an approved one', async () => {
    const hub = await hubForTest()
    const [first, second] = [await open(hub), await open(hub, { client_device_identifier: 'another' })]
    expect((await poll(hub, first.device_code)).body).toEqual(word('authorization_pending'))
    expect((await poll(hub, second.device_code)).body).toEqual(word('authorization_pending'))
    await approved(hub, first.user_code)
    await collected(hub, first.device_code)
  })

  test('200 with a client token bound to the device, once', async () => {
    const hub = await hubForTest()
    const { user_code, device_code } = await open(hub)
    const { device_id } = await approved(hub, user_code)
    const reply = await poll(hub, device_code)
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      access_token: expect.stringMatching(/^rmm_[0-9a-f]{64}$/),
      device_id,
      scopes: sorted(grout.scopes),
      expires_at: null,
    })
    for (let again = 0; again < 3; again += 1) {
      expect(await poll(hub, device_code)).toMatchObject({ status: 400, body: word('expired_token') })
    }
    const { access_token } = reply.body as { access_token: string }
    const me = await call(hub, 'GET', '/api/users/me', { as: bearer(access_token) })
    expect(me.body).toMatchObject({ username: 'owner', current_device_id: device_id })
    expect(await call(hub, 'GET', '/api/platforms', { as: bearer(access_token) })).toMatchObject({
      status: 200,
      body: [],
    })
  })

  test('the token has the approved scopes and no others', async () => {
    const hub = await hubForTest()
    const { user_code, device_code } = await open(hub)
    await approved(hub, user_code, { approved_scopes: ['me.read', 'me.read'] })
    const grant = await collected(hub, device_code)
    expect(grant.scopes).toEqual(['me.read'])
    const as = bearer(grant.access_token)
    expect(await call(hub, 'GET', '/api/users/me', { as })).toMatchObject({ status: 200 })
    expect(await call(hub, 'GET', '/api/platforms', { as })).toMatchObject({ status: 403, body: forbidden })
    expect(await call(hub, 'GET', '/api/devices', { as })).toMatchObject({ status: 403, body: forbidden })
    expect(await call(hub, 'GET', '/api/users', { as })).toMatchObject({ status: 403, body: forbidden })
  })

  test('collecting ends the earlier pairing token of the device, approving alone does not (W-17)', async () => {
    const hub = await hubForTest()
    const works = async (token: string) => (await call(hub, 'GET', '/api/platforms', { as: bearer(token) })).status
    const before = await paired(hub)
    const other = await paired(hub, { client_device_identifier: 'another machine' })
    const { user_code, device_code } = await open(hub)
    await approved(hub, user_code)
    expect(await works(before.access_token)).toBe(200)
    const after = await collected(hub, device_code)
    expect(after.device_id).toBe(before.device_id)
    expect(await works(before.access_token)).toBe(401)
    expect(await works(after.access_token)).toBe(200)
    expect(await works(other.access_token)).toBe(200)
  })
})

describe('time', () => {
  test('a pending request lives 600 seconds', async () => {
    const hub = await hubForTest()
    const { user_code, device_code } = await open(hub)
    await hub.clock.advance(599_999)
    expect(await poll(hub, device_code)).toMatchObject({ body: word('authorization_pending') })
    expect(await call(hub, 'GET', paths.pending(user_code), { as: asOwner })).toMatchObject({ status: 200 })
    await hub.clock.advance(2)
    expect(await poll(hub, device_code)).toMatchObject({ status: 400, body: word('expired_token') })
    expect(await decide(hub, user_code)).toMatchObject({ status: 404, body: unknownCode })
    expect(await deny(hub, user_code)).toMatchObject({ status: 404, body: unknownCode })
    expect(await call(hub, 'GET', '/api/devices', { as: asOwner })).toMatchObject({ body: [] })
  })

  test('an approval must be collected within the lifetime of the request', async () => {
    const hub = await hubForTest()
    const early = await open(hub, { client_device_identifier: 'early' })
    const late = await open(hub, { client_device_identifier: 'late' })
    await hub.clock.advance(590_000)
    await approved(hub, early.user_code)
    await approved(hub, late.user_code)
    await hub.clock.advance(9_999)
    await collected(hub, early.device_code)
    await hub.clock.advance(2)
    expect(await poll(hub, late.device_code)).toMatchObject({ body: word('expired_token') })
  })

  test('a token row nobody collected dies with its request', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub)
    await approved(hub, user_code)
    const state = async () => (await call(hub, 'GET', '/api/devices', { as: asOwner })).body
    expect(await state()).toMatchObject([{ token_state: 'waiting' }])
    await hub.clock.advance(600_001)
    await expect.poll(state).toMatchObject([{ token_state: 'none' }])
  })

  test('and at the next start', async () => {
    const hub = await hubForTest()
    const approvedOnly = await open(hub, { client_device_identifier: 'one' })
    await approved(hub, approvedOnly.user_code)
    await hub.clock.advance(1_000)
    const pendingOnly = await open(hub, { client_device_identifier: 'two' })
    const kept = await paired(hub, { client_device_identifier: 'three' })
    await hub.restart()
    for (const request of [approvedOnly, pendingOnly]) {
      expect(await poll(hub, request.device_code)).toMatchObject({ status: 400, body: word('expired_token') })
      expect(await decide(hub, request.user_code)).toMatchObject({ status: 404, body: unknownCode })
    }
    expect(await call(hub, 'GET', '/api/platforms', { as: bearer(kept.access_token) })).toMatchObject({ status: 200 })
    const devices = await call(hub, 'GET', '/api/devices', { as: asOwner })
    expect(devices.body).toMatchObject([{ token_state: 'none' }, { token_state: 'active' }])
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
