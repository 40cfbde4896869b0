import { describe, expect, test } from 'vitest'
import { user } from '../../shared/api/users'
import type { TestHub } from '../helpers/hub'
import {
  addUser,
  answer,
  ask,
  basic,
  bearer,
  eventStream,
  forbidden,
  household,
  linkedPhone,
  notAuthenticated,
  owner,
  pair,
  refusal,
  signedIn,
  type Credential,
} from '../helpers/household'
import { add, me, password, put, refused, remove, unknown } from './people-calls'

describe('reading people (wire.md 16)', () => {
  test('one and all, to who may read users; members may not', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password, email: 'robin@example.org' })
    const asked = ask(hub, 'GET', `/api/users/${robin.id}`, { as: 'window' })
    expect(await answer(user, 200, asked)).toMatchObject({
      username: 'robin',
      email: 'robin@example.org',
      role: 'user',
      enabled: true,
      permission_group_id: null,
    })
    expect(robin.oauth_scopes).toHaveLength(15)
    expect(await refusal(ask(hub, 'GET', '/api/users/99', { as: 'window' }))).toEqual(unknown(99))
    for (const path of ['/api/users', `/api/users/${robin.id}`]) {
      expect(await refusal(ask(hub, 'GET', path, { as: basic('robin', password) }))).toEqual(forbidden)
    }
  })
})

describe('adding people', () => {
  test('names are kept in lower case and taken once, also by e-mail address', async () => {
    const hub = await household()
    expect(await addUser(hub, { username: 'Robin', email: 'robin@example.org' })).toMatchObject({
      username: 'robin',
    })
    expect(await refusal(add(hub, { username: 'ROBIN' }))).toEqual(
      refused(400, 'Username robin already exists'),
    )
    expect(await refusal(add(hub, { username: 'kim', email: 'Robin@Example.org' }))).toEqual(
      refused(400, 'User with email Robin@Example.org already exists'),
    )
  })

  test.each([
    ['a name of two characters', { username: 'ab' }, 'username'],
    ['a name with a space', { username: 'a b c' }, 'username'],
    ['a password of five characters', { username: 'robin', password: '12345' }, 'password'],
    ['an unknown role', { username: 'robin', role: 'king' }, 'role'],
    ['no e-mail address', { username: 'robin', email: 'robin' }, 'email'],
  ])('%s is 422', async (_what, body, field) => {
    const hub = await household()
    const reply = await add(hub, body)
    expect(reply).toMatchObject({ status: 422, body: { detail: [{ loc: ['body', field] }] } })
    expect(reply.text).not.toContain('12345')
  })

  test('two at once with one name: one is added, the other told so', async () => {
    const hub = await household()
    const replies = await Promise.all([1, 2].map(() => add(hub, { username: 'robin' })))
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201, 400]))
  })

  test('members add nobody, and a client token of an owner neither', async () => {
    const hub = await household()
    await addUser(hub, { username: 'robin', password })
    const { secret } = await pair(hub)
    for (const as of [basic('robin', password), bearer(secret)]) {
      expect(await refusal(add(hub, { username: 'kim', role: 'admin' }, as))).toEqual(forbidden)
    }
    expect(await refusal(ask(hub, 'POST', '/api/users', { body: { username: 'kim' } }))).toEqual(
      notAuthenticated,
    )
  })
})

describe('changing people', () => {
  test('oneself: name and e-mail address; others only as an owner', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const kim = await addUser(hub, { username: 'kim' })
    const asRobin = basic('robin', password)
    const renamed = put(hub, robin.id, { username: 'robyn', email: 'r@example.org' }, asRobin)
    expect(await answer(user, 200, renamed)).toMatchObject({ username: 'robyn', email: 'r@example.org' })
    const asRobyn = basic('robyn', password)
    expect(await refusal(put(hub, kim.id, { username: 'mine' }, asRobyn))).toEqual(forbidden)
    expect(await refusal(put(hub, robin.id, { username: 'kim' }, asRobyn))).toEqual(
      refused(400, 'Username kim already exists'),
    )
    expect(await answer(user, 200, put(hub, kim.id, { role: 'admin' }))).toMatchObject({ role: 'admin' })
    expect(await refusal(put(hub, 99, { username: 'nobody' }))).toEqual(unknown(99))
  })

  test("a form is taken too, as RomM's page sends it", async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin' })
    const response = await hub.windowFetch(`/api/users/${robin.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'username=robyn&role=admin&enabled=false',
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ username: 'robyn', role: 'admin', enabled: false })
  })

  test('nobody changes the own role or disables themself; saying what is already so is fine', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const asRobin = basic('robin', password)
    expect(await refusal(put(hub, robin.id, { role: 'admin' }, asRobin))).toEqual(
      refused(400, 'You cannot change your own role'),
    )
    expect(await refusal(put(hub, robin.id, { enabled: false }, asRobin))).toEqual(
      refused(400, 'You cannot disable yourself'),
    )
    expect(await put(hub, robin.id, { role: 'user', enabled: true }, asRobin)).toMatchObject({ status: 200 })
  })

  test('two owners who demote, disable or remove each other at once leave one', async () => {
    const last = refused(400, 'This is the last owner of the hub. Make somebody else an owner first')
    const attacks: ((hub: TestHub, id: number, as: Credential) => ReturnType<typeof ask>)[] = [
      (hub, id, as) => put(hub, id, { role: 'user' }, as),
      (hub, id, as) => put(hub, id, { enabled: false }, as),
      (hub, id, as) => remove(hub, id, as),
    ]
    for (const attack of attacks) {
      const hub = await household()
      const first = await owner(hub)
      const second = await addUser(hub, { username: 'robin', password, role: 'admin' })
      const asSecond = basic('robin', password)
      await me(hub, asSecond)
      const replies = await Promise.all([attack(hub, second.id, 'window'), attack(hub, first.id, asSecond)])
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 400]))
      const loser = replies.find(({ status }) => status === 400)
      expect(loser?.body).toEqual(last.body)
    }
  })

  test('a disabled person is out at once: browser, phone, token, password, and the open event stream', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const browser = await signedIn(hub, 'robin', password)
    const phone = await linkedPhone(hub, robin.id)
    const { secret } = await pair(hub, { person: robin.id })
    const stream = await eventStream(hub, browser)
    await answer(user, 200, put(hub, robin.id, { enabled: false }))
    await stream.ended
    for (const as of [browser, phone, bearer(secret), basic('robin', password)]) {
      expect(await refusal(me(hub, as))).toEqual(notAuthenticated)
    }
    expect(await refusal(ask(hub, 'POST', '/api/login', { as: basic('robin', password) }))).toEqual(
      refused(401, 'Disabled user'),
    )
    await answer(user, 200, put(hub, robin.id, { enabled: true }))
    expect(await me(hub, bearer(secret))).toMatchObject({ status: 200 })
    expect(await refusal(me(hub, browser))).toEqual(notAuthenticated)
  })
})
