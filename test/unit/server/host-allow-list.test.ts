import { expect, test } from 'vitest'
import { isAllowedHost } from '../../../main/server/middleware/host-allow-list'

const allowed = ['hub.example.org']

test.each([
  '127.0.0.1',
  '192.0.2.7:7766',
  '[::1]:7766',
  '[fe80::1]',
  'localhost',
  'localhost:7766',
  'roost',
  'NAS',
  'roost.local',
  'Roost.Local:80',
  'attic-pc.lan',
  'attic-pc.home',
  'attic-pc.home.arpa:7766',
  'attic-pc.fritz.box',
  'attic-pc.internal',
  'roost.local.',
  'hub.example.org:443',
])('%s can only mean this house', (host) => {
  expect(isAllowedHost(host, 'Attic-PC.example', allowed)).toBe(true)
})

test.each([
  '',
  'evil.example',
  'evil.example:7766',
  'other-pc.lan',
  'attic-pc.lan.evil.example',
  'a.b.local',
  'hub.example.org.evil.example',
  '127.0.0.1.evil.example',
  '127.0.0.1.5',
  '0x7f.1',
  'evil.example/127.0.0.1',
  'evil.example@127.0.0.1',
  '127.0.0.1:99999999',
  '[::1',
  '[evil.example]',
  'a b',
  'attic-pc..lan',
])('%j is refused', (host) => {
  expect(isAllowedHost(host, 'attic-pc', allowed)).toBe(false)
})
