import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { activityEntry } from '../../shared/api/activity'
import type { TestHub } from '../helpers/hub'
import {
  addUser,
  answer,
  ask,
  basic,
  bearer,
  type Credential,
  forbidden,
  household,
  linkedPhone,
  openRequest,
  owner,
  pair,
  refusal,
  signedIn,
} from '../helpers/household'

const password = 'secret words'

function list(hub: TestHub, query = '', as: Credential = 'window') {
  return answer(z.array(activityEntry), 200, ask(hub, 'GET', `/api/activity${query}`, { as }))
}

const kinds = async (hub: TestHub, query = '', as: Credential = 'window') =>
  (await list(hub, query, as)).map(({ kind }) => kind)

const day = 86_400_000

describe('the audit list', () => {
  test('says who approved which device from where, and who collected', async () => {
    const hub = await household()
    const { deviceId } = await pair(hub, { from: '127.0.0.9' })
    const me = await owner(hub)
    expect(await list(hub)).toEqual([
      {
        id: expect.any(Number),
        at: '2026-03-01T12:00:00.000Z',
        kind: 'pairing.collected',
        actor_id: null,
        actor_name: null,
        method: null,
        address: '127.0.0.9',
        person_id: me.id,
        subject: 'Living room',
        subject_id: deviceId,
      },
      {
        id: expect.any(Number),
        at: '2026-03-01T12:00:00.000Z',
        kind: 'pairing.approved',
        actor_id: me.id,
        actor_name: 'owner',
        method: 'window',
        address: 'window',
        person_id: me.id,
        subject: 'Living room',
        subject_id: deviceId,
      },
    ])
  })

  test('has a line for everything that was done, newest first', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    const { user_code } = await openRequest(hub, { identifier: 'denied' })
    await ask(hub, 'POST', '/api/auth/device/deny', { as: 'window', body: { user_code } })
    const { deviceId, secret } = await pair(hub)
    const other = await pair(hub, { identifier: 'other' })
    await ask(hub, 'PUT', `/api/devices/${deviceId}`, { as: bearer(secret), body: { name: 'New' } })
    await ask(hub, 'PUT', `/api/devices/${deviceId}`, { as: bearer(secret), body: { name: 'New' } })
    await ask(hub, 'POST', '/api/devices', { as: 'window', body: { name: 'Registered' } })
    await ask(hub, 'DELETE', `/api/devices/${deviceId}`, { as: 'window' })
    await ask(hub, 'POST', `/api/devices/${deviceId}/restore`, { as: 'window' })
    const into = { as: 'window', body: { into: deviceId } } as const
    await ask(hub, 'POST', `/api/devices/${other.deviceId}/merge`, into)
    const to = { as: 'window', body: { person_id: robin.id } } as const
    await ask(hub, 'POST', `/api/devices/${deviceId}/hand-over`, to)
    const browser = await signedIn(hub, 'robin', password)
    await ask(hub, 'POST', '/api/logout', { as: browser })
    await linkedPhone(hub, robin.id)
    const change = { username: 'robyn', password: 'other words' }
    await ask(hub, 'PUT', `/api/users/${robin.id}`, { as: 'window', body: change })
    await ask(hub, 'DELETE', `/api/users/${robin.id}`, { as: 'window' })
    await ask(hub, 'POST', `/api/people/${robin.id}/restore`, { as: 'window' })
    expect((await kinds(hub)).reverse()).toEqual([
      'person.added',
      'pairing.denied',
      'pairing.approved',
      'pairing.collected',
      'pairing.approved',
      'pairing.collected',
      'device.changed',
      'device.registered',
      'device.removed',
      'device.restored',
      'device.merged',
      'device.handed-over',
      'session.signed-in',
      'session.signed-out',
      'session.linked',
      'person.changed',
      'password.changed',
      'person.removed',
      'person.restored',
    ])
    const written = JSON.stringify(await list(hub))
    for (const word of [secret, secret.slice(4), other.secret, password, 'other words', user_code]) {
      expect(written).not.toContain(word)
    }
  })

  test('a refused change leaves no line', async () => {
    const hub = await household()
    await addUser(hub, { username: 'robin' })
    const before = await kinds(hub)
    await ask(hub, 'POST', '/api/users', { as: 'window', body: { username: 'robin' } })
    await ask(hub, 'DELETE', '/api/devices/nobody', { as: 'window' })
    expect(await kinds(hub)).toEqual(before)
  })

  test('goes on by page and kind', async () => {
    const hub = await household()
    for (const username of ['one', 'two', 'three']) await addUser(hub, { username })
    await pair(hub)
    const added = await list(hub, '?kind=person.added&limit=2')
    expect(added.map(({ subject }) => subject)).toEqual(['three', 'two'])
    const rest = await list(hub, `?kind=person.added&limit=2&before=${added.at(-1)?.id}`)
    expect(rest.map(({ subject }) => subject)).toEqual(['one'])
    for (const query of ['?limit=0', '?limit=501', '?limit=x', '?before=0', '?kind=nothing']) {
      expect(await ask(hub, 'GET', `/api/activity${query}`, { as: 'window' })).toMatchObject({ status: 422 })
    }
  })

  test('members see what they did and what is theirs; a client token nothing', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    await addUser(hub, { username: 'kim' })
    await pair(hub)
    const { secret } = await pair(hub, { identifier: 'theirs', person: robin.id })
    const seen = await list(hub, '', basic('robin', password))
    expect(seen.map(({ kind }) => kind)).toEqual(['pairing.collected', 'pairing.approved', 'person.added'])
    expect(seen.every(({ person_id }) => person_id === robin.id)).toBe(true)
    expect(await refusal(ask(hub, 'GET', '/api/activity', { as: bearer(secret) }))).toEqual(forbidden)
  })

  test('is kept 180 days, over a restart and without one', async () => {
    const hub = await household()
    await addUser(hub, { username: 'robin' })
    await hub.clock.advance(179 * day)
    expect(await kinds(hub)).toEqual(['person.added'])
    await hub.clock.advance(2 * day)
    // The clearing that fell due is a write: this one waits behind it.
    await addUser(hub, { username: 'kim' })
    expect((await list(hub)).map(({ subject }) => subject)).toEqual(['kim'])
    await hub.stop()
    await hub.clock.advance(181 * day)
    await hub.restart()
    expect(await list(hub)).toEqual([])
  })
})

describe('failed sign-ins', () => {
  const fail = (hub: TestHub, name: string, guess: string, from = '127.0.0.1') =>
    ask(hub, 'POST', '/api/login', { as: basic(name, guess), from })

  test('are written down with the name that was tried, if it is one', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password })
    await fail(hub, 'robin', 'wrong words', '127.0.0.7')
    await fail(hub, 'my secret typed as name', 'x', '127.0.0.7')
    expect(await list(hub, '?kind=session.failed')).toMatchObject([
      { actor_id: null, subject: null, person_id: null, address: '127.0.0.7' },
      { actor_id: null, subject: 'robin', person_id: robin.id, address: '127.0.0.7', method: null },
    ])
  })

  test('a flood from one address leaves five lines a minute', async () => {
    const hub = await household()
    await Promise.all(Array.from({ length: 7 }, (_, guess) => fail(hub, `name ${guess}`, 'x')))
    expect(await kinds(hub, '?kind=session.failed')).toHaveLength(5)
    await hub.clock.advance(60_000)
    await fail(hub, 'name', 'x')
    expect(await kinds(hub, '?kind=session.failed')).toHaveLength(6)
  })
})
