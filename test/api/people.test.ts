import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { personSession, removalPreview, user } from '../../shared/api/users'
import type { TestHub } from '../helpers/hub'
import {
  addUser,
  answer,
  ask,
  basic,
  bearer,
  type Credential,
  devices,
  eventStream,
  forbidden,
  household,
  linkedPhone,
  notAuthenticated,
  owner,
  pair,
  refusal,
  signedIn,
} from '../helpers/household'

const password = 'secret words'

function put(hub: TestHub, id: number, body: Record<string, unknown>, as: Credential = 'window') {
  return ask(hub, 'PUT', `/api/users/${id}`, { as, body })
}

const add = (hub: TestHub, body: Record<string, unknown>, as: Credential = 'window') =>
  ask(hub, 'POST', '/api/users', { as, body })

const remove = (hub: TestHub, id: number, as: Credential = 'window') =>
  ask(hub, 'DELETE', `/api/users/${id}`, { as })

const restore = (hub: TestHub, id: number) => ask(hub, 'POST', `/api/people/${id}/restore`, { as: 'window' })

const me = (hub: TestHub, as: Credential) => ask(hub, 'GET', '/api/users/me', { as })

const unknown = (id: number) => ({ status: 404, body: { detail: `User with ID ${id} not found` } })

const refused = (status: number, detail: string) => ({ status, body: { detail } })

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
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 400])
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
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 400])
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

describe('W-28: a new password', () => {
  const next = 'other words'

  test('ends the other browsers, phones, streams and remembered Basic at once; this browser goes on', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const [here, there] = [await signedIn(hub, 'robin', password), await signedIn(hub, 'robin', password)]
    const phone = await linkedPhone(hub, robin.id)
    const { secret } = await pair(hub, { person: robin.id })
    expect(await me(hub, basic('robin', password))).toMatchObject({ status: 200 })
    const [kept, ended] = [await eventStream(hub, here), await eventStream(hub, there)]
    await answer(user, 200, put(hub, robin.id, { password: next, current_password: password }, here))
    await ended.ended
    for (const as of [there, phone, basic('robin', password)]) {
      expect(await refusal(me(hub, as))).toEqual(notAuthenticated)
    }
    for (const as of [here, bearer(secret), basic('robin', next)]) {
      expect(await me(hub, as)).toMatchObject({ status: 200 })
    }
    expect(kept.isOpen()).toBe(true)
  })

  test('needs the current one, except in the window', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const here = await signedIn(hub, 'robin', password)
    expect(await refusal(put(hub, robin.id, { password: next }, here))).toEqual(
      refused(400, 'The current password is needed'),
    )
    expect(
      await refusal(put(hub, robin.id, { password: next, current_password: 'wrong one' }, here)),
    ).toEqual(refused(400, 'The current password is not right. Nothing was changed'))
    expect(await me(hub, basic('robin', password))).toMatchObject({ status: 200 })
    const first = await owner(hub)
    expect(await put(hub, first.id, { password: next })).toMatchObject({ status: 200 })
    expect(await me(hub, basic('owner', next))).toMatchObject({ status: 200 })
  })

  test('set by the owner ends all of the person, and a link that was not scanned yet', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const browser = await signedIn(hub, 'robin', password)
    const link = await ask(hub, 'POST', `/api/people/${robin.id}/link`, { as: 'window' })
    await answer(user, 200, put(hub, robin.id, { password: next }))
    expect(await refusal(me(hub, browser))).toEqual(notAuthenticated)
    const { code } = z.object({ code: z.string() }).parse(link.body)
    expect(await ask(hub, 'POST', '/api/login/link', { body: { code } })).toMatchObject({ status: 404 })
  })

  test("an owner's first one is set in the window, not by a linked phone; a member's own phone may", async () => {
    const hub = await household()
    const first = await owner(hub)
    const phone = await linkedPhone(hub, first.id)
    expect(await refusal(put(hub, first.id, { password: next }, phone))).toEqual(
      refused(403, 'Set your first password in the window of the hub itself'),
    )
    const robin = await addUser(hub, { username: 'robin' })
    const theirs = await linkedPhone(hub, robin.id)
    expect(await put(hub, robin.id, { password: next }, theirs)).toMatchObject({ status: 200 })
  })
})

describe('removing people', () => {
  test('says first what it would take, takes it at once, and gives exactly that back', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const kept = await pair(hub, { person: robin.id, identifier: 'one' })
    const gone = await pair(hub, { person: robin.id, identifier: 'two', name: 'Gone before' })
    await ask(hub, 'DELETE', `/api/devices/${gone.deviceId}`, { as: 'window' })
    const browser = await signedIn(hub, 'robin', password)
    const stream = await eventStream(hub, browser)
    const preview = ask(hub, 'GET', `/api/people/${robin.id}/removal`, { as: 'window' })
    expect(await answer(removalPreview.answer, 200, preview)).toEqual({ devices: 1, tokens: 1, sessions: 1 })

    expect(await remove(hub, robin.id)).toMatchObject({ status: 200, text: 'null' })
    await stream.ended
    for (const as of [browser, bearer(kept.secret), basic('robin', password)]) {
      expect(await refusal(me(hub, as))).toEqual(notAuthenticated)
    }
    expect(await refusal(remove(hub, robin.id))).toEqual(unknown(robin.id))
    expect(await devices(hub, 'window', '?person=all')).toEqual([])

    expect(await answer(user, 200, restore(hub, robin.id))).toMatchObject({ username: 'robin' })
    expect(await devices(hub, 'window', '?person=all')).toMatchObject([{ id: kept.deviceId }])
    expect(await me(hub, bearer(kept.secret))).toMatchObject({ status: 200 })
    expect(await me(hub, basic('robin', password))).toMatchObject({ status: 200 })
    for (const as of [browser, bearer(gone.secret)]) {
      expect(await refusal(me(hub, as))).toEqual(notAuthenticated)
    }
    expect(await refusal(restore(hub, robin.id))).toEqual(unknown(robin.id))
  })

  test('is undone only while the name is free, and says so', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', email: 'r@example.org' })
    await remove(hub, robin.id)
    const second = await addUser(hub, { username: 'robin' })
    expect(await refusal(restore(hub, robin.id))).toEqual(
      refused(409, 'The name robin was given to somebody else meanwhile. Rename that person first'),
    )
    await put(hub, second.id, { username: 'kim', email: 'R@example.org' })
    expect(await refusal(restore(hub, robin.id))).toEqual(
      refused(
        409,
        'The e-mail address r@example.org was given to somebody else meanwhile. Change it there first',
      ),
    )
  })

  test('is not for oneself, not for members, and not for who is not there', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    expect(await refusal(remove(hub, (await owner(hub)).id))).toEqual(
      refused(400, 'You cannot remove yourself'),
    )
    expect(await refusal(remove(hub, robin.id, basic('robin', password)))).toEqual(forbidden)
    expect(await refusal(remove(hub, 99))).toEqual(unknown(99))
  })

  test("a removed person's device comes back with the person, not before", async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin' })
    const { deviceId } = await pair(hub, { person: robin.id })
    await remove(hub, robin.id)
    const asked = ask(hub, 'POST', `/api/devices/${deviceId}/restore`, { as: 'window' })
    expect(await refusal(asked)).toEqual(
      refused(409, 'The person this device belongs to was removed. Bring that person back first'),
    )
  })
})

describe('signed-in browsers and phones', () => {
  const sessions = (hub: TestHub, id: number, as: Credential) =>
    answer(z.array(personSession), 200, ask(hub, 'GET', `/api/people/${id}/sessions`, { as }))

  const end = (hub: TestHub, id: number, session: string, as: Credential) =>
    ask(hub, 'DELETE', `/api/people/${id}/sessions/${session}`, { as })

  test('W-33: two browsers of one address are two sessions, and neither is a device', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const [one, other] = [await signedIn(hub, 'robin', password), await signedIn(hub, 'robin', password)]
    const listed = await sessions(hub, robin.id, one)
    expect(listed.map(({ kind }) => kind)).toEqual(['browser', 'browser'])
    expect(listed.filter(({ is_current }) => is_current)).toHaveLength(1)
    for (const as of [one, other]) {
      expect((await me(hub, as)).body).toMatchObject({ current_device_id: null })
    }
    expect(await devices(hub, one)).toEqual([])
  })

  test('one is signed out by the person or by an owner, and its event stream ends', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const browser = await signedIn(hub, 'robin', password)
    const phone = await linkedPhone(hub, robin.id)
    const stream = await eventStream(hub, phone)
    const [theirs] = (await sessions(hub, robin.id, browser)).filter(({ kind }) => kind === 'phone')
    expect(await end(hub, robin.id, theirs?.id ?? '', browser)).toMatchObject({ status: 204, text: '' })
    await stream.ended
    expect(await refusal(me(hub, phone))).toEqual(notAuthenticated)
    const [left] = await sessions(hub, robin.id, 'window')
    expect(await end(hub, robin.id, left?.id ?? '', 'window')).toMatchObject({ status: 204 })
    expect(await refusal(me(hub, browser))).toEqual(notAuthenticated)
    expect(await refusal(end(hub, robin.id, left?.id ?? '', 'window'))).toEqual(
      refused(404, 'Session not found'),
    )
  })

  test("nobody else's: members are 403, and an id does not reach across people", async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const kim = await addUser(hub, { username: 'kim', password })
    const browser = await signedIn(hub, 'robin', password)
    const [session] = await sessions(hub, robin.id, browser)
    const asKim = basic('kim', password)
    expect(await refusal(ask(hub, 'GET', `/api/people/${robin.id}/sessions`, { as: asKim }))).toEqual(
      forbidden,
    )
    expect(await refusal(end(hub, robin.id, session?.id ?? '', asKim))).toEqual(forbidden)
    expect(await refusal(end(hub, kim.id, session?.id ?? '', asKim))).toEqual(
      refused(404, 'Session not found'),
    )
    expect(await me(hub, browser)).toMatchObject({ status: 200 })
  })
})
