import { describe, expect, test } from 'vitest'
import { device, registerDevice } from '../../shared/api/devices'
import type { TestHub } from '../helpers/hub'
import {
  addUser,
  answer,
  ask,
  basic,
  bearer,
  collect,
  type Credential,
  devices,
  forbidden,
  household,
  notAuthenticated,
  openRequest,
  owner,
  pair,
  profiles,
  refusal,
} from '../helpers/household'

function put(hub: TestHub, id: string, body: Record<string, unknown>, as: Credential = 'window') {
  return ask(hub, 'PUT', `/api/devices/${id}`, { as, body })
}

function get(hub: TestHub, id: string, as: Credential = 'window') {
  return ask(hub, 'GET', `/api/devices/${id}`, { as })
}

function remove(hub: TestHub, id: string, as: Credential = 'window') {
  return ask(hub, 'DELETE', `/api/devices/${id}`, { as })
}

function restore(hub: TestHub, id: string) {
  return ask(hub, 'POST', `/api/devices/${id}/restore`, { as: 'window' })
}

async function register(hub: TestHub, body: Record<string, unknown>, as: Credential = 'window') {
  const asked = ask(hub, 'POST', '/api/devices', { as, body })
  return (await answer(registerDevice.answer, 201, asked)).device_id
}

/** Whether the token still lets its device in. */
async function worksFor(hub: TestHub, secret: string): Promise<number> {
  return (await ask(hub, 'GET', '/api/users/me', { as: bearer(secret) })).status
}

const unknown = (id: string) => ({ status: 404, body: { detail: `Device with ID ${id} not found` } })

describe('reading (wire.md 5.3)', () => {
  test('an unknown id is 404 in the words of the wire', async () => {
    const hub = await household()
    expect(await refusal(get(hub, 'nobody'))).toEqual(unknown('nobody'))
  })

  test("somebody else's device is 404 too, to a token; to the owner who is present it is there", async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin' })
    const mine = await pair(hub)
    const theirs = await pair(hub, { identifier: 'other', person: robin.id })
    expect(await refusal(get(hub, theirs.deviceId, bearer(mine.secret)))).toEqual(unknown(theirs.deviceId))
    expect(await refusal(get(hub, mine.deviceId, bearer(theirs.secret)))).toEqual(unknown(mine.deviceId))
    expect(await answer(device, 200, get(hub, theirs.deviceId))).toMatchObject({ user_id: robin.id })
  })
})

describe('changing (wire.md 5.4)', () => {
  test('absent stays, null empties, a value is set', async () => {
    const hub = await household()
    const id = await register(hub, { name: 'Pocket', hostname: 'rg35xx', client: 'grout', platform: 'muOS' })
    const changed = await answer(device, 200, put(hub, id, { hostname: null, client_version: '5.2.0' }))
    expect(changed).toMatchObject({
      id,
      name: 'Pocket',
      hostname: null,
      client: 'grout',
      client_version: '5.2.0',
    })
    expect(changed.updated_at).toBe('2026-03-01T12:00:00.000Z')
  })

  test('sync_enabled pauses and goes on', async () => {
    const hub = await household()
    const { deviceId } = await pair(hub)
    expect(await answer(device, 200, put(hub, deviceId, { sync_enabled: false }))).toMatchObject({
      sync_enabled: false,
      sync_mode: 'api',
    })
    expect(await answer(device, 200, put(hub, deviceId, { sync_enabled: true }))).toMatchObject({
      sync_enabled: true,
    })
  })

  test.each(['sync_mode', 'sync_enabled'])('W-32: an explicit null for %s is 422', async (field) => {
    const hub = await household()
    const { deviceId, secret } = await pair(hub)
    const reply = await put(hub, deviceId, { [field]: null }, bearer(secret))
    expect(reply).toMatchObject({ status: 422, body: { detail: [{ loc: ['body', field] }] } })
  })

  test('W-34: two entries cannot be changed into one unique key; both live on as probable duplicates', async () => {
    const hub = await household()
    const first = await register(hub, { mac_address: 'aa:bb:cc:00:11:22' })
    const second = await register(hub, { name: 'Second' })
    await hub.clock.advance(1)
    expect(await put(hub, second, { mac_address: 'AA-BB-CC-00-11-22' })).toMatchObject({ status: 200 })
    const again = ask(hub, 'POST', '/api/devices', {
      as: 'window',
      body: { mac_address: 'aabbcc001122' },
    })
    expect((await answer(registerDevice.answer, 200, again)).device_id).toBe(first)
  })
})

describe('W-17: a token bound to a device acts only as that device', () => {
  test('it changes and removes its own, and is 403 for any other, known or not', async () => {
    const hub = await household()
    const { deviceId, secret } = await pair(hub)
    const other = await register(hub, { name: 'Other' })
    for (const id of [other, 'nobody']) {
      expect(await refusal(put(hub, id, { name: 'Mine' }, bearer(secret)))).toEqual(forbidden)
      expect(await refusal(remove(hub, id, bearer(secret)))).toEqual(forbidden)
    }
    expect(await put(hub, deviceId, { name: 'Mine' }, bearer(secret))).toMatchObject({ status: 200 })
    expect((await devices(hub, bearer(secret))).map(({ name }) => name).sort()).toEqual(['Mine', 'Other'])
    expect(await remove(hub, deviceId, bearer(secret))).toMatchObject({ status: 204, text: '' })
    expect(await refusal(get(hub, deviceId, bearer(secret)))).toEqual(notAuthenticated)
  })

  test('it registers nothing but itself', async () => {
    const hub = await household()
    const { deviceId, secret } = await pair(hub)
    const asked = ask(hub, 'POST', '/api/devices', {
      as: bearer(secret),
      body: { name: 'Another', allow_duplicate: true },
    })
    expect((await answer(registerDevice.answer, 200, asked)).device_id).toBe(deviceId)
    expect(await devices(hub)).toHaveLength(1)
  })

  test('removing a device ends its token on the next request', async () => {
    const hub = await household()
    const { deviceId, secret } = await pair(hub)
    expect(await worksFor(hub, secret)).toBe(200)
    expect(await remove(hub, deviceId)).toMatchObject({ status: 204, text: '' })
    expect(await worksFor(hub, secret)).toBe(401)
    expect(await refusal(remove(hub, deviceId))).toEqual(unknown(deviceId))
  })

  test('a client token may not undo, merge or hand over, whatever its scopes', async () => {
    const hub = await household()
    const { deviceId, secret } = await pair(hub)
    for (const [path, body] of [
      ['restore', undefined],
      ['merge', { into: deviceId }],
      ['hand-over', { person_id: 1 }],
    ] as const) {
      const asked = ask(hub, 'POST', `/api/devices/${deviceId}/${path}`, { as: bearer(secret), body })
      expect(await refusal(asked)).toEqual(forbidden)
    }
  })
})

describe('undo of a removal', () => {
  test('brings back the device and the token it took', async () => {
    const hub = await household()
    const { deviceId, secret } = await pair(hub)
    await remove(hub, deviceId)
    expect(await answer(device, 200, restore(hub, deviceId))).toMatchObject({
      id: deviceId,
      token_state: 'active',
    })
    expect(await worksFor(hub, secret)).toBe(200)
  })

  test('brings back exactly what this removal took, not what an earlier one did', async () => {
    const hub = await household()
    const first = await pair(hub)
    await remove(hub, first.deviceId)
    const second = await pair(hub)
    expect(second.deviceId).toBe(first.deviceId)
    await remove(hub, first.deviceId)
    await answer(device, 200, restore(hub, first.deviceId))
    expect(await worksFor(hub, second.secret)).toBe(200)
    expect(await worksFor(hub, first.secret)).toBe(401)
  })

  test('lets a handheld collect that was approved and waiting', async () => {
    const hub = await household()
    const { user_code, device_code } = await openRequest(hub)
    const approved = await ask(hub, 'POST', '/api/auth/device/approve', {
      as: 'window',
      body: { user_code, approved_scopes: profiles.grout.scopes },
    })
    expect(approved).toMatchObject({ status: 200 })
    const [waiting] = await devices(hub)
    await remove(hub, waiting?.id ?? '')
    await restore(hub, waiting?.id ?? '')
    const { secret } = await collect(hub, device_code)
    expect(await worksFor(hub, secret)).toBe(200)
  })

  test('is 409 with a reason when the same machine was registered again meanwhile', async () => {
    const hub = await household()
    const first = await register(hub, { name: 'Old', mac_address: 'aa:bb:cc:00:11:22' })
    await remove(hub, first)
    await register(hub, { name: 'New', mac_address: 'aa:bb:cc:00:11:22' })
    expect(await refusal(restore(hub, first))).toEqual({
      status: 409,
      body: {
        detail: 'The same machine has come back as "New" meanwhile, so there is nothing to bring back',
      },
    })
  })

  test('of what was never removed, or never there, is 404', async () => {
    const hub = await household()
    const { deviceId } = await pair(hub)
    expect(await refusal(restore(hub, deviceId))).toEqual(unknown(deviceId))
    expect(await refusal(restore(hub, 'nobody'))).toEqual(unknown('nobody'))
  })
})

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
