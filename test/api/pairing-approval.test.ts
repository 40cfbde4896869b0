import { describe, expect, test } from 'vitest'
import { asOwner, basic, bearer, call, hubForTest } from './call'
import {
  approved,
  argosyBody,
  collected,
  decide,
  deny,
  open,
  paired,
  paths,
  poll,
  unknownCode,
  word,
} from './pairing-steps'

const day = 86_400_000
const isoAfter = (now: number, milliseconds: number) => new Date(now + milliseconds).toISOString()

describe('approve (wire.md 3.4)', () => {
  test('200 with the device, and the code is used up', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub)
    const reply = await decide(hub, user_code, { device_name: 'Kim’s handheld' })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      device_id: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
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

  test.each([
    ['an empty', ''],
    ['a null', null],
    ['no', undefined],
  ])('%s name falls back to the requested one', async (_what, device_name) => {
    const hub = await hubForTest()
    const { user_code } = await open(hub, { name: 'Asked for' })
    expect(await approved(hub, user_code, { device_name })).toMatchObject({ device_name: 'Asked for' })
  })

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
    expect(await decide(hub, user_code, { approved_scopes: ['me.read'] }, { as })).toMatchObject({
      status: 200,
    })
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
})

describe('whose device an approval makes (wire.md 3.4)', () => {
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
    expect(await decide(hub, user_code, {}, { as: basic('kim', 'a good one') })).toMatchObject({
      status: 200,
    })
    const members = await collected(hub, device_code)
    expect(members.device_id).not.toBe(owners.device_id)
    for (const [grant, username] of [
      [owners, 'owner'],
      [members, 'kim'],
    ] as const) {
      const me = await call(hub, 'GET', '/api/users/me', { as: bearer(grant.access_token) })
      expect(me.body).toMatchObject({ username, current_device_id: grant.device_id })
    }
  })

  test('an owner may approve for somebody else; a member may not', async () => {
    const hub = await hubForTest()
    const kim = await hub.people.add('kim', { password: 'a good one' })
    const first = await open(hub, { requested_scopes: ['me.read'] })
    const forKim = { body: { user_code: first.user_code, approved_scopes: ['me.read'] }, as: asOwner }
    expect(await call(hub, 'POST', `${paths.approve}?person=${kim.id}`, forKim)).toMatchObject({
      status: 200,
    })
    const grant = await collected(hub, first.device_code)
    const me = await call(hub, 'GET', '/api/users/me', { as: bearer(grant.access_token) })
    expect(me.body).toMatchObject({ username: 'kim' })

    const second = await open(hub, { requested_scopes: ['me.read'] })
    const owner = (await call(hub, 'GET', '/api/users/me', { as: asOwner })).body as { id: number }
    const forOwner = {
      body: { user_code: second.user_code, approved_scopes: ['me.read'] },
      as: basic('kim', 'a good one'),
    }
    expect(await call(hub, 'POST', `${paths.approve}?person=${owner.id}`, forOwner)).toMatchObject({
      status: 403,
    })
    expect(await poll(hub, second.device_code)).toMatchObject({ body: word('authorization_pending') })
  })
})
