import { expect, onTestFinished, test } from 'vitest'
import { health } from '../../shared/api/health'
import { diagnosis, networkView } from '../../shared/api/network'
import type { AdapterAddress } from '../../main/domain/network/rank-addresses'
import { startTestHub } from '../helpers/hub'

/** A machine whose adapters a test changes. */
function testAdapters(address: string) {
  const lan: AdapterAddress = { adapter: 'lan0', address, family: 'IPv4', isInternal: false }
  const state = { list: [lan], route: 'lan0', changed: () => {} }
  const watch = (changed: () => void) => {
    state.changed = changed
    return () => {}
  }
  return {
    adapters: { list: () => state.list, defaultAdapter: () => state.route, hostName: () => 'den', watch },
    move: (to: string) => {
      state.list = [{ ...lan, address: to }]
      state.changed()
    },
    leave: () => {
      state.list = []
    },
    overVpn: () => {
      state.list = [...state.list, { ...lan, adapter: 'tun0', address: '10.8.0.2' }]
      state.route = 'tun0'
    },
  }
}

async function startAt(address: string) {
  const machine = testAdapters(address)
  const hub = await startTestHub({ ports: { adapters: machine.adapters }, config: { host: '0.0.0.0' } })
  onTestFinished(() => hub.stop())
  const network = async () => networkView.parse(await (await hub.windowFetch('/api/network')).json())
  return { ...machine, hub, network }
}

async function pairs(hub: Awaited<ReturnType<typeof startTestHub>>, name: string): Promise<string> {
  const authorization = `Basic ${Buffer.from('owner:correct horse').toString('base64')}`
  const answer = await fetch(`${hub.url}/api/devices`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ name, client: 'grout', hostname: name, platform: 'linux' }),
  })
  expect(answer.status).toBe(201)
  return name
}

test('a changed address is told with the devices that still have the former one, until they come or it is dismissed', async () => {
  const { hub, network, move } = await startAt('192.168.1.20')
  await pairs(hub, 'RG40XX')
  expect((await network()).change).toBeNull()

  await hub.clock.advance(60_000)
  move('192.168.1.57')
  await expect
    .poll(async () => (await network()).change)
    .toMatchObject({
      from: expect.stringMatching(/^192\.168\.1\.20:/),
      to: expect.stringMatching(/^192\.168\.1\.57:/),
    })
  expect((await network()).change?.devices.map(({ name }) => name)).toEqual(['RG40XX'])

  await hub.windowFetch('/api/network/change', { method: 'DELETE' })
  expect((await network()).change).toBeNull()
})

test('the former address being back is no change, nor is a change while no device knows any address', async () => {
  const { hub, network, move } = await startAt('192.168.1.20')
  move('192.168.1.57')
  await expect.poll(async () => (await network()).addresses[0]?.host).toBe('192.168.1.57')
  expect((await network()).change).toBeNull()
  await pairs(hub, 'Miyoo')
  await hub.clock.advance(60_000)
  move('192.168.1.99')
  await hub.windowFetch('/api/network/diagnosis')
  expect((await network()).change?.from).toMatch(/^192\.168\.1\.57:/)
  move('192.168.1.57')
  await hub.windowFetch('/api/network/diagnosis')
  expect((await network()).change).toBeNull()
})

test('the doctor names what stands between a handheld and the hub, and its report names nobody', async () => {
  const { hub, leave, overVpn } = await startAt('192.168.1.20')
  const ask = async () => {
    const answer = diagnosis.parse(await (await hub.windowFetch('/api/network/diagnosis')).json())
    const reasons = Object.fromEntries(answer.findings.map(({ id, reason }) => [id, reason]))
    return { ...answer, reasons }
  }
  const well = await ask()
  expect(well.reasons).toMatchObject({
    listening: 'listening',
    addresses: 'found',
    reached: 'nobody-yet',
    adapters: 'plain',
    announcement: 'off',
    clock: 'plausible',
  })
  expect(well.report).toContain('address=192.168.1.x')
  expect(well.report).not.toContain('192.168.1.20')
  overVpn()
  expect((await ask()).reasons['adapters']).toBe('vpn-default')
  leave()
  expect((await ask()).reasons).toMatchObject({ addresses: 'none' })
})

test('a hub that only its own machine can reach says so', async () => {
  const hub = await startTestHub()
  onTestFinished(() => hub.stop())
  const { findings } = diagnosis.parse(await (await hub.windowFetch('/api/network/diagnosis')).json())
  expect(findings[0]).toMatchObject({ id: 'listening', state: 'bad', reason: 'loopback-only' })
})

test('a clock that went back behind what was written down is told', async () => {
  const { hub } = await startAt('192.168.1.20')
  await hub.windowFetch('/api/users', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'mia', role: 'user' }),
  })
  await hub.clock.advance(-86_400_000)
  const { findings } = diagnosis.parse(await (await hub.windowFetch('/api/network/diagnosis')).json())
  expect(findings.at(-1)).toMatchObject({ id: 'clock', state: 'bad', reason: 'behind' })
})

test('health tells of the listener, the LAN and mDNS, each with what to do', async () => {
  const { hub, leave } = await startAt('192.168.1.20')
  const parts = async () => health.parse(await (await hub.windowFetch('/api/health')).json())
  expect(await parts()).toMatchObject({
    listening: true,
    listener: { state: 'ok', code: null },
    lan: { state: 'unknown', code: 'nothing-heard', what_to_do: expect.stringContaining('phone') },
    mdns: { state: 'ok', code: 'mdns-off', what_to_do: expect.stringContaining('--no-mdns') },
  })
  leave()
  expect(await parts()).toMatchObject({ listener: { state: 'warning', code: 'no-address' } })
  // Nobody is told anything of it unasked.
  expect(await (await fetch(`${hub.url}/api/health`)).json()).toEqual({
    status: 'ok',
    version: expect.any(String),
  })
})
