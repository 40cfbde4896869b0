import { describe, expect, test } from 'vitest'
import { grout } from '../simulator/client-profiles'
import { asOwner, bearer, call, forbidden, hubForTest } from './call'
import {
  approved,
  collected,
  decide,
  deny,
  open,
  paired,
  paths,
  poll,
  sorted,
  unknownCode,
  word,
} from './pairing-steps'

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
    const works = async (token: string) =>
      (await call(hub, 'GET', '/api/platforms', { as: bearer(token) })).status
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
    expect(await call(hub, 'GET', '/api/platforms', { as: bearer(kept.access_token) })).toMatchObject({
      status: 200,
    })
    const devices = await call(hub, 'GET', '/api/devices', { as: asOwner })
    expect(devices.body).toMatchObject([{ token_state: 'none' }, { token_state: 'active' }])
  })
})
