import { expect, test, vi } from 'vitest'
import { startTestHub, type TestHub } from '../helpers/hub'
import {
  asOwner,
  basic,
  bearer,
  call,
  cookieOf,
  linkOfOwner,
  originOf,
  ownerBasic,
  ownerPassword,
  redeem,
} from './call'
import { EventStream } from './event-stream'
import { beginAt, collectAt } from './oauth-steps'
import { RawConnection, requestText } from './raw-connection'
import { collected, decide, deny, open, paired, paths, poll } from './pairing-steps'
import { ask, codeOf, exchange, made } from './token-steps'

// Every hub of every test is searched like this when it stops; here are a long day of one hub, and the proof that the
// search finds what it is to find.

/** Goes every way on which a secret is made, sent, mistyped or spent. */
async function aLongDay(hub: TestHub): Promise<void> {
  const browser = cookieOf(await call(hub, 'POST', '/api/login', { as: ownerBasic })).pair
  const events = await EventStream.open(hub, { cookie: browser })
  const signed = { cookie: browser, origin: originOf(hub) }

  const device = await open(hub)
  await call(hub, 'GET', paths.pending(device.user_code.toLowerCase()), { headers: signed })
  await poll(hub, device.device_code)
  await decide(hub, device.user_code, { expires_in: 'for ever' })
  await decide(hub, device.user_code)
  const { access_token, device_id } = await collected(hub, device.device_code)
  await poll(hub, device.device_code)
  for (const as of [bearer(access_token), basic('owner', access_token), basic('nobody', access_token)]) {
    await call(hub, 'GET', '/api/users/me', { as })
    await call(hub, 'POST', paths.approve, { as, body: { user_code: device.user_code } })
  }
  const turnedAway = await open(hub, { client_device_identifier: 'another' })
  await deny(hub, turnedAway.user_code)
  await call(hub, 'POST', paths.token, { raw: `{"device_code":"${turnedAway.device_code}"` })
  await call(hub, 'POST', paths.init, { body: { name: access_token, code: device.user_code } })
  await call(hub, 'GET', `/api/auth/device/pending/${device.user_code}/${device.device_code}`)
  await call(hub, 'PATCH', `/api/nothing/${device.user_code}?token=${access_token}`)

  const token = await made(hub)
  const regenerated = await ask(hub, 'window', 'PUT', `/api/client-tokens/${token.id}/regenerate`)
  expect(regenerated.status).toBe(200)
  const code = await codeOf(hub, token.id)
  await ask(hub, 'nobody', 'GET', `/api/client-tokens/pair/${code}/status`)
  expect((await exchange(hub, code)).status).toBe(200)
  expect((await exchange(hub, code)).status).toBe(404)

  const form = { grant_type: 'password', username: 'owner', password: ownerPassword, scope: 'me.read' }
  const granted = await ask(hub, 'nobody', 'POST', '/api/token', { form })
  const { refresh_token } = granted.body as { refresh_token: string }
  const refresh = { form: { grant_type: 'refresh_token', refresh_token } }
  expect((await ask(hub, 'nobody', 'POST', '/api/token', refresh)).status).toBe(200)
  expect((await ask(hub, 'nobody', 'POST', '/api/token', refresh)).status).toBe(401)
  const begun = (await beginAt(hub)).body as { device_code: string }
  await collectAt(hub, begun.device_code)
  await ask(hub, 'nobody', 'POST', '/oauth/revoke', { form: { token: access_token } })

  const { code: link } = await linkOfOwner(hub)
  const phone = cookieOf(await redeem(hub, link)).pair
  expect((await redeem(hub, link)).status).toBe(404)
  await call(hub, 'GET', '/api/users/me', { headers: { cookie: phone } })
  await call(hub, 'POST', '/api/logout', { headers: { cookie: phone } })
  await call(hub, 'POST', '/api/logout', { headers: { ...signed, cookie: phone } })
  await call(hub, 'POST', '/api/login', { as: basic('owner', 'not the password') })
  await call(hub, 'POST', '/api/setup', {
    body: { secret: 'made up set-up secret', username: 'eve', password: 'eve wants in' },
  })
  await call(hub, 'DELETE', `/api/devices/${device_id}`, { as: asOwner })
  await call(hub, 'GET', '/api/activity', { as: asOwner })
  events.close()
}

test('a long day of a hub: no secret in the log, the data folder, refusals, events or the activity list', async () => {
  const hub = await startTestHub({ config: { logLevel: 'debug' } })
  await aLongDay(hub)
  await hub.restart()
  await hub.stop()
  expect(hub.logs()).toContain('/api/auth/device')
  expect(hub.secrets.kinds()).toEqual([
    'a Basic header',
    'a client token',
    'a device code',
    'a link or pairing code',
    'a password',
    'a refresh token',
    'a session cookie',
    'a set-up secret',
    'a user code',
    'an access or device token',
    'the secret of the window',
  ])
  expect(hub.secrets.size).toBeGreaterThan(30)
})

test('a request that breaks in the middle leaves nothing of itself in the log, and is no failure of the hub', async () => {
  const hub = await startTestHub({ config: { admin: { name: 'owner', password: null }, logLevel: 'debug' } })
  const { access_token } = await paired(hub)
  const connection = await RawConnection.open(hub)
  connection.send(
    requestText(
      'POST /api/saves?rom_id=1',
      [
        `Host: ${new URL(hub.url).host}`,
        `Authorization: ${bearer(access_token)}`,
        'Content-Type: multipart/form-data; boundary=b',
        'Transfer-Encoding: chunked',
      ],
      'no length of a chunk\r\n',
    ),
  )
  await connection.closed()
  await vi.waitFor(() => expect(hub.logs()).toMatch(/"route":"\/api\/saves","status":4/))
  await hub.stop()
  expect(hub.logs()).toContain('a connection failed')
  expect(hub.logs()).not.toContain('"level":"error"')
})

// What is certainly written there stands for a secret that should not be.
test.each([
  ['the log', '/api/auth/device/init', 'the log'],
  ['a file', 'Living room handheld', 'the file roost.sqlite'],
  ['a refusal', 'Unknown or expired code', 'a refusal of GET /api/auth/device/pending/{user_code}'],
  ['an event', '"state":"opened"', 'the event stream'],
  ['whatever its case', 'living ROOM handheld', 'the file roost.sqlite'],
])('the search finds a secret in %s, and does not say it', async (_place, planted, where) => {
  const hub = await startTestHub({ config: { admin: { name: 'owner', password: null } } })
  hub.secrets.add('a planted secret', planted)
  const { pair: cookie } = cookieOf(await redeem(hub, (await linkOfOwner(hub)).code))
  const events = await EventStream.open(hub, { cookie })
  await paired(hub)
  await events.next((event) => event.type === 'device')
  events.close()
  await events.closed()
  await call(hub, 'GET', paths.pending('AAAAAAAA'), { as: asOwner })
  const failure: unknown = await hub.stop().then(
    () => null,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(Error)
  expect(String(failure)).toContain(`a planted secret in ${where}`)
  expect(String(failure)).not.toContain(planted)
})
