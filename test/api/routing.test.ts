import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestHub, type TestHub } from '../helpers/hub'
import { call, ownerBasic } from './call'
import { initBody, open, paths, unknownCode, word } from './pairing-steps'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())
// A new window for every limit.
beforeEach(() => hub.clock.advance(61_000))

const notFound = { detail: 'Not Found' }

describe('both slash forms of every path (wire.md 1.1)', () => {
  test.each([
    '/api/heartbeat',
    '/api/platforms',
    '/api/users/me',
    '/api/users',
    '/api/devices',
    '/api/pairing',
    '/api/health',
  ])('GET %s', async (path) => {
    const plain = await call(hub, 'GET', path, { as: ownerBasic })
    const slashed = await call(hub, 'GET', `${path}/`, { as: ownerBasic })
    expect(plain.status).toBe(200)
    expect(slashed.status).toBe(200)
    expect(slashed.body).toEqual(plain.body)
  })

  test('POST of every pairing step', async () => {
    const opened = await call(hub, 'POST', `${paths.init}/`, { body: initBody() })
    expect(opened.status).toBe(201)
    const pending = await call(hub, 'POST', `${paths.token}/`, { body: { device_code: 'a' } })
    expect(pending).toMatchObject({ status: 400, body: word('expired_token') })
    for (const path of [paths.approve, paths.deny]) {
      const body = { user_code: 'AAAAAAAA', approved_scopes: ['me.read'] }
      const reply = await call(hub, 'POST', `${path}/`, { body, as: ownerBasic })
      expect(reply).toMatchObject({ status: 404, body: unknownCode })
    }
  })

  test('a path with a parameter', async () => {
    const { user_code } = await open(hub)
    expect(await call(hub, 'GET', `${paths.pending(user_code)}/`, { as: ownerBasic })).toMatchObject({
      status: 200,
    })
  })
})

test.each(['//api/heartbeat', '/api//heartbeat', '//api///heartbeat//'])(
  'repeated slashes are one: %s (clients.md section 1)',
  async (path) => {
    expect(await call(hub, 'GET', path)).toMatchObject({ status: 200 })
  },
)

test.each([
  '/api',
  '/api/',
  '/api/nothing',
  '/api/auth/device',
  '/api/auth/device/init/more',
  '/api/HEARTBEAT',
])('an unknown path is 404: %s', async (path) => {
  expect(await call(hub, 'GET', path, { as: ownerBasic })).toMatchObject({ status: 404, body: notFound })
})

test.each([
  ['GET', paths.init, 'POST'],
  ['PUT', paths.token, 'POST'],
  ['DELETE', paths.approve, 'POST'],
  ['PATCH', '/api/heartbeat', 'GET'],
  ['POST', '/api/heartbeat', 'GET'],
  ['POST', '/api/users/me', 'GET, PUT, DELETE'],
  ['PATCH', '/api/devices/some-id', 'GET, PUT, DELETE'],
  ['GET', '/api/login', 'POST'],
])('a wrong method is 405 and says the right one: %s %s', async (method, path, allow) => {
  const reply = await call(hub, method, path, { as: ownerBasic })
  expect(reply).toMatchObject({ status: 405, body: { detail: 'Method Not Allowed' }, headers: { allow } })
})

test.each(['/api/heartbeat', '/api/platforms', '/api/activity', paths.pending('AAAAAAAA'), '/api/events'])(
  'HEAD is not answered on a GET route: %s (wire.md 1.1)',
  async (path) => {
    const reply = await call(hub, 'HEAD', path, { as: ownerBasic })
    expect(reply).toMatchObject({ status: 405, text: '', headers: { allow: 'GET' } })
  },
)

test('OPTIONS is a wrong method, not a CORS preflight', async () => {
  const headers = { origin: 'http://evil.example', 'access-control-request-method': 'POST' }
  const reply = await call(hub, 'OPTIONS', paths.init, { headers })
  expect(reply).toMatchObject({ status: 405, headers: { allow: 'POST' } })
})

test.each(['TRACE', 'PROPFIND', 'QUERY'])('an odd method never does anything: %s', async (method) => {
  const reply = await call(hub, method, paths.init)
  expect([400, 405, 501]).toContain(reply.status)
})

describe('hostile paths never reach more than a refusal', () => {
  const hostile = [
    '/api/%ZZ',
    '/api/%',
    '/api/%00',
    '/api/%2e%2e/%2e%2e/etc/passwd',
    '/api/..%2f..%2fetc%2fpasswd',
    '/api/%C0%AE%C0%AE/',
    '/api/%FF',
    '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/..%5c..%5cwindows%5cwin.ini',
    '/../../../../etc/passwd',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/%00',
    '/api/auth/device/pending/%ZZ',
    '/api/auth/device/pending/%00',
    '/api/auth/device/pending/%2e%2e%2f',
    '/api/auth/device/pending/%ED%A0%80',
    `/api/auth/device/pending/${'A'.repeat(300)}`,
    '/api/heartbeat?person=%ZZ&x[y]=1',
    '/api/pairing?person=-1',
    '/api/pairing?person=1e99',
    '/api/pairing?person=1%00',
    '/api/devices/%2e%2e',
    '/api/devices?person=abc',
  ]
  test.each(hostile)('GET %s', async (path) => {
    const reply = await call(hub, 'GET', path, { as: ownerBasic })
    expect(reply.status).toBeLessThan(500)
    expect(reply.text).not.toMatch(/root:|"devDependencies"|\[fonts\]/)
    // What is not below /api may be answered with the page; nothing else here may succeed.
    const mayBeAnswered = !path.startsWith('/api/') || path.startsWith('/api/heartbeat')
    expect(mayBeAnswered || reply.status >= 400).toBe(true)
  })

  test('an impossible number in a query is 422 in the field shape', async () => {
    const reply = await call(hub, 'GET', '/api/pairing?person=abc', { as: ownerBasic })
    expect(reply).toMatchObject({ status: 422, body: { detail: [{ loc: ['query', 'person'] }] } })
  })

  test('a very long address is a 4xx', async () => {
    const reply = await call(hub, 'GET', `/api/heartbeat?${'a'.repeat(100_000)}`)
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
  })

  test('very long headers are a 4xx', async () => {
    const reply = await call(hub, 'GET', '/api/heartbeat', { headers: { 'x-long': 'a'.repeat(100_000) } })
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
  })

  test('the hub still answers afterwards', async () => {
    expect(await call(hub, 'GET', '/api/heartbeat')).toMatchObject({ status: 200 })
  })
})
