import { describe, expect, test } from 'vitest'
import { approve } from '../../shared/api/device-authorization'
import type { TestHub } from '../helpers/hub'
import {
  addUser,
  ask,
  basic,
  type Credential,
  household,
  linkedPhone,
  notAuthenticated,
  openRequest,
  owner,
  ownerPassword,
  pair,
  profiles,
  refusal,
  signedIn,
} from '../helpers/household'

const asked = {
  status: 403,
  body: { detail: 'Confirm your password to go on', error: 'confirmation_required' },
}

const quarterHour = 15 * 60_000

const add = (hub: TestHub, username: string, as: Credential) =>
  ask(hub, 'POST', '/api/users', { as, body: { username } })

const confirm = (hub: TestHub, password: string, as: Credential) =>
  ask(hub, 'POST', '/api/login/confirm', { as, body: { password } })

describe('owner actions from a browser (design section 4)', () => {
  test('ask for the password again 15 minutes after it was shown', async () => {
    const hub = await household({ withPassword: true })
    const browser = await signedIn(hub, 'owner', ownerPassword)
    await hub.clock.advance(quarterHour - 1)
    expect(await add(hub, 'robin', browser)).toMatchObject({ status: 201 })
    await hub.clock.advance(1)
    expect(await refusal(add(hub, 'kim', browser))).toEqual(asked)
    expect(await confirm(hub, ownerPassword, browser)).toMatchObject({ status: 200, text: 'null' })
    expect(await add(hub, 'kim', browser)).toMatchObject({ status: 201 })
  })

  test('a linked phone never showed one', async () => {
    const hub = await household({ withPassword: true })
    const phone = await linkedPhone(hub, (await owner(hub)).id)
    expect(await refusal(add(hub, 'robin', phone))).toEqual(asked)
    await confirm(hub, ownerPassword, phone)
    expect(await add(hub, 'robin', phone)).toMatchObject({ status: 201 })
  })

  test('the window and Basic go on without being asked', async () => {
    const hub = await household({ withPassword: true })
    await hub.clock.advance(quarterHour)
    expect(await add(hub, 'robin', 'window')).toMatchObject({ status: 201 })
    expect(await add(hub, 'kim', basic('owner', ownerPassword))).toMatchObject({ status: 201 })
  })

  test('over TLS nobody is asked', async () => {
    const hub = await household({ withPassword: true, config: { trustedProxies: ['127.0.0.1/32'] } })
    const phone = await linkedPhone(hub, (await owner(hub)).id)
    const host = new URL(hub.url).host
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': host }
    const secure = ask(hub, 'POST', '/api/users', { as: phone, body: { username: 'robin' }, headers })
    expect(await secure).toMatchObject({ status: 201 })
    expect(await refusal(add(hub, 'kim', phone))).toEqual(asked)
  })

  test("doing something to other people's things counts, reading them and one's own does not", async () => {
    const hub = await household({ withPassword: true })
    const robin = await addUser(hub, { username: 'robin' })
    const theirs = await pair(hub, { person: robin.id })
    const gone = await pair(hub, { person: robin.id, identifier: 'gone' })
    await ask(hub, 'DELETE', `/api/devices/${gone.deviceId}`, { as: 'window' })
    const mine = await pair(hub)
    const phone = await linkedPhone(hub, (await owner(hub)).id)
    const { user_code } = await openRequest(hub, { identifier: 'new' })
    const body = { user_code, approved_scopes: profiles.grout.scopes }
    const refusedOnes: [string, string, unknown][] = [
      ['POST', `${approve.path}?person=${robin.id}`, body],
      ['POST', `/api/people/${robin.id}/link`, undefined],
      ['PUT', `/api/users/${robin.id}`, { username: 'robyn' }],
      ['PUT', `/api/devices/${theirs.deviceId}`, { name: 'x' }],
      ['DELETE', `/api/devices/${theirs.deviceId}`, undefined],
      ['POST', `/api/devices/${gone.deviceId}/restore`, undefined],
      ['DELETE', `/api/people/${robin.id}/sessions/any`, undefined],
    ]
    for (const [method, path, sent] of refusedOnes) {
      expect([path, await refusal(ask(hub, method, path, { as: phone, body: sent }))]).toEqual([path, asked])
    }
    const allowed: [string, string, unknown][] = [
      ['GET', '/api/devices?person=all', undefined],
      ['GET', `/api/devices?person=${robin.id}`, undefined],
      ['GET', `/api/pairing?person=${robin.id}`, undefined],
      ['GET', `/api/people/${robin.id}/sessions`, undefined],
      ['PUT', `/api/devices/${mine.deviceId}`, { name: 'x' }],
      ['POST', approve.path, body],
    ]
    for (const [method, path, sent] of allowed) {
      const { status } = await ask(hub, method, path, { as: phone, body: sent })
      expect([path, status]).toEqual([path, 200])
    }
  })

  test('to a member they are forbidden, whether confirmed or not', async () => {
    const hub = await household()
    const robin = await addUser(hub, { username: 'robin' })
    const phone = await linkedPhone(hub, robin.id)
    expect(await refusal(add(hub, 'kim', phone))).toEqual({ status: 403, body: { detail: 'Forbidden' } })
  })
})

describe('POST /api/login/confirm', () => {
  test('a wrong password is 401 and confirms nothing; guessing ends in 429', async () => {
    const hub = await household({ withPassword: true })
    const phone = await linkedPhone(hub, (await owner(hub)).id)
    const guesses = Array.from({ length: 10 }, (_, guess) => refusal(confirm(hub, `guess ${guess}`, phone)))
    expect(new Set((await Promise.all(guesses)).map((reply) => JSON.stringify(reply)))).toEqual(
      new Set([JSON.stringify({ status: 401, body: { detail: 'Incorrect password' } })]),
    )
    expect(await confirm(hub, ownerPassword, phone)).toMatchObject({
      status: 429,
      headers: { 'retry-after': expect.any(String) },
    })
    expect(await refusal(add(hub, 'robin', phone))).toEqual(asked)
  })

  test('is for who is signed in, from a page of this hub', async () => {
    const hub = await household({ withPassword: true })
    const { cookie } = await linkedPhone(hub, (await owner(hub)).id)
    const body = { password: ownerPassword }
    expect(await refusal(ask(hub, 'POST', '/api/login/confirm', { body }))).toEqual(notAuthenticated)
    const foreign = ask(hub, 'POST', '/api/login/confirm', { body, headers: { cookie } })
    expect(await foreign).toMatchObject({ status: 403 })
  })
})
