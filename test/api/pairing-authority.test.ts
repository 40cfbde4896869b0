import { describe, expect, test } from 'vitest'
import {
  asOwner,
  basic,
  bearer,
  call,
  forbidden,
  hubForTest,
  hubWithPassword,
  ownerBasic,
  ownerPassword,
} from './call'
import { approved, argosyBody, decide, deny, open, paired, paths, poll, word } from './pairing-steps'
import { ask } from './token-steps'

describe('who may decide', () => {
  test('no person holds more than 25 tokens (W-18)', async () => {
    const hub = await hubForTest()
    for (let index = 0; index < 25; index += 1) {
      if (index % 10 === 0) await hub.clock.advance(61_000)
      await paired(hub, { client_device_identifier: `machine ${index}` })
    }
    await hub.clock.advance(61_000)
    const { user_code, device_code } = await open(hub, { client_device_identifier: 'machine 25' })
    const reply = await decide(hub, user_code)
    expect(reply.status).toBe(400)
    expect(reply.body).toEqual({ detail: 'Maximum of 25 tokens per user reached' })
    expect(await poll(hub, device_code)).toMatchObject({ body: word('authorization_pending') })
    const devices = await call(hub, 'GET', '/api/devices', { as: asOwner })
    expect(devices.body).toHaveLength(25)
    const [oldest] = devices.body as { id: string }[]
    expect(await call(hub, 'DELETE', `/api/devices/${oldest?.id}`, { as: asOwner })).toMatchObject({
      status: 204,
    })
    await approved(hub, user_code)
  })

  test('a client token may not look at, approve or deny requests, whatever its scopes (W-16)', async () => {
    const hub = await hubForTest()
    const { access_token } = await paired(hub, argosyBody())
    const { user_code, device_code } = await open(hub, { client_device_identifier: 'another machine' })
    const as = bearer(access_token)
    expect(await call(hub, 'GET', '/api/users/me', { as })).toMatchObject({ status: 200 })
    for (const reply of [
      await call(hub, 'GET', paths.pending(user_code), { as }),
      await call(hub, 'GET', '/api/pairing', { as }),
      await call(hub, 'GET', '/api/events', { as }),
      await decide(hub, user_code, { approved_scopes: ['me.read'] }, { as }),
      await deny(hub, user_code, { as }),
      await call(hub, 'POST', '/api/people/1/link', { as }),
    ]) {
      expect(reply).toMatchObject({ status: 403, body: forbidden })
    }
    expect(await poll(hub, device_code)).toMatchObject({ body: word('authorization_pending') })
  })

  test('nor by Basic with the token as the password', async () => {
    const hub = await hubForTest()
    const { access_token } = await paired(hub, argosyBody())
    const { user_code, device_code } = await open(hub, { client_device_identifier: 'another machine' })
    const as = basic('owner', access_token)
    for (const reply of [
      await decide(hub, user_code, { approved_scopes: ['me.read'] }, { as }),
      await deny(hub, user_code, { as }),
    ]) {
      expect([401, 403]).toContain(reply.status)
    }
    expect(await poll(hub, device_code)).toMatchObject({ body: word('authorization_pending') })
  })

  test('a narrow access token lets nothing in that it may not do itself (W-16)', async () => {
    const hub = await hubWithPassword()
    const form = { username: 'owner', password: ownerPassword, scope: 'me.read me.write assets.read' }
    const granted = await ask(hub, 'nobody', 'POST', '/api/token', { form })
    const as = bearer((granted.body as { access_token: string }).access_token)
    const { user_code } = await open(hub, { requested_scopes: ['assets.read', 'assets.write'] })
    expect(await call(hub, 'GET', paths.pending(user_code), { as })).toMatchObject({
      status: 200,
      body: { requested_scopes: ['assets.read', 'assets.write'], allowed_scopes: ['assets.read'] },
    })
    expect(await decide(hub, user_code, { approved_scopes: ['assets.write'] }, { as })).toMatchObject({
      status: 403,
      body: { detail: "Approved scopes exceed what's allowed for this user" },
    })
    expect(await decide(hub, user_code, { approved_scopes: ['assets.read'] }, { as })).toMatchObject({
      status: 200,
    })
  })

  test('a person signs off by real Basic', async () => {
    const hub = await hubWithPassword()
    const { user_code } = await open(hub)
    const wrong = await decide(hub, user_code, {}, { as: basic('owner', 'wrong horse') })
    expect(wrong).toMatchObject({ status: 401 })
    expect(await decide(hub, user_code, {}, { as: ownerBasic })).toMatchObject({ status: 200 })
  })
})
