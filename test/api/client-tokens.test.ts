import { expect, test } from 'vitest'
import { clientToken, clientTokenWithSecret } from '../../shared/api/client-tokens'
import {
  aHub,
  approve,
  ask,
  asking,
  basic,
  type Caller,
  made,
  member,
  moment,
  paired,
  secretForm,
  type Token,
} from './token-steps'

const path = '/api/client-tokens'
const create = (json: unknown) => ({ json })
const ok = { name: 'Deck', scopes: ['me.read'] }

test('a new token: 201, in full, its secret once; it works at once with its scopes only', async () => {
  const hub = await aHub()
  const answer = await ask(hub, 'window', 'POST', path, create({ ...ok, scopes: ['me.read', 'assets.read'] }))
  expect(answer.status).toBe(201)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.body).toEqual({
    id: expect.any(Number),
    name: 'Deck',
    scopes: ['assets.read', 'me.read'],
    expires_at: null,
    last_used_at: null,
    created_at: '2026-03-01T12:00:00.000Z',
    user_id: 1,
    device_id: null,
    last_four: expect.stringMatching(/^[0-9a-f]{4}$/),
    last_used_address: null,
    origin: 'manual',
    raw_token: secretForm,
  })
  expect(clientTokenWithSecret.strict().parse(answer.body)).toEqual(answer.body)
  const { raw_token } = answer.body as Token
  expect((answer.body as Token)['last_four']).toBe(raw_token.slice(-4))
  const bearer: Caller = `Bearer ${raw_token}`
  expect(await ask(hub, bearer, 'GET', '/api/users/me')).toMatchObject({
    status: 200,
    body: { username: 'owner', current_device_id: null },
  })
  expect(await ask(hub, bearer, 'GET', '/api/platforms')).toMatchObject({
    status: 403,
    body: { detail: 'Forbidden' },
  })
  const list = await ask(hub, 'window', 'GET', path)
  expect(list.text).not.toContain(raw_token)
  expect(list.body).toMatchObject([{ name: 'Deck', last_used_at: moment, last_used_address: '127.0.0.1' }])
  expect(clientToken.strict().array().parse(list.body)).toHaveLength(1)
})

test('a use is written down at most every five minutes, and is no change of its person (W-26)', async () => {
  const hub = await aHub()
  const { raw_token: token } = await made(hub, { scopes: ['me.read'] })
  const used = async (minutes: number) => {
    await hub.clock.advance(minutes * 60_000)
    const { body } = await ask(hub, `Bearer ${token}`, 'GET', '/api/users/me')
    const [listed] = (await ask(hub, 'window', 'GET', '/api/client-tokens')).body as {
      last_used_at: string
    }[]
    const { updated_at, last_active } = (await ask(hub, 'window', 'GET', '/api/users/me')).body as Record<
      string,
      string
    >
    expect(body).toMatchObject({ updated_at })
    expect(last_active).toBe(listed?.last_used_at)
    return { updated_at, at: listed?.last_used_at }
  }
  const first = await used(1)
  expect(await used(4)).toEqual(first)
  const later = await used(2)
  expect(Date.parse(later.at ?? '') - Date.parse(first.at ?? '')).toBe(6 * 60_000)
  expect(later.updated_at).toBe(first.updated_at)
})

test.each([
  ['30d', '2026-03-31T12:00:00.000Z'],
  ['90d', '2026-05-30T12:00:00.000Z'],
  ['1y', '2027-03-01T12:00:00.000Z'],
  ['never', null],
  [null, null],
])('expires_in %s', async (expires_in, expires_at) => {
  const hub = await aHub()
  expect(await made(hub, { expires_in })).toMatchObject({ expires_at })
})

test('creating is refused, in the order of wire.md 4.3', async () => {
  const hub = await aHub()
  const robin = await member(hub)
  const refused = (as: Caller, json: unknown) => ask(hub, as, 'POST', path, create(json))
  expect(await refused('nobody', ok)).toMatchObject({ status: 401, body: { detail: 'Not authenticated' } })
  expect(await refused('window', { scopes: ['me.read'] })).toMatchObject({
    status: 422,
    body: { detail: [{ type: 'missing', loc: ['body', 'name'], msg: 'Field required' }] },
  })
  expect(await refused('window', { ...ok, scopes: [] })).toMatchObject({
    status: 422,
    body: { detail: [{ type: 'too_short', loc: ['body', 'scopes'] }] },
  })
  expect(await refused('window', { ...ok, name: 'x'.repeat(256) })).toMatchObject({
    status: 422,
    body: { detail: [{ type: 'string_too_long', loc: ['body', 'name'] }] },
  })
  // Also an unknown word, and before the expiry word is looked at.
  const beyond = { name: 'Deck', scopes: ['users.read', 'fly', 'me.read', 'fly'], expires_in: '2w' }
  expect(await refused(robin.as, beyond)).toMatchObject({
    status: 403,
    body: { detail: 'Requested scopes exceed your permissions: fly, users.read' },
  })
  expect(await refused('window', { ...ok, expires_in: '2w' })).toMatchObject({
    status: 422,
    body: { detail: 'Invalid expires_in value: 2w. Valid values: 30d, 90d, 1y, never' },
  })
  expect((await ask(hub, 'window', 'GET', path)).body).toEqual([])
})

test('W-16: a client token makes, regenerates and pairs nothing, whatever its scopes', async () => {
  const hub = await aHub()
  const token = await made(hub, { scopes: ['me.read', 'me.write', 'users.read', 'users.write'] })
  const { id, raw_token } = token
  const callers: Caller[] = [`Bearer ${raw_token}`, basic('owner', raw_token)]
  const calls: [string, string, unknown?][] = [
    ['POST', path, ok],
    ['PUT', `${path}/${id}/regenerate`],
    ['POST', `${path}/${id}/pair`],
    ['DELETE', `${path}/${id}/admin`],
  ]
  for (const as of callers) {
    for (const [method, target, json] of calls) {
      const answer = await ask(hub, as, method, target, json === undefined ? {} : { json })
      expect(answer, `${method} ${target}`).toMatchObject({ status: 403, body: { detail: 'Forbidden' } })
    }
  }
  expect(await ask(hub, callers[0] ?? 'nobody', 'GET', '/api/users/me')).toMatchObject({ status: 200 })
  expect((await ask(hub, 'window', 'GET', path)).body).toHaveLength(1)
})

test('W-18: 25 tokens and no more, also when they are asked for at once, also counting approvals', async () => {
  const hub = await aHub()
  await paired(hub)
  for (let count = 1; count < 23; count += 1) await made(hub)
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => ask(hub, 'window', 'POST', path, create(ok))),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(3)
  expect(answers.find(({ status }) => status === 400)?.body).toEqual({
    detail: 'Maximum of 25 tokens per user reached',
  })
  // Before the expiry word (wire.md 4.3).
  expect(await ask(hub, 'window', 'POST', path, create({ ...ok, expires_in: '2w' }))).toMatchObject({
    status: 400,
  })
  const { user_code } = await asking(hub, { client_device_identifier: 'one more' })
  expect(await approve(hub, user_code)).toMatchObject({
    status: 400,
    body: { detail: 'Maximum of 25 tokens per user reached' },
  })
  // The device that has one already loses it by pairing again: that is no 26th.
  await paired(hub)
  // Somebody else has a count of their own.
  const robin = await member(hub)
  await made(hub, {}, robin.as)
  expect((await ask(hub, 'window', 'GET', path)).body).toHaveLength(25)
})

test('one sees and touches only the own tokens, newest first', async () => {
  const hub = await aHub()
  const robin = await member(hub)
  const first = await made(hub)
  const theirs = await made(hub, { name: 'theirs' }, robin.as)
  const second = await made(hub)
  const ids = ((await ask(hub, 'window', 'GET', path)).body as Token[]).map(({ id }) => id)
  expect(ids).toEqual([second.id, first.id])
  const none = { status: 404, body: { detail: 'Token not found' } }
  for (const [method, end] of [
    ['DELETE', ''],
    ['PUT', '/regenerate'],
    ['POST', '/pair'],
  ] as const) {
    // Not even an owner, on these routes.
    expect(await ask(hub, 'window', method, `${path}/${theirs.id}${end}`)).toMatchObject(none)
    expect(await ask(hub, robin.as, method, `${path}/${first.id}${end}`)).toMatchObject(none)
    expect(await ask(hub, 'window', method, `${path}/999${end}`)).toMatchObject(none)
    expect(await ask(hub, 'nobody', method, `${path}/${first.id}${end}`)).toMatchObject({ status: 401 })
    expect(await ask(hub, 'window', method, `${path}/x${end}`)).toMatchObject({
      status: 422,
      body: { detail: [{ type: 'int_parsing', loc: ['path', 'id'] }] },
    })
  }
})

test('revoking: 200 null, dead on the next request, and gone', async () => {
  const hub = await aHub()
  const { id, raw_token } = await made(hub)
  expect(await ask(hub, `Bearer ${raw_token}`, 'GET', '/api/users/me')).toMatchObject({ status: 200 })
  expect(await ask(hub, 'window', 'DELETE', `${path}/${id}`)).toMatchObject({ status: 200, text: 'null' })
  expect(await ask(hub, `Bearer ${raw_token}`, 'GET', '/api/users/me')).toMatchObject({
    status: 401,
    body: { detail: 'Not authenticated' },
  })
  expect(await ask(hub, 'window', 'DELETE', `${path}/${id}`)).toMatchObject({ status: 404 })
  expect((await ask(hub, 'window', 'GET', path)).body).toEqual([])
})

test('a client token may revoke itself and nothing else', async () => {
  const hub = await aHub()
  const mine = await made(hub)
  const other = await made(hub)
  const as: Caller = `Bearer ${mine.raw_token}`
  const forbidden = { status: 403, body: { detail: 'Forbidden' } }
  expect(await ask(hub, as, 'DELETE', `${path}/${other.id}`)).toMatchObject(forbidden)
  expect(await ask(hub, as, 'DELETE', `${path}/999`)).toMatchObject(forbidden)
  expect(await ask(hub, as, 'DELETE', `${path}/${mine.id}`)).toMatchObject({ status: 200, text: 'null' })
  expect(await ask(hub, as, 'GET', '/api/users/me')).toMatchObject({ status: 401 })
  expect(await ask(hub, `Bearer ${other.raw_token}`, 'GET', '/api/users/me')).toMatchObject({ status: 200 })
  const weak = await made(hub, { scopes: ['me.read'] })
  expect(await ask(hub, `Bearer ${weak.raw_token}`, 'DELETE', `${path}/${weak.id}`)).toMatchObject(forbidden)
})

test("everybody's tokens, with names, for who may read users; revoking them needs an owner", async () => {
  const hub = await aHub()
  const robin = await member(hub)
  const theirs = await made(hub, { name: 'theirs' }, robin.as)
  const mine = await made(hub)
  expect(await ask(hub, robin.as, 'GET', `${path}/all`)).toMatchObject({
    status: 403,
    body: { detail: 'Forbidden' },
  })
  expect(await ask(hub, 'nobody', 'GET', `${path}/all`)).toMatchObject({ status: 401 })
  const all = await ask(hub, 'window', 'GET', `${path}/all`)
  expect(all.body).toMatchObject([
    { id: mine.id, username: 'owner', user_avatar_path: '', user_updated_at: moment, user_id: 1 },
    { id: theirs.id, username: 'robin', user_id: robin.id },
  ])
  expect(all.text).not.toMatch(/raw_token|rmm_/)
  const remove = (as: Caller, id: number) => ask(hub, as, 'DELETE', `${path}/${id}/admin`)
  expect(await remove(robin.as, mine.id)).toMatchObject({ status: 403 })
  expect(await remove('nobody', mine.id)).toMatchObject({ status: 401 })
  expect(await remove('window', theirs.id)).toMatchObject({ status: 200, text: 'null' })
  expect(await remove('window', theirs.id)).toMatchObject({
    status: 404,
    body: { detail: 'Token not found' },
  })
  expect(await ask(hub, `Bearer ${theirs.raw_token}`, 'GET', '/api/users/me')).toMatchObject({ status: 401 })
})

test('W-17: a bound token says which device it is, and touches no other', async () => {
  const hub = await aHub()
  const one = await paired(hub)
  const other = await paired(hub, { client_device_identifier: 'other' })
  const as: Caller = `Bearer ${one.access_token}`
  expect(await ask(hub, as, 'GET', '/api/users/me')).toMatchObject({
    body: { current_device_id: one.device_id },
  })
  expect(await ask(hub, as, 'DELETE', `/api/devices/${other.device_id}`)).toMatchObject({ status: 403 })
  expect(await ask(hub, as, 'DELETE', `/api/devices/${one.device_id}`)).toMatchObject({ status: 204 })
  expect(await ask(hub, as, 'GET', '/api/users/me')).toMatchObject({ status: 401 })
})
