import { describe, expect, test } from 'vitest'
import { device } from '../../shared/api/devices'
import type { TestHub } from '../helpers/hub'
import {
  addUser,
  answer,
  ask,
  basic,
  bearer,
  devices,
  forbidden,
  household,
  owner,
  pair,
  refusal,
  type Credential,
} from '../helpers/household'
import { put, restore, unknown, worksFor } from './device-calls'

describe('handing over (design section 7)', () => {
  const handOver = (hub: TestHub, id: string, person_id: number, as: Credential = 'window') =>
    ask(hub, 'POST', `/api/devices/${id}/hand-over`, { as, body: { person_id } })

  test('ends its tokens; when it pairs again for its new owner it is the same entry', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin' })
    const { deviceId, secret } = await pair(hub)
    expect(await answer(device, 200, handOver(hub, deviceId, robin.id))).toMatchObject({
      id: deviceId,
      user_id: robin.id,
      token_state: 'none',
    })
    expect(await worksFor(hub, secret)).toBe(401)
    expect(await devices(hub)).toEqual([])
    expect((await pair(hub, { person: robin.id })).deviceId).toBe(deviceId)
  })

  test('refuses who has it, who has the same machine, who is not there, and who is disabled', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin' })
    const mine = await pair(hub)
    await pair(hub, { person: robin.id, name: 'Twin' })
    const me = await owner(hub)
    expect(await refusal(handOver(hub, mine.deviceId, me.id))).toEqual({
      status: 400,
      body: { detail: 'This device belongs to owner already' },
    })
    expect(await refusal(handOver(hub, mine.deviceId, robin.id))).toEqual({
      status: 409,
      body: { detail: 'robin already has this machine as "Twin". Take one of the two out first' },
    })
    expect(await refusal(handOver(hub, mine.deviceId, 99))).toEqual({
      status: 404,
      body: { detail: 'User with ID 99 not found' },
    })
    await ask(hub, 'PUT', `/api/users/${robin.id}`, { as: 'window', body: { enabled: false } })
    expect(await refusal(handOver(hub, mine.deviceId, robin.id))).toEqual({
      status: 403,
      body: { detail: 'robin is disabled' },
    })
    expect(await worksFor(hub, mine.secret)).toBe(200)
  })

  test('is for owners', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin', password: 'secret words' })
    const { deviceId } = await pair(hub, { person: robin.id })
    expect(await refusal(handOver(hub, deviceId, 1, basic('robin', 'secret words')))).toEqual(forbidden)
  })
})

describe('merging', () => {
  const merge = (hub: TestHub, id: string, into: string) =>
    ask(hub, 'POST', `/api/devices/${id}/merge`, { as: 'window', body: { into } })

  test('moves the tokens: one bound to the merged entry then acts as the other, by either id', async () => {
    const hub = await household()
    const old = await pair(hub, { identifier: 'before the wipe' })
    const now = await pair(hub, { identifier: 'after the wipe' })
    expect(await answer(device, 200, merge(hub, now.deviceId, old.deviceId))).toMatchObject({
      id: old.deviceId,
    })
    expect(await devices(hub)).toMatchObject([{ id: old.deviceId, token_state: 'active' }])
    const me = await ask(hub, 'GET', '/api/users/me', { as: bearer(now.secret) })
    expect(me.body).toMatchObject({ current_device_id: old.deviceId })
    for (const id of [now.deviceId, old.deviceId]) {
      const renamed = put(hub, id, { name: id }, bearer(now.secret))
      expect(await answer(device, 200, renamed)).toMatchObject({ id: old.deviceId, name: id })
    }
  })

  test('is remembered: the identifier of the merged entry pairs as the other', async () => {
    const hub = await household()
    const old = await pair(hub, { identifier: 'before the wipe' })
    const now = await pair(hub, { identifier: 'after the wipe' })
    await merge(hub, now.deviceId, old.deviceId)
    expect((await pair(hub, { identifier: 'after the wipe' })).deviceId).toBe(old.deviceId)
    expect((await pair(hub, { identifier: 'before the wipe' })).deviceId).toBe(old.deviceId)
    expect(await devices(hub)).toHaveLength(1)
  })

  test('refuses itself, the unknown, and the devices of two people', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin' })
    const mine = await pair(hub)
    const theirs = await pair(hub, { person: robin.id })
    expect(await refusal(merge(hub, mine.deviceId, mine.deviceId))).toEqual({
      status: 400,
      body: { detail: 'A device cannot be merged with itself' },
    })
    expect(await refusal(merge(hub, mine.deviceId, 'nobody'))).toEqual(unknown('nobody'))
    expect(await refusal(merge(hub, mine.deviceId, theirs.deviceId))).toEqual({
      status: 400,
      body: { detail: 'These devices belong to two people. Hand one over first' },
    })
  })

  test('is not undone by the undo of a removal', async () => {
    const hub = await household()
    const old = await pair(hub, { identifier: 'before the wipe' })
    const now = await pair(hub, { identifier: 'after the wipe' })
    await merge(hub, now.deviceId, old.deviceId)
    expect(await refusal(restore(hub, now.deviceId))).toEqual({
      status: 409,
      body: {
        detail: 'This entry was merged with another one of the same machine; there is nothing to bring back',
      },
    })
  })

  test('a wiped handheld that paired under a new identifier is shown as a probable duplicate', async () => {
    const hub = await household()
    const old = await pair(hub, { identifier: 'before the wipe' })
    await hub.clock.advance(60_000)
    const now = await pair(hub, { identifier: 'after the wipe' })
    const listed = await devices(hub)
    expect(listed.map(({ id, duplicate_of }) => [id, duplicate_of])).toEqual([
      [old.deviceId, null],
      [now.deviceId, old.deviceId],
    ])
  })
})

describe('a copied card', () => {
  const [here, there] = ['127.0.0.2', '127.0.0.3']
  const use = (hub: TestHub, secret: string, from: string) =>
    ask(hub, 'GET', '/api/users/me', { as: bearer(secret), from })

  test('is noticed when its token is used here, there and here again within ten minutes', async () => {
    const hub = await household()
    const { deviceId, secret } = await pair(hub, { from: here })
    for (const from of [here, there]) await use(hub, secret, from)
    expect(await devices(hub)).toMatchObject([{ cloned_at: null }])
    await hub.clock.advance(9 * 60_000)
    await use(hub, secret, here)
    expect(await devices(hub)).toMatchObject([{ id: deviceId, cloned_at: '2026-03-01T12:09:00.000Z' }])
    await hub.clock.advance(60_000)
    await use(hub, secret, there)
    expect(await devices(hub)).toMatchObject([{ cloned_at: '2026-03-01T12:09:00.000Z' }])
    const list = await ask(hub, 'GET', '/api/activity?kind=device.cloned', { as: 'window' })
    expect(list.body).toMatchObject([{ subject_id: deviceId, address: here, actor_id: null }])
  })

  test('is not seen in a new lease, nor in one that comes back later', async () => {
    const hub = await household()
    const { secret } = await pair(hub, { from: here })
    await use(hub, secret, here)
    await use(hub, secret, there)
    await hub.clock.advance(10 * 60_000 + 1)
    await use(hub, secret, here)
    expect(await devices(hub)).toMatchObject([{ cloned_at: null }])
  })
})
