import { expect, test } from 'vitest'
import { mostHosts } from '../../shared/api/network-hosts'
import type { TestHub } from '../helpers/hub'
import { asOwner, call, hubForTest } from './call'

const path = '/api/network/hosts'
const beat = async (hub: TestHub, host: string) =>
  (await call(hub, 'GET', '/api/heartbeat', { headers: { host } })).status
const namesOf = async (hub: TestHub) => (await call(hub, 'GET', path, { as: asOwner })).body

test('a name that was refused is shown, and answered once a person allows it, also after a restart', async () => {
  const hub = await hubForTest({ allowedHosts: ['fixed.example'] })
  expect(await beat(hub, 'Saves.Example.:8080')).toBe(421)
  expect(await namesOf(hub)).toEqual({
    allowed: [{ name: 'fixed.example', is_fixed: true }],
    refused: [{ name: 'saves.example', at: expect.any(String) }],
  })
  const allowed = [
    { name: 'fixed.example', is_fixed: true },
    { name: 'saves.example', is_fixed: false },
  ]
  expect(await call(hub, 'POST', path, { as: asOwner, body: { name: 'Saves.example' } })).toMatchObject({
    status: 200,
    body: { allowed, refused: [] },
  })
  expect(await beat(hub, 'saves.example')).toBe(200)
  expect(await beat(hub, 'more.saves.example')).toBe(421)
  await hub.restart()
  expect(await beat(hub, 'saves.example')).toBe(200)
  expect(await namesOf(hub)).toEqual({ allowed, refused: [] })
  expect(await call(hub, 'DELETE', `${path}/saves.example`, { as: asOwner })).toMatchObject({ status: 200 })
  expect(await beat(hub, 'saves.example')).toBe(421)
})

test('what was set at the start is not taken away, and what is ignored is gone from the list', async () => {
  const hub = await hubForTest({ allowedHosts: ['fixed.example'] })
  await beat(hub, 'evil.example')
  await call(hub, 'DELETE', `${path}/evil.example`, { as: asOwner })
  await call(hub, 'DELETE', `${path}/fixed.example`, { as: asOwner })
  expect(await namesOf(hub)).toEqual({ allowed: [{ name: 'fixed.example', is_fixed: true }], refused: [] })
})

test('whoever invents names fills nothing', async () => {
  const hub = await hubForTest()
  for (let index = 0; index < mostHosts + 5; index += 1) await beat(hub, `evil-${index}.example`)
  for (const junk of ['<script>.example', 'a b.example', '', 'x'.repeat(300)]) await beat(hub, junk)
  const { refused } = (await namesOf(hub)) as { refused: { name: string }[] }
  expect(refused).toHaveLength(mostHosts)
  expect(refused[0]).toMatchObject({ name: `evil-${mostHosts + 4}.example` })
  for (let index = 0; index < mostHosts; index += 1) {
    await call(hub, 'POST', path, { as: asOwner, body: { name: `mine-${index}.example` } })
  }
  expect(await call(hub, 'POST', path, { as: asOwner, body: { name: 'more.example' } })).toMatchObject({
    status: 409,
  })
  expect(await call(hub, 'POST', path, { as: asOwner, body: { name: 'a b' } })).toMatchObject({ status: 422 })
})
