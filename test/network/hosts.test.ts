import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diagnosis, networkView } from '../../shared/api/network'
import { makeTwoHosts, mayMakeHosts, password, type TwoHosts } from './namespaces'

const asker = join(import.meta.dirname, 'ask-neighbours.mjs')
const mayRun = await mayMakeHosts()

function ask(hosts: TwoHosts, name: string, type: string): Promise<string> {
  return hosts.onNeighbour(process.execPath, asker, name, type, '192.168.77.3')
}

/** What the neighbour is answered: the status, and the body of a page of its own host. */
function statusOf(hosts: TwoHosts, url: string, ...headers: string[]): Promise<string> {
  const sent = headers.flatMap((header) => ['-H', header])
  return hosts.onNeighbour('curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', ...sent, url)
}

async function asOwner(hosts: TwoHosts, port: number, path: string): Promise<unknown> {
  const url = `http://127.0.0.1:${port}${path}`
  return JSON.parse(await hosts.onHub('curl', '-s', '-u', `ben:${password}`, url))
}

test.runIf(mayRun)(
  'beside a VPN and containers the address of the LAN comes first, and a neighbour reaches it',
  async () => {
    const hosts = await makeTwoHosts()
    const { port, lanUrls } = await hosts.startHub('--port', '0', '--no-mdns')
    expect(lanUrls.map((url) => new URL(url).hostname)).toEqual(['192.168.77.2', '172.17.0.1', '10.8.0.2'])
    expect(await statusOf(hosts, `http://192.168.77.2:${port}/api/heartbeat`)).toBe('200')
    const { findings } = diagnosis.parse(await asOwner(hosts, port, '/api/network/diagnosis'))
    expect(findings.find(({ id }) => id === 'reached')).toMatchObject({ state: 'good', reason: 'heard' })
  },
)

test.runIf(mayRun)('a VPN that owns the default route is not what a handheld is told to type', async () => {
  const hosts = await makeTwoHosts()
  await hosts.onHub('ip', 'route', 'replace', 'default', 'via', '10.8.0.1', 'dev', 'tun0')
  const { port, lanUrls } = await hosts.startHub('--port', '0', '--no-mdns')
  expect(new URL(lanUrls[0] ?? '').hostname).toBe('192.168.77.2')
  const { findings } = diagnosis.parse(await asOwner(hosts, port, '/api/network/diagnosis'))
  expect(findings.find(({ id }) => id === 'adapters')).toMatchObject({ reason: 'vpn-default' })
})

test.runIf(mayRun)(
  'a neighbour finds roost.local, the service and its port by mDNS, on the cable they share',
  async () => {
    const hosts = await makeTwoHosts()
    const { port } = await hosts.startHub('--port', '0')
    expect(JSON.parse(await ask(hosts, 'roost.local', 'A'))).toBe('192.168.77.2')
    const instance: unknown = JSON.parse(await ask(hosts, '_roost._tcp.local', 'PTR'))
    expect(instance).toMatch(/^Roost on .*\._roost\._tcp\.local$/)
    expect(JSON.parse(await ask(hosts, String(instance), 'SRV'))).toMatchObject({
      port,
      target: 'roost.local',
    })
    expect(await statusOf(hosts, `http://192.168.77.2:${port}/api/heartbeat`, 'Host: roost.local')).toBe(
      '200',
    )
  },
)

test.runIf(mayRun)('another address is noticed, announced and said', async () => {
  const hosts = await makeTwoHosts()
  const { port } = await hosts.startHub('--port', '0')
  expect(JSON.parse(await ask(hosts, 'roost.local', 'A'))).toBe('192.168.77.2')
  await hosts.onHub('ip', 'address', 'del', '192.168.77.2/24', 'dev', 'lan0')
  await hosts.onHub('ip', 'address', 'add', '192.168.77.40/24', 'dev', 'lan0')
  // Looking is what a person does who opens the page; without one the hub looks every 10 s.
  await asOwner(hosts, port, '/api/network/diagnosis')
  const view = networkView.parse(await asOwner(hosts, port, '/api/network'))
  expect(view.addresses[0]?.host).toBe('192.168.77.40')
  expect(view.announcement).toEqual({ state: 'announced', host_name: 'roost.local' })
  expect(JSON.parse(await ask(hosts, 'roost.local', 'A'))).toBe('192.168.77.40')
  expect(await statusOf(hosts, `http://192.168.77.40:${port}/api/heartbeat`)).toBe('200')
})

test.runIf(mayRun)(
  'a name of the internet that was pointed here is refused, and so are the requests of its page',
  async () => {
    const hosts = await makeTwoHosts()
    const { port } = await hosts.startHub('--port', '0', '--no-mdns', '--allowed-host', 'saves.example')
    const url = `http://192.168.77.2:${port}/api/heartbeat`
    expect(await statusOf(hosts, url, 'Host: rebound.example')).toBe('421')
    expect(await statusOf(hosts, url, `Host: rebound.example:${port}`)).toBe('421')
    expect(await statusOf(hosts, url, 'Host: 192.168.77.2.rebound.example')).toBe('421')
    expect(await statusOf(hosts, url, 'Host: saves.example')).toBe('200')
    const session = `http://192.168.77.2:${port}/api/login`
    const foreign = [
      '-X',
      'POST',
      '-H',
      'Origin: http://rebound.example',
      '-H',
      'Content-Type: application/json',
    ]
    const status = await hosts.onNeighbour(
      'curl',
      '-s',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      ...foreign,
      '-d',
      JSON.stringify({ username: 'ben', password }),
      session,
    )
    expect(status).toBe('403')
  },
)
