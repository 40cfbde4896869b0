import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oauthPaths } from '../../shared/api/oauth'
import { startTestHub, type TestHub } from '../helpers/hub'
import { activityRows } from './household-steps'
import { aHub, ask, basic, type Caller, made, member, paired, type Token } from './token-steps'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub({ config: { admin: { name: 'owner', password: null } } })
})
afterAll(() => hub.stop())

const me = (as: Caller, on = hub) => ask(on, as, 'GET', '/api/users/me')
const nobodys = `rmm_${'0'.repeat(64)}`

interface Pair {
  readonly access_token: string
  readonly refresh_token: string
}

async function signIn(on: TestHub): Promise<Pair> {
  const form = { username: 'robin', password: 'a good one', scope: 'me.read me.write' }
  const answer = await ask(on, 'nobody', 'POST', '/api/token', { form })
  expect(answer).toMatchObject({ status: 200 })
  return answer.body as Pair
}

describe('a client token as the password of Basic', () => {
  test('acts as the token: its device, its scopes, and never a person', async () => {
    const { access_token, device_id } = await paired(hub)
    for (const name of ['owner', 'OWNER']) {
      expect(await me(basic(name, access_token))).toMatchObject({
        status: 200,
        body: { username: 'owner', current_device_id: device_id },
      })
    }
    const as = basic('owner', access_token)
    const forbidden = { status: 403, body: { detail: 'Forbidden' } }
    expect(await ask(hub, as, 'GET', '/api/pairing')).toMatchObject(forbidden)
    expect(await ask(hub, as, 'GET', '/api/platforms')).toMatchObject(forbidden)
  })

  test('only under the name of its person, and only while it lives', async () => {
    const robin = await member(hub)
    const { id, raw_token } = await made(hub)
    for (const as of [basic('robin', raw_token), basic('nobody', raw_token), basic('owner', nobodys)]) {
      expect(await me(as)).toMatchObject({ status: 401, body: { detail: 'Not authenticated' } })
    }
    // Somebody who only tried it has not used it.
    const [token] = (await ask(hub, 'window', 'GET', '/api/client-tokens')).body as [Token]
    expect(token).toMatchObject({ id, last_used_at: null })
    expect(await me(robin.as)).toMatchObject({ status: 200 })
    await ask(hub, 'window', 'DELETE', `/api/client-tokens/${id}`)
    expect(await me(basic('owner', raw_token))).toMatchObject({ status: 401 })
  })

  test('a wrong one is neither hashed nor counted as a failed sign-in', async () => {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      expect((await me(basic('owner', nobodys))).status).toBe(401)
    }
  })
})

describe('what is wrong with a Bearer token is said (RFC 6750), in the bodies of RomM', () => {
  const challenge = async (as: Caller, path = '/api/users/me') => {
    const { status, body, headers } = await ask(hub, as, 'GET', path)
    return [status, body, headers.get('www-authenticate')]
  }
  const anonymous = { detail: 'Not authenticated' }
  const forbidden = { detail: 'Forbidden' }

  test('no credential, or none that is one: the bare challenge', async () => {
    for (const as of ['nobody', 'Bearer ', `Bearer ${nobodys} more`, 'Basic %%%'] as const) {
      expect(await challenge(as)).toEqual([401, anonymous, 'Bearer'])
    }
  })

  test('a token nobody knows', async () => {
    expect(await challenge(`Bearer ${nobodys}`)).toEqual([401, anonymous, 'Bearer error="invalid_token"'])
    expect(await challenge('Bearer a.b.c')).toEqual([401, anonymous, 'Bearer error="invalid_token"'])
    const invalid = { detail: 'Could not validate credentials' }
    for (const secret of [`roost_at_${'0'.repeat(64)}`, 'roost_at_', "roost_at_'OR'1'='1"]) {
      expect(await challenge(`Bearer ${secret}`)).toEqual([401, invalid, 'Bearer error="invalid_token"'])
    }
  })

  test('a token that may not', async () => {
    const { raw_token } = await made(hub, { scopes: ['me.read'] })
    expect(await challenge(`Bearer ${raw_token}`, '/api/devices')).toEqual([
      403,
      forbidden,
      'Bearer error="insufficient_scope", scope="devices.read"',
    ])
    // No scope would help a client token here.
    expect(await challenge(`Bearer ${raw_token}`, '/api/pairing')).toEqual([
      403,
      forbidden,
      'Bearer error="insufficient_scope"',
    ])
    expect(await challenge(basic('owner', raw_token), '/api/devices')).toEqual([403, forbidden, null])
  })

  test('open routes do not look (W-14)', async () => {
    for (const as of ['Bearer roost_at_0', `Bearer ${nobodys}`] as const) {
      expect(await ask(hub, as, 'GET', '/api/heartbeat')).toMatchObject({ status: 200 })
      expect(await ask(hub, as, 'GET', '/api/health')).toMatchObject({ status: 200 })
      expect(await ask(hub, as, 'GET', oauthPaths.metadata)).toMatchObject({ status: 200 })
    }
  })
})

describe('revocation by the holder (RFC 7009)', () => {
  const revoke = (on: TestHub, form: Record<string, string>) =>
    ask(on, 'nobody', 'POST', oauthPaths.revocation, { form })
  const done = { status: 200, text: 'null' }

  test('exactly the client token', async () => {
    const one = await made(hub)
    const other = await made(hub)
    expect(await revoke(hub, { token: one.raw_token, token_type_hint: 'refresh_token' })).toMatchObject(done)
    expect(await me(`Bearer ${one.raw_token}`)).toMatchObject({ status: 401 })
    expect(await me(`Bearer ${other.raw_token}`)).toMatchObject({ status: 200 })
    expect(await revoke(hub, { token: one.raw_token })).toMatchObject(done)
  })

  test('exactly the access token, or the family of the refresh token', async () => {
    const own = await aHub()
    await member(own)
    const one = await signIn(own)
    const other = await signIn(own)
    const invalid = { status: 401, body: { detail: 'Could not validate credentials' } }
    expect(await revoke(own, { token: one.access_token })).toMatchObject(done)
    expect(await me(`Bearer ${one.access_token}`, own)).toMatchObject(invalid)
    const form = { grant_type: 'refresh_token', refresh_token: one.refresh_token }
    const next = (await ask(own, 'nobody', 'POST', '/api/token', { form })).body as Pair
    expect(await me(`Bearer ${next.access_token}`, own)).toMatchObject({ status: 200 })
    expect(await revoke(own, { token: next.refresh_token })).toMatchObject(done)
    expect(await me(`Bearer ${next.access_token}`, own)).toMatchObject(invalid)
    expect(await me(`Bearer ${other.access_token}`, own)).toMatchObject({ status: 200 })
  })

  test('a token nobody knows is 200 too; none at all is not', async () => {
    for (const token of [nobodys, 'x', 'roost_rt_0', "' OR 1=1"]) {
      expect(await revoke(hub, { token })).toMatchObject(done)
    }
    expect(await revoke(hub, {})).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: 'token is missing' },
    })
  })
})

describe('an event stream ends with the access token it was opened with', () => {
  /** Opens a stream; resolves once the hub ends it. */
  async function stream(on: TestHub, { access_token }: Pair): Promise<{ ended: Promise<string> }> {
    const response = await fetch(`${on.url}/api/events`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(response.status).toBe(200)
    return { ended: response.text() }
  }

  test('revoked, reused by a copy, or over', async () => {
    const own = await aHub()
    await member(own)
    const revoked = await signIn(own)
    const copied = await signIn(own)
    const lasting = await signIn(own)
    const first = await stream(own, revoked)
    const second = await stream(own, copied)
    const third = await stream(own, lasting)
    await ask(own, 'nobody', 'POST', oauthPaths.revocation, { form: { token: revoked.access_token } })
    expect(await first.ended).toContain('retry')
    const form = { grant_type: 'refresh_token', refresh_token: copied.refresh_token }
    expect((await ask(own, 'nobody', 'POST', '/api/token', { form })).status).toBe(200)
    expect((await ask(own, 'nobody', 'POST', '/api/token', { form })).status).toBe(401)
    expect(await second.ended).toContain('retry')
    await own.clock.advance(1_800_000)
    expect(await third.ended).toContain('retry')
  })
})

test('what is done with tokens is written down, without a secret', async () => {
  const own = await aHub()
  const { id, raw_token } = await made(own, { name: 'Deck' })
  await ask(own, 'window', 'PUT', `/api/client-tokens/${id}/regenerate`)
  const pair = await ask(own, 'window', 'POST', `/api/client-tokens/${id}/pair`)
  const { code } = pair.body as { code: string }
  await ask(own, 'nobody', 'POST', '/api/client-tokens/exchange', { json: { code } })
  await ask(own, 'window', 'DELETE', `/api/client-tokens/${id}`)
  const rows = await activityRows(own)
  expect(rows).toMatchObject([
    { kind: 'token.created', actor_name: 'owner', method: 'window', person_id: 1, subject: 'Deck' },
    { kind: 'token.regenerated', actor_name: 'owner', subject_id: String(id) },
    { kind: 'token.exchanged', actor_name: null, method: null, address: '127.0.0.1', person_id: 1 },
    { kind: 'token.revoked', actor_name: 'owner', address: 'window' },
  ])
  for (const secret of [raw_token, code]) expect(JSON.stringify(rows)).not.toContain(secret)
})
