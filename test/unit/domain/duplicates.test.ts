import { describe, expect, test } from 'vitest'
import type { Device } from '../../../main/domain/devices/device'
import { findDuplicates } from '../../../main/domain/devices/duplicates'
import { aDevice } from '../store/fixture'

const first = '2026-03-01T12:00:00.000Z'
const second = '2026-03-02T12:00:00.000Z'

/** Two entries of one person: an older and a newer one. */
function pairOf(one: Partial<Device>, other: Partial<Device>): Device[] {
  return [
    aDevice({ id: 'old', personId: 1, name: 'One', createdAt: first, ...one }),
    aDevice({ id: 'new', personId: 1, name: 'Other', createdAt: second, ...other }),
  ]
}

const found = (devices: Device[]) => [...findDuplicates(devices)]

const mac = 'aa:bb:cc:00:11:22'
const host = { hostname: 'rg35xx', platform: 'muOS' }
const named = { name: 'Pocket', client: 'grout' }

describe('probable duplicates', () => {
  test.each([
    ['one MAC address', pairOf({ macAddress: mac }, { macAddress: mac })],
    ['one host name and platform', pairOf(host, { hostname: 'RG35XX', platform: 'muos' })],
    [
      'one name and client, with other identifiers',
      pairOf({ ...named, clientDeviceIdentifier: 'a' }, { ...named, clientDeviceIdentifier: 'b' }),
    ],
    [
      'a client that names itself in two ways',
      pairOf({ name: 'Odin', client: 'argosy' }, { name: 'odin', client: 'argosy-launcher' }),
    ],
    [
      'one name, another address, but never seen at the same time',
      pairOf(
        { ...named, ipAddress: '10.0.0.1', lastSeen: first },
        { ...named, ipAddress: '10.0.0.2', lastSeen: second },
      ),
    ],
  ])('%s', (_what, devices) => {
    expect(found(devices)).toEqual([['new', 'old']])
  })

  test.each([
    ['nothing in common', pairOf({}, {})],
    [
      'one host name, two MAC addresses',
      pairOf({ ...host, macAddress: mac }, { ...host, macAddress: 'aa:bb:cc:00:11:23' }),
    ],
    ['one name, two clients', pairOf(named, { ...named, client: 'argosy' })],
    ['two people', pairOf(named, { ...named, personId: 2 })],
    ['no names', pairOf({ name: null }, { name: null })],
    [
      'two handhelds of one model in use side by side',
      pairOf(
        { ...named, ipAddress: '10.0.0.1', lastSeen: second },
        { ...named, ipAddress: '10.0.0.2', lastSeen: second },
      ),
    ],
  ])('not: %s', (_what, devices) => {
    expect(found(devices)).toEqual([])
  })

  test('of three entries of one machine the newer two point at the oldest', () => {
    const three = [
      ...pairOf({ macAddress: mac }, { macAddress: mac }),
      aDevice({ id: 'newest', personId: 1, macAddress: mac, createdAt: '2026-03-03T12:00:00.000Z' }),
    ]
    expect(found(three.reverse())).toEqual([
      ['new', 'old'],
      ['newest', 'old'],
    ])
  })
})
