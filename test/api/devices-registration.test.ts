import { describe, expect, test } from 'vitest'
import { registerDevice } from '../../shared/api/devices'
import type { TestHub } from '../helpers/hub'
import {
  answer,
  ask,
  bearer,
  type Credential,
  devices,
  exchanged,
  household,
  pair,
  refusal,
} from '../helpers/household'

const grout = { name: 'Pocket', platform: 'muOS', client: 'grout', client_version: '5.1.0', sync_mode: 'api' }
const mac = 'AA-BB-CC-00-11-22'

function post(hub: TestHub, body: Record<string, unknown>, as: Credential = 'window') {
  return ask(hub, 'POST', '/api/devices', { as, body })
}

function registered(hub: TestHub, status: 200 | 201, body: Record<string, unknown>, as?: Credential) {
  return answer(registerDevice.answer, status, post(hub, body, as))
}

describe('registration (wire.md 5.2)', () => {
  test('a new device is 201 with its id, name and time, and nothing else', async () => {
    const hub = await household()
    const reply = await post(hub, grout)
    expect(reply).toMatchObject({ status: 201 })
    expect(reply.body).toEqual({
      device_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Pocket',
      created_at: '2026-03-01T12:00:00.000Z',
    })
  })

  test('an empty body is a device too', async () => {
    const hub = await household()
    await registered(hub, 201, {})
    expect(await devices(hub)).toMatchObject([{ name: null, sync_mode: 'api', sync_enabled: true }])
  })

  test('W-34: one MAC address in any notation is one device, and its row stays as it was', async () => {
    const hub = await household()
    const first = await registered(hub, 201, { ...grout, mac_address: mac })
    for (const notation of ['aa:bb:cc:00:11:22', 'aabb.cc00.1122', 'AABBCC001122']) {
      const again = await registered(hub, 200, { ...grout, name: 'Other', mac_address: notation })
      expect(again).toEqual(first)
    }
    expect(await devices(hub)).toMatchObject([{ name: 'Pocket', mac_address: 'aa:bb:cc:00:11:22' }])
  })

  test('host name and platform together find it, whatever their case; one of them alone does not', async () => {
    const hub = await household()
    const first = await registered(hub, 201, { ...grout, hostname: 'rg35xx' })
    const again = await registered(hub, 200, { hostname: 'RG35XX', platform: 'MUOS' })
    expect(again.device_id).toBe(first.device_id)
    await registered(hub, 201, { hostname: 'rg35xx' })
  })

  test('a MAC address nobody has falls back to host name and platform', async () => {
    const hub = await household()
    const first = await registered(hub, 201, { ...grout, hostname: 'rg35xx' })
    const again = await registered(hub, 200, { ...grout, hostname: 'rg35xx', mac_address: mac })
    expect(again.device_id).toBe(first.device_id)
  })

  test('a bar in a name does not make two machines one', async () => {
    const hub = await household()
    await registered(hub, 201, { hostname: 'a|b', platform: 'c' })
    await registered(hub, 201, { hostname: 'a', platform: 'b|c' })
    expect(await devices(hub)).toHaveLength(2)
  })

  test('without allow_existing the known machine is 409 with its id', async () => {
    const hub = await household()
    const { device_id } = await registered(hub, 201, { ...grout, mac_address: mac })
    expect(await refusal(post(hub, { mac_address: mac, allow_existing: false }))).toEqual({
      status: 409,
      body: {
        detail: {
          error: 'device_exists',
          message: 'A device with this fingerprint already exists',
          device_id,
        },
      },
    })
  })

  test('allow_duplicate makes another entry beside it, also twice, and the first is still the one found', async () => {
    const hub = await household()
    const first = await registered(hub, 201, { ...grout, mac_address: mac })
    const second = await registered(hub, 201, { ...grout, mac_address: mac, allow_duplicate: true })
    const third = await registered(hub, 201, {
      ...grout,
      mac_address: mac,
      allow_duplicate: true,
      allow_existing: true,
    })
    expect(new Set([first.device_id, second.device_id, third.device_id]).size).toBe(3)
    expect((await registered(hub, 200, { mac_address: mac })).device_id).toBe(first.device_id)
  })

  test('reset_syncs is taken for known and unknown machines', async () => {
    const hub = await household()
    await registered(hub, 201, { ...grout, mac_address: mac, reset_syncs: true })
    await registered(hub, 200, { ...grout, mac_address: mac, reset_syncs: true })
    expect(await devices(hub)).toHaveLength(1)
  })

  test('last_seen moves, name and version do not', async () => {
    const hub = await household()
    await registered(hub, 201, { ...grout, mac_address: mac })
    await hub.clock.advance(60_000)
    await registered(hub, 200, { mac_address: mac, client_version: '9' })
    expect(await devices(hub)).toMatchObject([
      { client_version: '5.1.0', last_seen: '2026-03-01T12:01:00.000Z' },
    ])
  })

  test('W-34: 24 registrations of one machine at once make one device, each answered 200 or 201', async () => {
    const hub = await household()
    const replies = await Promise.all(
      Array.from({ length: 24 }, () => post(hub, { ...grout, mac_address: mac })),
    )
    const statuses = replies.map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.filter((status) => status === 200)).toHaveLength(23)
    expect(await devices(hub)).toHaveLength(1)
  })

  test('W-34: a handheld that paired and registers with its token is the entry it was paired as', async () => {
    const hub = await household()
    const { deviceId, secret } = await pair(hub)
    const body = { ...grout, mac_address: mac, hostname: 'rg35xx' }
    expect((await registered(hub, 200, body, bearer(secret))).device_id).toBe(deviceId)
    expect(await devices(hub)).toMatchObject([{ id: deviceId, mac_address: 'aa:bb:cc:00:11:22' }])
    // From now on the machine is found by what it is, too.
    expect((await registered(hub, 200, { mac_address: mac })).device_id).toBe(deviceId)
  })

  test('W-34: a handheld that was registered and pairs later becomes one entry', async () => {
    const hub = await household()
    const { device_id } = await registered(hub, 201, { ...grout, name: 'Living room', mac_address: mac })
    const { deviceId } = await pair(hub, { name: 'Living room', client: 'grout', platform: 'muOS' })
    expect(deviceId).toBe(device_id)
    expect(await devices(hub)).toMatchObject([
      { id: device_id, client_device_identifier: expect.any(String) },
    ])
  })

  test('W-34: Argosy registers and pairs under two names, and is one entry', async () => {
    const hub = await household()
    const argosy = { name: 'Odin', platform: 'android', client: 'argosy' }
    const { device_id } = await registered(hub, 201, argosy)
    const { deviceId } = await pair(hub, { name: 'Odin', client: 'argosy-launcher', platform: 'Android' })
    expect(deviceId).toBe(device_id)
  })

  test('a device that was taken out may pair again though its machine was registered anew meanwhile', async () => {
    const hub = await household()
    const { deviceId, secret } = await pair(hub)
    await registered(hub, 200, { mac_address: mac }, bearer(secret))
    await ask(hub, 'DELETE', `/api/devices/${deviceId}`, { as: 'window' })
    const { device_id } = await registered(hub, 201, { name: 'Anew', mac_address: mac })
    expect((await pair(hub)).deviceId).toBe(deviceId)
    expect((await registered(hub, 200, { mac_address: mac })).device_id).toBe(device_id)
  })

  test('a token from a pairing code is bound to the first device it registers (design section 4)', async () => {
    const hub = await household()
    const as = bearer(await exchanged(hub))
    const replies = await Promise.all(Array.from({ length: 5 }, () => post(hub, grout, as)))
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 201]))
    const [only, ...more] = await devices(hub)
    expect(more).toEqual([])
    const me = await ask(hub, 'GET', '/api/users/me', { as })
    expect(me.body).toMatchObject({ current_device_id: only?.id })
    expect((await registered(hub, 200, { ...grout, allow_duplicate: true }, as)).device_id).toBe(only?.id)
  })

  test('or to the first one it names, and then W-17 holds for it', async () => {
    const hub = await household()
    const { device_id: own } = await registered(hub, 201, { ...grout, name: 'Own' })
    const { device_id: other } = await registered(hub, 201, { ...grout, name: 'Other' })
    const as = bearer(await exchanged(hub))
    const put = (id: string) => ask(hub, 'PUT', `/api/devices/${id}`, { as, body: { client_version: '6' } })
    expect(await put(own)).toMatchObject({ status: 200 })
    expect(await put(other)).toMatchObject({ status: 403, body: { detail: 'Forbidden' } })
  })

  test('two registered machines that look alike are not guessed at when one of them pairs', async () => {
    const hub = await household()
    const one = await registered(hub, 201, { ...grout, name: 'Living room' })
    const other = await registered(hub, 201, { ...grout, name: 'Living room' })
    const { deviceId } = await pair(hub)
    expect([one.device_id, other.device_id]).not.toContain(deviceId)
  })

  test.each([
    ['a name of 256 characters', { name: 'x'.repeat(256) }, 'string_too_long', 'name'],
    ['an empty name', { name: '' }, 'string_too_short', 'name'],
    ['a platform of 51', { platform: 'x'.repeat(51) }, 'string_too_long', 'platform'],
    ['a client of 51', { client: 'x'.repeat(51) }, 'string_too_long', 'client'],
    ['a version of 51', { client_version: 'x'.repeat(51) }, 'string_too_long', 'client_version'],
    ['a host name of 256', { hostname: 'x'.repeat(256) }, 'string_too_long', 'hostname'],
    ['no MAC address', { mac_address: 'aa:bb' }, 'value_error', 'mac_address'],
    ['no IP address', { ip_address: 'here' }, undefined, 'ip_address'],
    ['an unknown mode', { sync_mode: 'ftp' }, 'enum', 'sync_mode'],
    ['a null mode', { sync_mode: null }, 'enum', 'sync_mode'],
    ['a configuration that is no object', { sync_config: [] }, 'model_attributes_type', 'sync_config'],
    ['NUL in a name', { name: 'a\0b' }, 'value_error', 'name'],
    ['half a character', { name: 'a\ud83d' }, 'value_error', 'name'],
  ])('W-32: %s is 422 and says which field', async (_what, body, type, field) => {
    const hub = await household()
    const reply = await post(hub, body)
    expect(reply).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ['body', field], ...(type === undefined ? {} : { type }) }] },
    })
    expect(await devices(hub)).toEqual([])
  })

  test('W-32: 255 characters outside the basic plane are 255 characters', async () => {
    const hub = await household()
    const { name } = await registered(hub, 201, { name: '🎮'.repeat(255) })
    expect(name).toBe('🎮'.repeat(255))
  })
})
