import { expect, test } from 'vitest'
import { grout } from './client-profiles'
import { Handheld, type Surroundings } from './handheld'
import { pair, type Terminal } from './pair-command'

const authorization = {
  device_code: 'd'.repeat(64),
  user_code: 'K7QXMH3R',
  verification_path: '/pair/device',
  verification_path_complete: '/pair/device?user_code=K7QXMH3R',
  expires_in: 600,
  interval: 5,
}
const accessToken = `rmm_${'a'.repeat(64)}`
const grant = { access_token: accessToken, device_id: 'device-1', scopes: ['me.read'], expires_at: null }

const json = (status: number, body: unknown) => Response.json(body, { status })
const refusal = (word: string) => json(400, { detail: word, error: word })

/** A network that plays a script for the polls, and a clock that only sleeping moves. */
function scripted(polls: readonly (Response | Error)[]) {
  const remaining = [...polls]
  const slept: number[] = []
  let time = 1_000
  const surroundings: Surroundings = {
    fetch: (address) => {
      const path = new URL(address).pathname
      if (path === '/api/auth/device/init') return Promise.resolve(json(201, authorization))
      const next = remaining.shift() ?? refusal('authorization_pending')
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
    },
    sleep: (milliseconds, signal) => {
      signal.throwIfAborted()
      slept.push(milliseconds)
      time += milliseconds
      return Promise.resolve()
    },
    now: () => time,
  }
  return { surroundings, slept }
}

const identity = { profile: grout, name: 'Test handheld', identifier: grout.identifier('test') }

function waitFor(polls: readonly (Response | Error)[]) {
  const { surroundings, slept } = scripted(polls)
  const handheld = new Handheld('http://hub.test:7766', identity, surroundings)
  return handheld.waitForDecision(authorization).then((outcome) => ({ outcome, slept }))
}

test('sleeps one interval before every poll, the first included', async () => {
  const { outcome, slept } = await waitFor([refusal('authorization_pending'), json(200, grant)])
  expect(outcome).toEqual({ kind: 'paired', grant })
  expect(slept).toEqual([5_000, 5_000])
})

test('slow_down adds five seconds for good (RFC 8628 section 3.5)', async () => {
  const pending = () => refusal('authorization_pending')
  const { slept } = await waitFor([
    refusal('slow_down'),
    pending(),
    refusal('slow_down'),
    pending(),
    json(200, grant),
  ])
  expect(slept).toEqual([5_000, 10_000, 10_000, 15_000, 15_000])
})

test('access_denied and expired_token end it', async () => {
  expect((await waitFor([refusal('access_denied')])).outcome).toEqual({ kind: 'denied' })
  expect((await waitFor([refusal('expired_token')])).outcome).toEqual({ kind: 'expired' })
})

test('three other errors in a row give up, two do not', async () => {
  const broken = () => new TypeError('fetch failed', { cause: new Error('connection reset') })
  const { outcome } = await waitFor([broken(), json(500, {}), broken()])
  expect(outcome).toEqual({
    kind: 'failed',
    problems: ['connection reset', 'HTTP status 500', 'connection reset'],
  })
  const recovered = await waitFor([
    broken(),
    broken(),
    refusal('authorization_pending'),
    broken(),
    json(200, grant),
  ])
  expect(recovered.outcome.kind).toBe('paired')
})

test('stops asking when the lifetime the hub named is over', async () => {
  const { outcome, slept } = await waitFor([])
  expect(outcome).toEqual({ kind: 'expired' })
  expect(slept).toHaveLength(120)
})

async function runPair(
  polls: readonly (Response | Error)[],
  options: { showToken?: boolean; stop?: boolean } = {},
) {
  const { surroundings } = scripted(polls)
  const person = {
    id: 1,
    username: 'owner',
    email: null,
    enabled: true,
    role: 'admin',
    permission_group_id: null,
  }
  const never = {
    ra_username: null,
    ra_progression: null,
    ui_settings: null,
    last_login: null,
    last_active: null,
  }
  const at = '2026-01-01T00:00:00.000Z'
  const answers: Record<string, unknown> = {
    '/api/heartbeat': heartbeatBody,
    '/api/platforms': [],
    '/api/users/me': {
      ...person,
      ...never,
      oauth_scopes: [],
      avatar_path: '',
      created_at: at,
      updated_at: at,
      current_device_id: 'device-1',
    },
  }
  const stop = new AbortController()
  const lines: string[] = []
  const terminal: Terminal = {
    write: (line) => void lines.push(line),
    drawQr: (text) => {
      if (options.stop === true) stop.abort()
      return Promise.resolve(`<QR of ${text}>`)
    },
  }
  const status = await pair(
    { origin: 'http://hub.test:7766', identity, showToken: options.showToken ?? false },
    {
      ...surroundings,
      fetch: (address, init) => {
        const answer = answers[new URL(address).pathname]
        return answer === undefined ? surroundings.fetch(address, init) : Promise.resolve(json(200, answer))
      },
    },
    terminal,
    stop.signal,
  )
  return { status, output: lines.join('\n') }
}

const heartbeatBody = {
  SYSTEM: { VERSION: '5.1.0', SHOW_SETUP_WIZARD: false },
  METADATA_SOURCES: {},
  FILESYSTEM: { FS_PLATFORMS: [] },
  EMULATION: { DISABLE_EMULATOR_JS: true, DISABLE_RUFFLE_RS: true },
  FRONTEND: { DISABLE_USERPASS_LOGIN: false, DISABLE_LOGS_VIEWER: true, YOUTUBE_BASE_URL: '' },
  OIDC: { ENABLED: false, AUTOLOGIN: false, PROVIDER: '', RP_INITIATED_LOGOUT: false },
  TASKS: {},
  ROOST: { NAME: 'Roost', VERSION: '0.1.0' },
}

test('the command shows code, address and QR, proves the token, and keeps it to itself', async () => {
  const { status, output } = await runPair([refusal('authorization_pending'), json(200, grant)])
  expect(status).toBe(0)
  expect(output).toContain('K7QX-MH3R')
  expect(output).toContain('<QR of http://hub.test:7766/pair/device?user_code=K7QXMH3R>')
  expect(output).toMatch(/person\s+owner/)
  expect(output).toMatch(/device\s+device-1/)
  expect(output).not.toContain(accessToken)
  expect(output).not.toContain(authorization.device_code)
})

test('--show-token prints the token', async () => {
  const { output } = await runPair([json(200, grant)], { showToken: true })
  expect(output).toContain(accessToken)
})

test('denied and expired end with status 1 and a sentence', async () => {
  expect(await runPair([refusal('access_denied')])).toMatchObject({
    status: 1,
    output: expect.stringContaining('Denied: '),
  })
  expect(await runPair([refusal('expired_token')])).toMatchObject({
    status: 1,
    output: expect.stringContaining('Expired: '),
  })
})

test('Ctrl-C ends it in a sentence', async () => {
  const { status, output } = await runPair([], { stop: true })
  expect(status).toBe(1)
  expect(output).toContain('Stopped.')
})

test('no hub at the address is status 2 and says what to check', async () => {
  const lines: string[] = []
  const status = await pair(
    { origin: 'http://hub.test:1', identity, showToken: false },
    {
      fetch: () =>
        Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })),
      sleep: () => Promise.resolve(),
      now: () => 0,
    },
    { write: (line) => void lines.push(line), drawQr: () => Promise.resolve('') },
    new AbortController().signal,
  )
  expect(status).toBe(2)
  expect(lines.join('\n')).toMatch(
    /No hub answers at http:\/\/hub\.test:1 \(connect ECONNREFUSED\)\. Check that/,
  )
})

test('text of the hub cannot steer the terminal', async () => {
  const hostile = await runPair([
    json(500, { detail: '\u001B[2J\u001B]0;owned\u0007gone' }),
    json(500, { detail: 'x' }),
    json(500, { detail: 'x' }),
  ])
  expect(hostile.output).toContain('gone')
  expect(hostile.output).not.toContain('\u001B')
})
