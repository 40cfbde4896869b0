import { describe, expect, test } from 'vitest'
import type { TestHub } from '../helpers/hub'
import {
  asOwner,
  basic,
  behindProxy,
  call,
  from,
  hubForTest,
  hubWithPassword,
  redeem,
  type Reply,
} from './call'
import { decide, deny, initBody, open, paths, poll, unknownCode, word } from './pairing-steps'

const init = (hub: TestHub, options = {}) => call(hub, 'POST', paths.init, { body: initBody(), ...options })

async function times(count: number, once: () => Promise<Reply>): Promise<number[]> {
  const statuses: number[] = []
  for (let index = 0; index < count; index += 1) statuses.push((await once()).status)
  return statuses
}

const all = (count: number, status: number) => Array.from({ length: count }, () => status)

/** Checks a 429 that may be tried again after so many seconds. */
function expectTooMany(reply: Reply, seconds: number, detail: unknown = expect.any(String)): void {
  expect(reply.status).toBe(429)
  expect(reply.body).toEqual({ detail })
  expect(reply.headers['retry-after']).toBe(String(seconds))
}

describe('init: 10 in 60 seconds from one address (wire.md 3.1)', () => {
  const sentence = 'Too many authorize attempts. Try again later.'

  test('the 11th is 429 and says when to try again', async () => {
    const hub = await hubForTest()
    expect(await times(10, () => init(hub))).toEqual(all(10, 201))
    expectTooMany(await init(hub), 60, sentence)
    await hub.clock.advance(20_500)
    expectTooMany(await init(hub), 40, sentence)
    await hub.clock.advance(39_499)
    expectTooMany(await init(hub), 1, sentence)
    await hub.clock.advance(1)
    expect(await init(hub)).toMatchObject({ status: 201 })
  })

  test('the window is fixed: it starts with the first request, and tries beyond the limit do not move it', async () => {
    const hub = await hubForTest()
    await init(hub)
    await hub.clock.advance(50_000)
    expect(await times(12, () => init(hub))).toEqual([...all(9, 201), ...all(3, 429)])
    await hub.clock.advance(10_000)
    expect(await times(11, () => init(hub))).toEqual([...all(10, 201), 429])
  })

  test('refused input is free', async () => {
    const hub = await hubForTest()
    expect(await times(20, () => init(hub, { body: initBody({ name: '' }) }))).toEqual(all(20, 422))
    expect(await times(10, () => init(hub))).toEqual(all(10, 201))
  })

  test('X-Forwarded-For of anybody does not make another address (W-22)', async () => {
    const hub = await hubForTest()
    let host = 0
    const forged = () =>
      init(hub, { headers: { 'x-forwarded-for': `10.0.0.${(host += 1)}`, forwarded: 'for=10.9.9.9' } })
    expect(await times(11, forged)).toEqual([...all(10, 201), 429])
    const requests = (await call(hub, 'GET', '/api/pairing', { as: asOwner })).body as { address: string }[]
    expect(new Set(requests.map((request) => request.address))).toEqual(new Set(['127.0.0.1']))
  })

  test('behind a trusted proxy each address has its own limit, and the client cannot add one', async () => {
    const hub = await hubForTest(behindProxy)
    expect(await times(11, () => init(hub, from('192.0.2.7')))).toEqual([...all(10, 201), 429])
    expect(await init(hub, from('192.0.2.8'))).toMatchObject({ status: 201 })
    expect(await init(hub, from('10.1.1.1, 192.0.2.7'))).toMatchObject({ status: 429 })
    const requests = (await call(hub, 'GET', '/api/pairing', { as: asOwner })).body as { address: string }[]
    expect(requests[0]?.address).toBe('192.0.2.8')
  })
})

describe('poll: 60 in 60 seconds from one address (wire.md 3.6)', () => {
  const sentence = 'Too many polling attempts. Try again later.'

  test('the 61st is 429, before anything else is looked at', async () => {
    const hub = await hubForTest()
    const { device_code } = await open(hub)
    expect(await times(60, () => poll(hub, device_code))).toEqual(all(60, 400))
    expectTooMany(await poll(hub, device_code), 60, sentence)
    expectTooMany(await poll(hub, 'unknown'), 60, sentence)
    await hub.clock.advance(60_000)
    expect(await poll(hub, device_code)).toMatchObject({ status: 400, body: word('authorization_pending') })
  })

  test('a token waits for a device that was too eager', async () => {
    const hub = await hubForTest()
    const { device_code, user_code } = await open(hub)
    await times(60, () => poll(hub, device_code))
    expect(await decide(hub, user_code)).toMatchObject({ status: 200 })
    expect(await poll(hub, device_code)).toMatchObject({ status: 429 })
    await hub.clock.advance(60_000)
    expect(await poll(hub, device_code)).toMatchObject({ status: 200 })
  })

  test('one address cannot use up the polls of another', async () => {
    const hub = await hubForTest(behindProxy)
    const { device_code } = await open(hub, {}, { ...from('192.0.2.7'), body: initBody() })
    expect(await times(61, () => poll(hub, 'x', from('192.0.2.66')))).toEqual([...all(60, 400), 429])
    expect(await poll(hub, device_code, from('192.0.2.7'))).toMatchObject({
      body: word('authorization_pending'),
    })
  })
})

describe('wrong user codes: 10 in 60 seconds (W-22)', () => {
  test('look-ups, approvals and denials count together; then even a right one waits', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub)
    const wrong = [
      () => call(hub, 'GET', paths.pending('AAAAAAAA'), { as: asOwner }),
      () => decide(hub, 'BBBBBBBB'),
      () => deny(hub, 'CCCCCCCC'),
    ]
    for (let index = 0; index < 10; index += 1) {
      expect(await wrong[index % 3]?.()).toMatchObject({ status: 404, body: unknownCode })
    }
    expectTooMany(await call(hub, 'GET', paths.pending('AAAAAAAA'), { as: asOwner }), 60)
    expectTooMany(await decide(hub, user_code), 60)
    await hub.clock.advance(60_000)
    expect(await decide(hub, user_code)).toMatchObject({ status: 200 })
  })

  test('right codes are free', async () => {
    const hub = await hubForTest()
    const { user_code } = await open(hub)
    const look = () => call(hub, 'GET', paths.pending(user_code), { as: asOwner })
    expect(await times(30, look)).toEqual(all(30, 200))
  })

  test('one person who guesses does not hold up another', async () => {
    const hub = await hubForTest()
    await hub.people.add('kim', { password: 'a good one' })
    const { user_code } = await open(hub)
    const guess = () => call(hub, 'GET', paths.pending('AAAAAAAA'), { as: basic('kim', 'a good one') })
    expect(await times(11, guess)).toEqual([...all(10, 404), 429])
    expect(await decide(hub, user_code)).toMatchObject({ status: 200 })
  })
})

describe('signing in (W-22)', () => {
  /** Tries until refused for being too many; gives that answer. */
  async function guessUntilRefused(attempt: () => Promise<Reply>): Promise<Reply> {
    for (let tries = 0; tries < 100; tries += 1) {
      const reply = await attempt()
      if (reply.status === 429) return reply
      expect(reply.status).toBe(401)
    }
    throw new Error('A hundred wrong passwords were tried without a limit')
  }

  const ways: [string, (hub: TestHub, password: string, options: object) => Promise<Reply>][] = [
    ['login', (hub, password, o) => call(hub, 'POST', '/api/login', { as: basic('owner', password), ...o })],
    [
      'Basic',
      (hub, password, o) => call(hub, 'GET', '/api/users/me', { as: basic('owner', password), ...o }),
    ],
  ]

  test.each(ways)(
    '%s: guessing ends in 429 with Retry-After, and only for that address',
    async (_way, attempt) => {
      const hub = await hubWithPassword(behindProxy)
      const refused = await guessUntilRefused(() => attempt(hub, 'wrong one', from('192.0.2.66')))
      expect(refused.body).toEqual({ detail: expect.any(String) })
      const seconds = Number(refused.headers['retry-after'])
      expect(seconds).toBeGreaterThan(0)
      expect(Number.isInteger(seconds)).toBe(true)
      expect(await attempt(hub, 'correct horse', from('192.0.2.66'))).toMatchObject({ status: 429 })
      expect(await attempt(hub, 'correct horse', from('192.0.2.7'))).toMatchObject({ status: 200 })
      await hub.clock.advance(seconds * 1_000)
      expect(await attempt(hub, 'correct horse', from('192.0.2.66'))).toMatchObject({ status: 200 })
    },
    60_000,
  )

  test('guessing at many names counts too', async () => {
    const hub = await hubWithPassword()
    let name = 0
    const refused = await guessUntilRefused(() =>
      call(hub, 'POST', '/api/login', { as: basic(`person-${(name += 1)}`, 'wrong') }),
    )
    expect(refused.headers).toHaveProperty('retry-after')
  })

  test('tokens keep working from an address that guessed', async () => {
    const hub = await hubWithPassword()
    const { device_code, user_code } = await open(hub)
    await decide(hub, user_code)
    const { access_token } = (await poll(hub, device_code)).body as { access_token: string }
    await guessUntilRefused(() => call(hub, 'GET', '/api/users/me', { as: basic('owner', 'wrong one') }))
    const me = await call(hub, 'GET', '/api/users/me', {
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(me.status).toBe(200)
  })

  test('guessing at links ends in 429', async () => {
    const hub = await hubForTest()
    const attempt = () => redeem(hub, 'wrong')
    let last = await attempt()
    for (let tries = 0; tries < 100 && last.status === 404; tries += 1) last = await attempt()
    expect(last.status).toBe(429)
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
  })
})

test('of more than 1,000 open requests the oldest of the busiest address goes, never another one', async () => {
  const hub = await hubForTest(behindProxy)
  const openFrom = (address: string) => open(hub, {}, { ...from(address), body: initBody() })
  const state = async (request: { device_code: string }, address: string) =>
    (await poll(hub, request.device_code, from(address))).body

  const oldest = await openFrom('198.51.100.1')
  const busy = []
  for (let index = 0; index < 20; index += 1) {
    if (index === 10) await hub.clock.advance(60_000)
    busy.push(await openFrom('203.0.113.9'))
  }
  const others = []
  for (let address = 0; address < 98; address += 1) {
    const count = address === 0 ? 9 : 10
    const each = () => openFrom(`10.0.0.${address}`)
    others.push(...(await Promise.all(Array.from({ length: count }, each))))
  }
  expect(1 + busy.length + others.length).toBe(1_000)
  expect(await state(oldest, '198.51.100.1')).toEqual(word('authorization_pending'))

  const newcomer = await openFrom('198.51.100.2')
  expect(await state(newcomer, '198.51.100.2')).toEqual(word('authorization_pending'))
  const [first, second] = busy
  expect(await state(first ?? newcomer, '203.0.113.9')).toEqual(word('expired_token'))
  expect(await state(second ?? newcomer, '203.0.113.9')).toEqual(word('authorization_pending'))
  await hub.clock.advance(5_000)
  expect(await state(oldest, '198.51.100.1')).toEqual(word('authorization_pending'))
  const open1000 = (await call(hub, 'GET', '/api/pairing', { as: asOwner })).body
  expect(open1000).toHaveLength(1_000)
})
