import { hostname } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestHub, type TestHub } from '../helpers/hub'
import { type Reply, call, hubForTest, ownerBasic } from './call'
import { initBody, paths } from './pairing-steps'
import { RawConnection, requestText } from './raw-connection'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())
beforeEach(() => hub.clock.advance(601_000))

const ownName = (hostname().split('.')[0] ?? '').toLowerCase()
const askedFor = (host: string) => call(hub, 'GET', '/api/heartbeat', { headers: { host } })

describe('Host (design section 9)', () => {
  test.each([
    '127.0.0.1',
    '127.0.0.1:7766',
    '192.168.1.20:7766',
    '8.8.8.8',
    '[::1]',
    '[::1]:7766',
    '[fe80::1]:7766',
    'localhost',
    'LOCALHOST:7766',
    'roost',
    'living-room-pc:7766',
    'roost.local',
    'Living-Room-PC.local:7766',
    `${ownName}.lan`,
    `${ownName}.home`,
    `${ownName}.home.arpa:7766`,
    `${ownName}.fritz.box`,
    `${ownName.toUpperCase()}.internal`,
  ])('accepts %s', async (host) => {
    expect(await askedFor(host)).toMatchObject({ status: 200 })
  })

  test.each([
    'evil.example',
    'evil.example:7766',
    '127.0.0.1.evil.example',
    '192.168.1.20.nip.io:7766',
    'localhost.evil.example',
    `${ownName}.lan.evil.example`,
    `${ownName}.example`,
    'somebody-else.lan',
    'evil.example#localhost',
    'evil.example@localhost',
    'evil.example/.local',
    '[::1].evil.example',
  ])('refuses %j with 421 in plain words', async (host) => {
    const reply = await askedFor(host)
    expect(reply.status).toBe(421)
    expect(reply.body).toEqual({ detail: expect.stringMatching(/^[A-Z].{30,}/) })
  })

  test('refuses an empty one', async () => {
    const connection = await RawConnection.open(hub)
    connection.send(requestText('GET /api/heartbeat', ['Host: ']))
    expect(await connection.reply()).toMatchObject({ status: 421 })
    connection.destroy()
  })

  test('refuses two of them', async () => {
    const connection = await RawConnection.open(hub)
    connection.send(requestText('GET /api/heartbeat', ['Host: localhost', 'Host: evil.example']))
    expect([400, 421]).toContain((await connection.reply()).status)
    connection.destroy()
  })

  test('refuses none at all', async () => {
    const connection = await RawConnection.open(hub)
    connection.send(requestText('GET /api/heartbeat', ['Accept: */*']))
    expect([400, 421]).toContain((await connection.reply()).status)
    connection.destroy()
  })

  test('an absolute address in the request line does not get around it', async () => {
    const connection = await RawConnection.open(hub)
    connection.send(requestText('GET http://localhost/api/heartbeat', ['Host: evil.example']))
    expect(await connection.reply()).toMatchObject({ status: 421 })
    connection.destroy()
  })

  test('a refused request does nothing', async () => {
    const reply = await call(hub, 'POST', paths.init, { body: initBody(), headers: { host: 'evil.example' } })
    expect(reply.status).toBe(421)
    expect(await call(hub, 'GET', '/api/pairing', { as: ownerBasic })).toMatchObject({ body: [] })
  })

  test('X-Forwarded-Host changes nothing without a trusted proxy', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'localhost' }
    expect(await call(hub, 'GET', '/api/heartbeat', { headers })).toMatchObject({ status: 421 })
    const reversed = { host: 'localhost', 'x-forwarded-host': 'evil.example' }
    expect(await call(hub, 'GET', '/api/heartbeat', { headers: reversed })).toMatchObject({ status: 200 })
  })

  test('an allowed name is accepted, with any port, and no more than that name', async () => {
    const allowing = await hubForTest({ allowedHosts: ['saves.example'] })
    for (const [host, status] of [
      ['saves.example', 200],
      ['Saves.Example:8080', 200],
      ['more.saves.example', 421],
      ['saves.example.evil.example', 421],
    ] as const) {
      expect(await call(allowing, 'GET', '/api/heartbeat', { headers: { host } })).toMatchObject({ status })
    }
  })
})

describe('headers of every answer', () => {
  const answers: Record<string, () => Promise<Reply>> = {
    'a success': () => call(hub, 'GET', '/api/heartbeat'),
    'a created request': () => call(hub, 'POST', paths.init, { body: initBody() }),
    'a 400': () => call(hub, 'POST', paths.token, { body: { device_code: 'none' } }),
    'a 401': () => call(hub, 'GET', '/api/platforms'),
    'a 404': () => call(hub, 'GET', '/api/nothing'),
    'a 405': () => call(hub, 'PUT', '/api/heartbeat'),
    'a 421': () => call(hub, 'GET', '/api/heartbeat', { headers: { host: 'evil.example' } }),
    'a 422': () => call(hub, 'POST', paths.init, { body: {} }),
    'a refused path': () => call(hub, 'GET', '/api/%ZZ'),
  }

  test.each(Object.entries(answers))('%s', async (_name, ask) => {
    const { headers, text } = await ask()
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/)
    expect(headers['referrer-policy']).toMatch(/^(no-referrer|same-origin)$/)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['x-request-id']).toMatch(/^[\w-]{8,}$/)
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('server')
    expect(headers['content-type']).toMatch(/^application\/json\b/)
    expect(() => JSON.parse(text)).not.toThrow()
  })

  test.each(Object.entries(answers))('no CORS: %s', async (_name, ask) => {
    const { headers } = await ask()
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  })

  test.each(['http://evil.example', 'null', 'app://roost'])('no CORS for the origin %s', async (origin) => {
    for (const path of ['/api/heartbeat', '/api/platforms', '/api/nothing']) {
      const { headers } = await call(hub, 'GET', path, { headers: { origin } })
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  })

  test('every request has an id of its own, whatever the client says', async () => {
    const headers = { 'x-request-id': 'mine' }
    const first = await call(hub, 'GET', '/api/heartbeat', { headers })
    const second = await call(hub, 'GET', '/api/heartbeat', { headers })
    expect(first.headers['x-request-id']).not.toBe(second.headers['x-request-id'])
    expect([first.headers['x-request-id'], second.headers['x-request-id']]).not.toContain('mine')
  })
})
