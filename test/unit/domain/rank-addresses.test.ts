import { expect, test } from 'vitest'
import { type AdapterAddress, rankAddresses } from '../../../main/domain/network/rank-addresses'

function adapter(name: string, address: string, change: Partial<AdapterAddress> = {}): AdapterAddress {
  return { adapter: name, address, family: 'IPv4', isInternal: false, ...change }
}

const lan = adapter('enp3s0', '192.168.1.20')
const wireless = adapter('wlan0', '192.168.1.21')
const docker = adapter('docker0', '172.17.0.1')
const bridge = adapter('br-1f2e', '172.18.0.1')
const vpn = adapter('tun0', '10.8.0.2')
const virtualSwitch = adapter('vEthernet (WSL)', '172.20.0.1')

test('the address of the default route comes first, containers and VPNs last', () => {
  const found = rankAddresses([docker, vpn, wireless, bridge, lan, virtualSwitch], 'enp3s0')
  expect(found).toEqual([lan, wireless, docker, vpn, bridge, virtualSwitch])
})

test('a VPN that owns the default route does not come first: no handheld reaches it', () => {
  expect(rankAddresses([vpn, lan], 'tun0')).toEqual([lan, vpn])
})

test('what no handheld can type or reach is left out', () => {
  const unusable = [
    adapter('lo', '127.0.0.1', { isInternal: true }),
    adapter('enp3s0', 'fe80::1', { family: 'IPv6' }),
    adapter('enp3s0', '169.254.7.7'),
  ]
  expect(rankAddresses(unusable, null)).toEqual([])
})

test('a private address comes before a public one of another adapter', () => {
  const uplink = adapter('enp4s0', '203.0.113.9')
  expect(rankAddresses([uplink, lan], null)).toEqual([lan, uplink])
})
