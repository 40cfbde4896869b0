import { describe, expect, test } from 'vitest'
import type { TestHub } from '../helpers/hub'
import { asOwner, basic, bearer, call, cookieOf, hubForTest, originOf, redeem, signedIn } from './call'
import { EventStream } from './event-stream'
import { open, paths } from './pairing-steps'
import { RawConnection, requestText } from './raw-connection'
import { game, handheld, history, multipart, savesHub, someSave } from './saves-steps'
import { ask, made } from './token-steps'

const password = 'a good one'

/** Everything that lets Kim in, each by the headers it is used with. */
interface WaysIn {
  readonly kim: number
  readonly device: string
  readonly token: number
  readonly headers: Readonly<Record<WayIn, Readonly<Record<string, string>>>>
}

const waysIn = [
  'the browser',
  'the phone',
  'Basic',
  'the access token',
  'the device',
  'the client token',
] as const
type WayIn = (typeof waysIn)[number]

/** Client tokens open no event stream. */
const streaming = ['the browser', 'the phone', 'Basic', 'the access token'] as const

async function waysOfKim(hub: TestHub): Promise<WaysIn> {
  const { id: kim } = await hub.people.add('kim', { password })
  const as = basic('kim', password)
  const link = (await call(hub, 'POST', `/api/people/${kim}/link`, { as })).body as { code: string }
  const form = { grant_type: 'password', username: 'kim', password, scope: 'me.read' }
  const { access_token } = (await ask(hub, 'nobody', 'POST', '/api/token', { form })).body as {
    access_token: string
  }
  const own = await ownDevice(hub, as)
  const token = await made(hub, {}, `Basic ${as.slice('Basic '.length)}`)
  const cookies = [
    cookieOf(await call(hub, 'POST', '/api/login', { as })),
    cookieOf(await redeem(hub, link.code)),
  ].map(({ pair }) => ({ cookie: pair, origin: originOf(hub) }))
  return {
    kim,
    device: own.id,
    token: token.id,
    headers: {
      'the browser': cookies[0] ?? {},
      'the phone': cookies[1] ?? {},
      Basic: { authorization: as },
      'the access token': { authorization: bearer(access_token) },
      'the device': { authorization: bearer(own.secret) },
      'the client token': { authorization: bearer(token.raw_token) },
    },
  }
}

/** Kim's own handheld, paired and approved by Kim. */
async function ownDevice(hub: TestHub, as: string): Promise<{ id: string; secret: string }> {
  const init = await call(hub, 'POST', '/api/auth/device/init', {
    body: { client_device_identifier: 'kims', name: 'Kims', client: 'grout', requested_scopes: ['me.read'] },
  })
  const { user_code, device_code } = init.body as { user_code: string; device_code: string }
  const body = { user_code, approved_scopes: ['me.read'] }
  await call(hub, 'POST', '/api/auth/device/approve', { as, body })
  const token = await call(hub, 'POST', '/api/auth/device/token', { body: { device_code } })
  expect(token).toMatchObject({ status: 200 })
  const { device_id, access_token } = token.body as { device_id: string; access_token: string }
  return { id: device_id, secret: access_token }
}

async function waysThatWork(hub: TestHub, { headers }: WaysIn): Promise<WayIn[]> {
  const working: WayIn[] = []
  const statuses: number[] = []
  for (const way of waysIn) {
    const { status } = await call(hub, 'GET', '/api/users/me', { headers: headers[way] })
    statuses.push(status)
    if (status === 200) working.push(way)
  }
  expect(statuses.filter((status) => status !== 200 && status !== 401)).toEqual([])
  return working
}

const everything: readonly WayIn[] = waysIn

/** What ends which ways in, and no other. */
const endings: readonly [
  string,
  readonly WayIn[],
  (hub: TestHub, ways: WaysIn) => Promise<{ status: number }>,
][] = [
  [
    'revoking the client token',
    ['the client token'],
    (hub, { token, headers }) =>
      call(hub, 'DELETE', `/api/client-tokens/${token}`, { headers: headers.Basic }),
  ],
  [
    "an owner's revoking the client token",
    ['the client token'],
    (hub, { token }) => call(hub, 'DELETE', `/api/client-tokens/${token}/admin`, { as: asOwner }),
  ],
  [
    'regenerating the client token',
    ['the client token'],
    (hub, { token, headers }) =>
      call(hub, 'PUT', `/api/client-tokens/${token}/regenerate`, { headers: headers.Basic }),
  ],
  [
    'taking the device out',
    ['the device'],
    (hub, { device, headers }) => call(hub, 'DELETE', `/api/devices/${device}`, { headers: headers.Basic }),
  ],
  [
    'handing the device over',
    ['the device'],
    async (hub, { device }) => {
      const { body } = await call(hub, 'GET', '/api/users/me', { as: asOwner })
      const { id } = body as { id: number }
      return call(hub, 'POST', `/api/devices/${device}/hand-over`, { as: asOwner, body: { person_id: id } })
    },
  ],
  [
    'giving the access token back',
    ['the access token'],
    (hub, { headers }) =>
      ask(hub, 'nobody', 'POST', '/oauth/revoke', {
        form: { token: headers['the access token']['authorization']?.slice('Bearer '.length) ?? '' },
      }),
  ],
  [
    'signing the browser out',
    ['the browser'],
    (hub, { headers }) => call(hub, 'POST', '/api/logout', { headers: headers['the browser'] }),
  ],
  [
    'an owner signing the phone out',
    ['the phone'],
    async (hub, { kim }) => {
      const { body } = await call(hub, 'GET', `/api/people/${kim}/sessions`, { as: asOwner })
      const phone = (body as { id: string; kind: string }[]).find(({ kind }) => kind === 'phone')
      return call(hub, 'DELETE', `/api/people/${kim}/sessions/${phone?.id}`, { as: asOwner })
    },
  ],
  [
    'changing the password in the browser',
    ['the phone', 'Basic', 'the access token'],
    (hub, { kim, headers }) =>
      call(hub, 'PUT', `/api/users/${kim}`, {
        headers: headers['the browser'],
        body: { password: 'a better one', current_password: password },
      }),
  ],
  [
    "an owner's setting the password",
    ['the browser', 'the phone', 'Basic', 'the access token'],
    (hub, { kim }) =>
      call(hub, 'PUT', `/api/users/${kim}`, { as: asOwner, body: { password: 'a better one' } }),
  ],
  [
    'disabling the person',
    everything,
    (hub, { kim }) => call(hub, 'PUT', `/api/users/${kim}`, { as: asOwner, body: { enabled: false } }),
  ],
  [
    'removing the person',
    everything,
    (hub, { kim }) => call(hub, 'DELETE', `/api/users/${kim}`, { as: asOwner }),
  ],
]

describe('what was begun before a revocation', () => {
  test('an upload whose device is taken out while it comes is 401, and nothing of it stays', async () => {
    const hub = await savesHub()
    const pocket = await handheld(hub)
    const { type, body } = multipart([{ field: 'saveFile', fileName: 'x.srm', bytes: someSave() }])
    const connection = await RawConnection.open(hub)
    const headers = [
      `Host: ${new URL(hub.url).host}`,
      `Authorization: ${pocket.as}`,
      `Content-Type: ${type}`,
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
    ]
    connection.send(requestText(`POST /api/saves?rom_id=${game.id}&slot=autosave`, headers))
    // The hub has let it in, and waits for the body.
    expect(await connection.reply()).toMatchObject({ status: 100 })
    connection.send(body.subarray(0, 100))
    const removed = await call(hub, 'DELETE', `/api/devices/${pocket.id}`, { as: asOwner })
    expect(removed).toMatchObject({ status: 204 })
    connection.send(body.subarray(100))
    expect(await connection.reply()).toMatchObject({ status: 401 })
    expect(await history(hub)).toEqual([])
    connection.destroy()
  })

  test('an approval whose browser is signed out while it comes is 401, and the request stays open', async () => {
    const hub = await hubForTest()
    const cookie = await signedIn(hub)
    const { user_code } = await open(hub)
    const body = JSON.stringify({ user_code, approved_scopes: ['me.read'] })
    const connection = await RawConnection.open(hub)
    const headers = [
      `Host: ${new URL(hub.url).host}`,
      `Origin: ${originOf(hub)}`,
      `Cookie: ${cookie}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
    ]
    connection.send(requestText(`POST ${paths.approve}`, headers))
    expect(await connection.reply()).toMatchObject({ status: 100 })
    const out = await call(hub, 'POST', '/api/logout', { headers: { cookie, origin: originOf(hub) } })
    expect(out).toMatchObject({ status: 200 })
    connection.send(body)
    expect(await connection.reply()).toMatchObject({ status: 401 })
    expect((await call(hub, 'GET', paths.pending(user_code), { as: asOwner })).status).toBe(200)
    connection.destroy()
  })
})

test('a request of a browser that outlasts its secret is let in, and leaves the browser signed in', async () => {
  const hub = await hubForTest()
  const cookie = await signedIn(hub)
  await hub.clock.advance(61 * 60_000)
  const body = JSON.stringify({ name: 'Deck', scopes: ['me.read'] })
  const connection = await RawConnection.open(hub)
  const headers = [
    `Host: ${new URL(hub.url).host}`,
    `Origin: ${originOf(hub)}`,
    `Cookie: ${cookie}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Expect: 100-continue',
  ]
  connection.send(requestText('POST /api/client-tokens', headers))
  expect(await connection.reply()).toMatchObject({ status: 100 })
  // The secret was replaced at the beginning, and the old one is good for a minute more.
  await hub.clock.advance(5 * 60_000)
  connection.send(body)
  const reply = await connection.reply()
  expect(reply.status).toBe(201)
  const [renewed, ...more] = reply.head.match(/(?<=^set-cookie: )[^;]+/gim) ?? []
  expect(more).toEqual([])
  const after = await call(hub, 'GET', '/api/users/me', { headers: { cookie: renewed ?? '' } })
  expect(after.status).toBe(200)
  connection.destroy()
})

describe('revocation takes effect on the next request, and on what is open', () => {
  test.each(endings)('%s ends %j', async (_what, ended, end) => {
    const hub = await hubForTest()
    const ways = await waysOfKim(hub)
    expect(await waysThatWork(hub, ways)).toEqual(waysIn)
    const streams = await Promise.all(
      streaming.map(async (way) => ({ way, stream: await EventStream.open(hub, ways.headers[way]) })),
    )
    expect((await end(hub, ways)).status).toBeLessThan(300)
    expect(await waysThatWork(hub, ways)).toEqual(waysIn.filter((way) => !ended.includes(way)))
    // A stream that should have ended and has not makes the test time out; one that goes on hears of the next thing.
    await call(hub, 'POST', '/api/auth/device/init', {
      body: {
        client_device_identifier: 'next',
        name: 'Next',
        client: 'grout',
        requested_scopes: ['me.read'],
      },
    })
    for (const { way, stream } of streams) {
      if (ended.includes(way)) await stream.closed()
      else await stream.next((event) => event.type === 'pairing' && event.state === 'opened')
    }
  })
})
