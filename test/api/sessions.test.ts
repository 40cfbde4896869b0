import { describe, expect, test } from 'vitest'
import type { TestHub } from '../helpers/hub'
import {
  asOwner,
  basic,
  bearer,
  call,
  cookieOf,
  hubForTest,
  hubWithPassword,
  linkOfOwner,
  originOf,
  ownerBasic,
  redeem,
  signedIn,
  type Reply,
} from './call'
import { decide, open, paired, paths, poll, unknownCode, word } from './pairing-steps'

const me = (hub: TestHub, cookie: string, headers: Record<string, string> = {}) =>
  call(hub, 'GET', '/api/users/me', { headers: { cookie, ...headers } })

describe('sign-in (wire.md 2.4)', () => {
  test('200 null and a cookie that script cannot read and other sites cannot send', async () => {
    const hub = await hubWithPassword()
    const reply = await call(hub, 'POST', '/api/login', { as: ownerBasic })
    expect(reply).toMatchObject({ status: 200, text: 'null' })
    const cookie = cookieOf(reply)
    expect(cookie.attributes).toEqual(expect.arrayContaining(['httponly', 'samesite=strict', 'path=/']))
    expect(cookie.attributes.some((attribute) => attribute.startsWith('domain'))).toBe(false)
    expect(cookie.value.length).toBeGreaterThanOrEqual(32)
    expect(await me(hub, cookie.pair)).toMatchObject({
      status: 200,
      body: { username: 'owner', current_device_id: null },
    })
  })

  test('two hubs on one machine have cookies of different names, because cookies cross ports', async () => {
    const [one, other] = [await hubWithPassword(), await hubWithPassword()]
    const names = await Promise.all(
      [one, other].map(
        async (hub) => cookieOf(await call(hub, 'POST', '/api/login', { as: ownerBasic })).name,
      ),
    )
    expect(names[0]).not.toBe(names[1])
  })

  test.each([
    ['a wrong password', basic('owner', 'wrong horse'), 'Incorrect username or password'],
    ['an unknown person', basic('nobody', 'correct horse'), 'Incorrect username or password'],
  ])('%s is 401', async (_what, as, detail) => {
    const hub = await hubWithPassword()
    const reply = await call(hub, 'POST', '/api/login', { as })
    expect(reply).toMatchObject({ status: 401, body: { detail } })
    expect(reply.headers).not.toHaveProperty('set-cookie')
  })

  test('no header is 401', async () => {
    const hub = await hubWithPassword()
    const reply = await call(hub, 'POST', '/api/login')
    expect(reply).toMatchObject({ status: 401, body: { detail: expect.any(String) } })
  })

  test('a disabled person is told so, but only with the right password', async () => {
    const hub = await hubForTest()
    await hub.people.add('gone', { password: 'a good one', enabled: false })
    const right = await call(hub, 'POST', '/api/login', { as: basic('gone', 'a good one') })
    expect(right).toMatchObject({ status: 401, body: { detail: 'Disabled user' } })
    const wrong = await call(hub, 'POST', '/api/login', { as: basic('gone', 'wrong one') })
    expect(wrong).toMatchObject({ status: 401, body: { detail: 'Incorrect username or password' } })
  })

  test('a client token is not a password for a session: it would outgrow its scopes (W-16)', async () => {
    const hub = await hubWithPassword()
    const grant = await paired(hub)
    for (const as of [basic('owner', grant.access_token), bearer(grant.access_token)]) {
      const reply = await call(hub, 'POST', '/api/login', { as })
      expect([401, 403]).toContain(reply.status)
      expect(reply.headers).not.toHaveProperty('set-cookie')
    }
  })

  test('signing in from a foreign page is refused', async () => {
    const hub = await hubWithPassword()
    const reply = await call(hub, 'POST', '/api/login', {
      as: ownerBasic,
      headers: { origin: 'http://evil.example' },
    })
    expect(reply.headers).not.toHaveProperty('set-cookie')
    expect(reply.status).toBe(403)
  })
})

describe('the session', () => {
  test('approves a request', async () => {
    const hub = await hubForTest()
    const cookie = await signedIn(hub)
    const { user_code, device_code } = await open(hub)
    const body = { user_code, approved_scopes: ['me.read'] }
    const headers = { cookie, origin: originOf(hub) }
    expect(await call(hub, 'POST', paths.approve, { body, headers })).toMatchObject({ status: 200 })
    expect(await poll(hub, device_code)).toMatchObject({ status: 200 })
  })

  test.each([
    ['no Origin', undefined],
    ['another site', 'http://evil.example'],
    ['null', 'null'],
    ['another port', 'http://127.0.0.1:1'],
    ['another host name of this hub', 'localhost'],
    ['the host as a prefix', 'prefix'],
  ])('an unsafe request by cookie with %s is 403 and does nothing', async (_what, given) => {
    const hub = await hubForTest()
    const cookie = await signedIn(hub)
    const { user_code, device_code } = await open(hub)
    const { port } = new URL(hub.url)
    const special: Record<string, string> = {
      localhost: `http://localhost:${port}`,
      prefix: `${originOf(hub)}.evil.example`,
    }
    const origin = given === undefined ? {} : { origin: special[given] ?? given }
    for (const [path, body] of [
      [paths.approve, { user_code, approved_scopes: ['me.read'] }],
      [paths.deny, { user_code }],
      ['/api/logout', undefined],
      ['/api/people/1/link', undefined],
    ] as const) {
      const reply = await call(hub, 'POST', path, { body, headers: { cookie, ...origin } })
      expect(reply).toMatchObject({ status: 403, body: { detail: expect.any(String) } })
    }
    expect(await poll(hub, device_code)).toMatchObject({ body: word('authorization_pending') })
    expect(await me(hub, cookie)).toMatchObject({ status: 200 })
  })

  test('an explicit header needs no Origin: no other site can send one', async () => {
    const hub = await hubForTest()
    const cookie = await signedIn(hub)
    await hub.people.add('kim', { password: 'a good one' })
    const { user_code } = await open(hub)
    const as = basic('kim', 'a good one')
    expect(await decide(hub, user_code, {}, { as, headers: { cookie } })).toMatchObject({ status: 200 })
  })

  test('an explicit header wins over the cookie (W-24)', async () => {
    const hub = await hubForTest()
    await hub.people.add('kim', { password: 'a good one' })
    const cookie = await signedIn(hub)
    const asKim = { authorization: basic('kim', 'a good one') }
    expect(await me(hub, cookie, asKim)).toMatchObject({ status: 200, body: { username: 'kim' } })
    expect(await me(hub, cookie, { authorization: 'Bearer rmm_x' })).toMatchObject({ status: 401 })
    expect(await me(hub, cookie, { authorization: basic('kim', 'wrong one') })).toMatchObject({ status: 401 })
  })

  test('ends with logout', async () => {
    const hub = await hubForTest()
    const [cookie, other] = [await signedIn(hub), await signedIn(hub)]
    const headers = { cookie, origin: originOf(hub) }
    const reply = await call(hub, 'POST', '/api/logout', { headers })
    expect(reply).toMatchObject({ status: 200, text: 'null' })
    expect(await me(hub, cookie)).toMatchObject({ status: 401 })
    expect(await me(hub, other)).toMatchObject({ status: 200 })
    expect(await call(hub, 'POST', '/api/logout', { headers })).toMatchObject({ status: 200, text: 'null' })
  })

  test('survives a restart, and ends when nobody used it for long', async () => {
    const hub = await hubForTest()
    const cookie = await signedIn(hub)
    await hub.restart()
    expect(await me(hub, cookie)).toMatchObject({ status: 200 })
    await hub.clock.advance(400 * 86_400_000)
    expect(await me(hub, cookie)).toMatchObject({ status: 401 })
  })

  test('rotates: the new cookie works, the old one only for requests already on their way', async () => {
    const hub = await hubForTest()
    const first = await signedIn(hub)
    let next: Reply | undefined
    for (let hour = 0; hour < 48 && next === undefined; hour += 1) {
      await hub.clock.advance(3_600_000)
      const reply = await me(hub, first)
      expect(reply.status).toBe(200)
      if (reply.headers['set-cookie'] !== undefined && cookieOf(reply).pair !== first) next = reply
    }
    expect(next).toBeDefined()
    const second = next === undefined ? '' : cookieOf(next).pair
    expect(await me(hub, first)).toMatchObject({ status: 200 })
    expect(await me(hub, second)).toMatchObject({ status: 200 })
    await hub.clock.advance(3_600_000)
    expect(await me(hub, first)).toMatchObject({ status: 401 })
    expect(await me(hub, second)).toMatchObject({ status: 200 })
  })

  test.each(['x', 'a=b; c', '%ZZ', 'x'.repeat(4_000), '"quoted"'])(
    'a made-up value is 401: %s',
    async (value) => {
      const hub = await hubForTest()
      const [name = ''] = (await signedIn(hub)).split('=')
      expect(await me(hub, `${name}=${value}`)).toMatchObject({ status: 401 })
    },
  )

  test('is not offered to a stranger: an anonymous answer sets no cookie', async () => {
    const hub = await hubForTest()
    for (const path of ['/api/heartbeat', '/api/platforms']) {
      expect((await call(hub, 'GET', path)).headers).not.toHaveProperty('set-cookie')
    }
  })
})

describe('linking a phone (own.md)', () => {
  const ownId = async (hub: TestHub) =>
    ((await call(hub, 'GET', '/api/users/me', { as: asOwner })).body as { id: number }).id

  test('the window makes a link, a phone redeems it once, without a password', async () => {
    const hub = await hubForTest()
    const made = await linkOfOwner(hub)
    expect(made).toEqual({
      url: expect.stringMatching(/^https?:\/\//),
      code: expect.any(String),
      expires_in: 60,
    })
    expect(made.url).toContain(made.code)
    expect(made.code.length).toBeGreaterThanOrEqual(20)
    const redeemed = await redeem(hub, made.code)
    expect(redeemed).toMatchObject({ status: 200, text: 'null' })
    expect(await me(hub, cookieOf(redeemed).pair)).toMatchObject({ status: 200, body: { username: 'owner' } })
    const again = await redeem(hub, made.code)
    expect(again).toMatchObject({ status: 404, body: { detail: expect.any(String) } })
    expect(again.headers).not.toHaveProperty('set-cookie')
  })

  test('of ten redemptions at once one wins', async () => {
    const hub = await hubForTest()
    const { code } = await linkOfOwner(hub)
    const replies = await Promise.all(Array.from({ length: 10 }, () => redeem(hub, code)))
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1)
    expect(replies.filter((reply) => reply.headers['set-cookie'] !== undefined)).toHaveLength(1)
  })

  test('it lives 60 seconds', async () => {
    const hub = await hubForTest()
    const [inTime, late] = [await linkOfOwner(hub), await linkOfOwner(hub)]
    await hub.clock.advance(59_999)
    const statuses = [(await redeem(hub, inTime.code)).status, (await redeem(hub, late.code)).status]
    // A new link may end the one before it; the last one lives its whole minute.
    expect(statuses[1]).toBe(200)
    const expired = await linkOfOwner(hub)
    await hub.clock.advance(60_001)
    expect(await redeem(hub, expired.code)).toMatchObject({ status: 404 })
  })

  test('a phone that is linked approves a request', async () => {
    const hub = await hubForTest()
    const { pair: cookie } = cookieOf(await redeem(hub, (await linkOfOwner(hub)).code))
    const { user_code, device_code } = await open(hub)
    const headers = { cookie, origin: originOf(hub) }
    const body = { user_code, approved_scopes: ['me.read'] }
    expect(await call(hub, 'POST', paths.approve, { headers, body })).toMatchObject({ status: 200 })
    expect(await poll(hub, device_code)).toMatchObject({ status: 200 })
  })

  test('a member cannot make a link for the owner', async () => {
    const hub = await hubForTest()
    await hub.people.add('kim', { password: 'a good one' })
    const path = `/api/people/${await ownId(hub)}/link`
    const refused = await call(hub, 'POST', path, { as: basic('kim', 'a good one') })
    expect([403, 404]).toContain(refused.status)
    expect(await call(hub, 'POST', path)).toMatchObject({ status: 401 })
    expect(await call(hub, 'POST', '/api/people/999999999/link', { as: asOwner })).toMatchObject({
      status: 404,
    })
  })
})

describe('the window', () => {
  test('acts as the owner without a password', async () => {
    const hub = await hubForTest()
    expect(await call(hub, 'GET', '/api/users/me', { as: asOwner })).toMatchObject({
      status: 200,
      body: { username: 'owner', current_device_id: null },
    })
  })

  test.each(['', 'x', '0'.repeat(64)])('its header means nothing over TCP: %j', async (secret) => {
    const hub = await hubForTest()
    const reply = await call(hub, 'GET', '/api/users/me', { headers: { 'x-roost-window': secret } })
    expect(reply.status).toBe(401)
  })

  test('looks codes up as everybody', async () => {
    const hub = await hubForTest()
    expect(await call(hub, 'GET', paths.pending('AAAAAAAA'), { as: asOwner })).toMatchObject({
      status: 404,
      body: unknownCode,
    })
  })
})
