import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessToken } from '../../shared/api/access-tokens'
import { startTestHub, type TestHub } from '../helpers/hub'
import { disable } from './household-steps'
import { aHub, ask, basic, type Caller, made, member, type Question } from './token-steps'

const token = (on: TestHub, form: Record<string, string>, headers: Record<string, string> = {}) =>
  ask(on, 'nobody', 'POST', '/api/token', { form, headers })
const password = { username: 'robin', password: 'a good one' }
const robin = basic('robin', 'a good one')
const scope = 'me.read me.write'
const invalid = { status: 401, body: { detail: 'Could not validate credentials' } }

interface Pair {
  readonly access_token: string
  readonly refresh_token: string
}

/** One hub for most tests, because hashing a password is slow on purpose; robin's is remembered for five minutes. */
let hub: TestHub
let id: number
beforeAll(async () => {
  hub = await startTestHub({ config: { admin: { name: 'owner', password: null } } })
  id = (await member(hub)).id
})
afterAll(() => hub.stop())

async function signIn(on: TestHub, scopes = scope): Promise<Pair> {
  const answer = await token(on, { ...password, scope: scopes })
  expect(answer).toMatchObject({ status: 200 })
  return answer.body as Pair
}

const refresh = (on: TestHub, refresh_token: string) =>
  token(on, { grant_type: 'refresh_token', refresh_token })
const me = (on: TestHub, secret: string) => ask(on, `Bearer ${secret}`, 'GET', '/api/users/me')

test('a password becomes a pair of tokens: wire.md 2.5 to the letter, never stored by anybody on the way', async () => {
  const answer = await token(hub, { ...password, username: 'ROBIN', scope })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.body).toEqual({
    access_token: expect.stringMatching(/^roost_at_[0-9a-f]{64}$/),
    refresh_token: expect.stringMatching(/^roost_rt_[0-9a-f]{64}$/),
    token_type: 'bearer',
    expires: 1800,
    refresh_expires: 604800,
  })
  expect(accessToken.answer.strict().parse(answer.body)).toEqual(answer.body)
  const { access_token, refresh_token } = answer.body as Pair
  expect(await me(hub, access_token)).toMatchObject({
    status: 200,
    body: { id, username: 'robin', current_device_id: null },
  })
  // A refresh token opens nothing.
  expect(await me(hub, refresh_token)).toMatchObject({ status: 401 })
})

test('an access token is a person, with the scopes asked for and no other', async () => {
  const { access_token } = await signIn(hub)
  const as: Caller = `Bearer ${access_token}`
  // A person's route, which no client token gets (W-16).
  await made(hub, {}, as)
  const refused = await ask(hub, as, 'GET', '/api/platforms')
  expect(refused).toMatchObject({ status: 403, body: { detail: 'Forbidden' } })
  expect(refused.headers.get('www-authenticate')).toBe(
    'Bearer error="insufficient_scope", scope="platforms.read"',
  )
})

test('W-16: what a narrow access token makes, regenerates or pairs is never more than itself', async () => {
  const wide = await made(hub, { scopes: ['me.read', 'assets.write'] }, 'window')
  const { access_token } = await signIn(hub)
  const as: Caller = `Bearer ${access_token}`
  const beyond = {
    status: 403,
    body: { detail: 'Requested scopes exceed your permissions: assets.read, devices.write' },
  }
  const scopes = ['me.read', 'devices.write', 'assets.read']
  expect(await ask(hub, as, 'POST', '/api/client-tokens', { json: { name: 'Wide', scopes } })).toMatchObject(
    beyond,
  )
  const own = await made(hub, { scopes }, robin)
  expect(await ask(hub, as, 'PUT', `/api/client-tokens/${own.id}/regenerate`)).toMatchObject(beyond)
  expect(await ask(hub, as, 'POST', `/api/client-tokens/${own.id}/pair`)).toMatchObject(beyond)
  expect(await me(hub, own.raw_token)).toMatchObject({ status: 200 })
  expect(await ask(hub, as, 'POST', `/api/client-tokens/${wide.id}/pair`)).toMatchObject({ status: 404 })
  // Ending one takes no more than the right to end one.
  expect(await ask(hub, as, 'DELETE', `/api/client-tokens/${own.id}`)).toMatchObject({ status: 200 })
})

test('no scope is a token without scopes', async () => {
  const { access_token } = await signIn(hub, '')
  expect(await me(hub, access_token)).toMatchObject({ status: 403, body: { detail: 'Forbidden' } })
})

test.each<[string, Record<string, string>, number, string]>([
  ['no username', { password: 'a good one' }, 400, 'Missing username or password'],
  ['no password', { username: 'robin' }, 400, 'Missing username or password'],
  ['nothing', {}, 400, 'Missing username or password'],
  ['empty ones', { grant_type: 'password', username: '', password: '' }, 400, 'Missing username or password'],
  ['a wrong password', { ...password, password: 'a bad one' }, 401, 'Invalid username or password'],
  ['an unknown person', { ...password, username: 'nobody' }, 401, 'Invalid username or password'],
  ['a scope of owners', { ...password, scope: 'me.read users.read' }, 403, 'Insufficient scope'],
  ['an unknown scope', { ...password, scope: 'fly' }, 403, 'Insufficient scope'],
  ['refresh without token', { grant_type: 'refresh_token' }, 400, 'Missing refresh token'],
  [
    'client credentials',
    { grant_type: 'client_credentials' },
    400,
    'Client credentials are not yet supported',
  ],
  ['another grant', { grant_type: 'implicit' }, 400, 'Invalid or unsupported grant type'],
  [
    'an unknown refresh token',
    { grant_type: 'refresh_token', refresh_token: 'x' },
    401,
    'Could not validate credentials',
  ],
])('refused: %s', async (_what, form, status, detail) => {
  expect(await token(hub, form)).toMatchObject({ status, body: { detail } })
})

test('a disabled person is told so only with the right password; their tokens are over', async () => {
  const alone = await aHub()
  const { id: robinId } = await member(alone)
  const { access_token, refresh_token } = await signIn(alone)
  await disable(alone, robinId)
  expect(await token(alone, { ...password, scope })).toMatchObject({
    status: 403,
    body: { detail: 'User account is disabled' },
  })
  expect(await token(alone, { ...password, password: 'a bad one' })).toMatchObject({
    status: 401,
    body: { detail: 'Invalid username or password' },
  })
  expect(await me(alone, access_token)).toMatchObject(invalid)
  expect(await refresh(alone, refresh_token)).toMatchObject({
    status: 401,
    body: { detail: 'Disabled user' },
  })
})

test('a client token is no password: it becomes no access token, and no session', async () => {
  const { raw_token } = await made(hub, {}, robin)
  expect(await token(hub, { username: 'robin', password: raw_token, scope })).toMatchObject({
    status: 401,
    body: { detail: 'Invalid username or password' },
  })
  const login = await ask(hub, basic('robin', raw_token), 'POST', '/api/login')
  expect(login).toMatchObject({ status: 401 })
  expect(login.headers.get('set-cookie')).toBeNull()
})

test('an access token ends after 1800 s, a refresh token after 604800 s: 401, never 500 (W-14)', async () => {
  const { access_token, refresh_token } = await signIn(hub)
  await hub.clock.advance(1_799_999)
  expect(await me(hub, access_token)).toMatchObject({ status: 200 })
  await hub.clock.advance(1)
  const over = await me(hub, access_token)
  expect(over).toMatchObject(invalid)
  expect(over.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  await hub.clock.advance(604_800_000 - 1_800_000)
  expect(await refresh(hub, refresh_token)).toMatchObject(invalid)
})

test('a refresh token works once, for a week; the pair it gives has the same scopes', async () => {
  const first = await signIn(hub)
  await hub.clock.advance(604_799_999)
  const answer = await refresh(hub, first.refresh_token)
  expect(answer).toMatchObject({ status: 200, body: { expires: 1800, refresh_expires: 604800 } })
  const second = answer.body as Pair
  expect(await me(hub, second.access_token)).toMatchObject({ status: 200 })
  expect(await ask(hub, `Bearer ${second.access_token}`, 'GET', '/api/platforms')).toMatchObject({
    status: 403,
  })
  expect(await refresh(hub, second.refresh_token)).toMatchObject({ status: 200 })
})

test('an old refresh token used again ends its whole family, and no other', async () => {
  const other = await signIn(hub)
  const first = await signIn(hub)
  const second = (await refresh(hub, first.refresh_token)).body as Pair
  const third = (await refresh(hub, second.refresh_token)).body as Pair
  expect(await me(hub, third.access_token)).toMatchObject({ status: 200 })
  expect(await refresh(hub, first.refresh_token)).toMatchObject(invalid)
  for (const pair of [first, second, third]) {
    expect(await me(hub, pair.access_token)).toMatchObject(invalid)
    expect(await refresh(hub, pair.refresh_token)).toMatchObject(invalid)
  }
  expect(await me(hub, other.access_token)).toMatchObject({ status: 200 })
  expect(await refresh(hub, other.refresh_token)).toMatchObject({ status: 200 })
})

test('five refresh at once: one pair is given, and the family is over', async () => {
  const { refresh_token } = await signIn(hub)
  const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(hub, refresh_token)))
  const won = answers.filter(({ status }) => status === 200)
  expect(won).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(4)
  const pair = won[0]?.body as Pair
  expect(await me(hub, pair.access_token)).toMatchObject(invalid)
  expect(await refresh(hub, pair.refresh_token)).toMatchObject(invalid)
})

test('tokens outlive a restart: nothing of them is in memory', async () => {
  const alone = await aHub()
  await member(alone)
  const { access_token, refresh_token } = await signIn(alone)
  await alone.restart()
  expect(await me(alone, access_token)).toMatchObject({ status: 200 })
  expect(await refresh(alone, refresh_token)).toMatchObject({ status: 200 })
})

test('W-22: failures count with those of signing in', async () => {
  const alone = await aHub()
  await member(alone)
  const failed = await Promise.all(
    Array.from({ length: 10 }, (_, guess) => token(alone, { ...password, password: `guess ${guess}` })),
  )
  expect(failed.filter(({ status }) => status === 401)).toHaveLength(10)
  const refused = await token(alone, password)
  expect(refused).toMatchObject({
    status: 429,
    body: { detail: 'Too many failed sign-ins. Try again later.' },
  })
  expect(refused.headers.get('retry-after')).toBe('60')
  const login = await ask(alone, robin, 'POST', '/api/login')
  expect(login).toMatchObject({ status: 429 })
})

test.each<[string, Question, number]>([
  [
    'a parameter twice',
    {
      form: [
        ['username', 'robin'],
        ['username', 'kim'],
      ],
    },
    400,
  ],
  [
    'an unknown one twice',
    {
      form: [
        ['a', 'b'],
        ['a', 'b'],
      ],
    },
    400,
  ],
  ['JSON', { json: password }, 415],
  ['no type', { raw: 'username=robin', headers: { 'content-type': '' } }, 415],
  ['a page of another site', { form: password, headers: { origin: 'http://evil.example' } }, 403],
  ['a page without origin', { form: password, headers: { origin: 'null' } }, 403],
  ['a field that is too long', { form: { username: 'x'.repeat(256) } }, 422],
  [
    'too much',
    { raw: `a=${'x'.repeat(70_000)}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    413,
  ],
])('a body that is none: %s', async (_what, question, status) => {
  const answer = await ask(hub, 'nobody', 'POST', '/api/token', question)
  expect(answer).toMatchObject({ status, body: { detail: expect.anything() } })
  expect(answer.text).not.toContain('a good one')
})

test('unknown parameters do not matter', async () => {
  expect(await token(hub, { ...password, scope, client_id: 'x', __proto__x: 'y' })).toMatchObject({
    status: 200,
  })
})

test('no token and no password is in the log', async () => {
  const first = await signIn(hub)
  const second = (await refresh(hub, first.refresh_token)).body as Pair
  await me(hub, second.access_token)
  await refresh(hub, first.refresh_token)
  expect(hub.logs()).toContain('/api/token')
  const { access_token, refresh_token } = first
  for (const secret of [
    access_token,
    refresh_token,
    second.access_token,
    second.refresh_token,
    'a good one',
  ]) {
    expect(hub.logs()).not.toContain(secret)
  }
})
