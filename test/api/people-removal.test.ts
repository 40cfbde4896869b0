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
  type Credential,
} from '../helpers/household'
import { me, password, put, refused, remove, restore, unknown } from './people-calls'

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
    const theirs = (await sessions(hub, robin.id, browser)).find(({ kind }) => kind === 'phone')
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
