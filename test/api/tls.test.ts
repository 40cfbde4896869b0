import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { get } from 'node:https'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { generate } from 'selfsigned'
import { expect, onTestFinished, test } from 'vitest'
import { tlsView, type TlsView } from '../../shared/api/tls'
import { startTestHub, TestClock, type TestHub } from '../helpers/hub'

async function start(): Promise<TestHub> {
  // TLS itself reads the system's clock: a certificate has to be valid by that one.
  const hub = await startTestHub({ clock: new TestClock(Date.now()) })
  onTestFinished(() => hub.stop())
  return hub
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function send(hub: TestHub, method: string, path: string, body?: unknown) {
  const answer = await hub.windowFetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as unknown }
}

async function change(hub: TestHub, wanted: object): Promise<TlsView> {
  const answer = await send(hub, 'PUT', '/api/network/tls', wanted)
  expect(answer).toMatchObject({ status: 200 })
  return tlsView.parse(answer.body)
}

interface Secure {
  readonly status: number | undefined
  readonly fingerprint: string
}

/** Trusts nothing but that authority, as a phone does that was told to. */
function askSecurely(port: number, ca: string | undefined, host = 'localhost'): Promise<Secure> {
  return new Promise((resolve, reject) => {
    const request = get(
      { host: '127.0.0.1', servername: host, port, path: '/api/heartbeat', ca, agent: false },
      (answer) => {
        const socket = answer.socket
        const raw =
          'getPeerCertificate' in socket
            ? (socket as { getPeerCertificate(): { raw: Buffer } }).getPeerCertificate().raw
            : Buffer.of()
        answer.resume()
        answer.on('end', () =>
          resolve({ status: answer.statusCode, fingerprint: new X509Certificate(raw).fingerprint256 }),
        )
      },
    )
    request.on('error', reject)
  })
}

test('HTTPS answers on its own port, by a certificate whose authority a phone can be told to trust', async () => {
  const hub = await start()
  const port = await freePort()
  const view = await change(hub, { enabled: true, port })
  expect(view).toMatchObject({ state: 'listening', problem: null, certificate: { source: 'made' } })
  expect(view.certificate?.names).toEqual(expect.arrayContaining(['roost.local', 'localhost', '127.0.0.1']))

  const authority = await fetch(`${hub.url}/api/network/tls/authority`)
  expect(authority.headers.get('content-type')).toBe('application/x-x509-ca-cert')
  const ca = await authority.text()
  expect(ca).not.toContain('PRIVATE KEY')
  expect(new X509Certificate(ca).fingerprint256).toBe(view.certificate?.authority_fingerprint)
  expect(await askSecurely(port, ca)).toEqual({ status: 200, fingerprint: view.certificate?.fingerprint })
  await expect(askSecurely(port, undefined)).rejects.toThrow(/self-signed|unable to (get|verify)/)
  expect((await fetch(`${hub.url}/api/heartbeat`)).status).toBe(200)
})

test('what was chosen, the authority and the certificate outlast a restart', async () => {
  const hub = await start()
  const port = await freePort()
  const before = await change(hub, { enabled: true, port })
  await hub.restart()
  const after = tlsView.parse((await send(hub, 'GET', '/api/network/tls')).body)
  expect(after.certificate).toEqual(before.certificate)
  expect(after.state).toBe('listening')
  expect((await change(hub, { enabled: false, port })).state).toBe('off')
  await expect(askSecurely(port, undefined)).rejects.toThrow('ECONNREFUSED')
})

test('plain HTTP is limited to this machine only while HTTPS is on', async () => {
  const hub = await start()
  const port = await freePort()
  const refused = await send(hub, 'PUT', '/api/network/tls', { enabled: false, port, plain: 'loopback' })
  expect(refused).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/Without HTTPS/) } })
  expect(await change(hub, { enabled: true, port, plain: 'loopback' })).toMatchObject({ plain: 'loopback' })
  const health = (await send(hub, 'GET', '/api/health')).body as { addresses: { protocol: string }[] }
  expect(health.addresses.every(({ protocol }) => protocol === 'https')).toBe(true)
  expect((await fetch(`${hub.url}/api/heartbeat`)).status).toBe(200)
})

test('a port that is taken changes nothing, and says why', async () => {
  const hub = await start()
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  onTestFinished(() => void taken.close())
  const { port } = taken.address() as AddressInfo
  const answer = await send(hub, 'PUT', '/api/network/tls', { enabled: true, port })
  expect(answer).toMatchObject({
    status: 400,
    body: { detail: `Port ${port} is taken by another program. Nothing was changed.` },
  })
  expect((await send(hub, 'GET', '/api/network/tls')).body).toMatchObject({ enabled: false, state: 'off' })
})

test("a certificate of the household's own is shown, when it is one and fits its key", async () => {
  const hub = await start()
  const port = await freePort()
  await change(hub, { enabled: true, port })
  const notAfterDate = new Date(hub.clock.now() + 90 * 86_400_000)
  const notBeforeDate = new Date(hub.clock.now() - 86_400_000)
  const own = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate,
    notAfterDate,
  })
  const put = (certificate: string, key: string) =>
    send(hub, 'PUT', '/api/network/tls/certificate', { certificate, key })
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  expect(await put('nonsense', own.private)).toMatchObject({
    status: 400,
    body: { detail: expect.stringMatching(/certificate is not PEM/) },
  })
  expect(await put(own.cert, 'nonsense')).toMatchObject({
    status: 400,
    body: { detail: expect.stringMatching(/key is not PEM/) },
  })
  expect(await put(own.cert, privateKey)).toMatchObject({
    status: 400,
    body: { detail: expect.stringMatching(/does not belong/) },
  })
  expect(await put(own.cert, own.private)).toMatchObject({
    status: 200,
    body: { certificate: { source: 'own', authority_fingerprint: null } },
  })
  expect((await askSecurely(port, own.cert)).fingerprint).toBe(new X509Certificate(own.cert).fingerprint256)
  expect(hub.logs()).not.toContain('PRIVATE KEY')
  expect(await send(hub, 'DELETE', '/api/network/tls/certificate')).toMatchObject({
    status: 200,
    body: { certificate: { source: 'made' } },
  })
})

test('a certificate is made anew before it runs out, by the same authority', async () => {
  const hub = await start()
  const port = await freePort()
  const first = await change(hub, { enabled: true, port })
  await hub.clock.advance(370 * 86_400_000)
  await hub.restart()
  const second = tlsView.parse((await send(hub, 'GET', '/api/network/tls')).body)
  expect(second.certificate?.fingerprint).not.toBe(first.certificate?.fingerprint)
  expect(second.certificate?.authority_fingerprint).toBe(first.certificate?.authority_fingerprint)
})
