import { describe, expect, test } from 'vitest'
import { device, registerDevice } from '../../shared/api/devices'
import {
  addUser,
  answer,
  ask,
  bearer,
  collect,
  devices,
  forbidden,
  household,
  notAuthenticated,
  openRequest,
  pair,
  profiles,
  refusal,
} from '../helpers/household'
import { get, put, register, remove, restore, unknown, worksFor } from './device-calls'

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
    expect(new Set((await devices(hub, bearer(secret))).map(({ name }) => name))).toEqual(
      new Set(['Mine', 'Other']),
    )
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
