import { expect, test } from 'vitest'
import { hubForTest } from '../api/call'
import { approved, decide, deny } from '../api/pairing-steps'
import type { TestHub } from '../helpers/hub'
import { argosy, grout, type ClientProfile } from './client-profiles'
import { Handheld, type PollAnswer } from './handheld'
import { Refused } from './hub-connection'

/** A handheld whose waiting moves the hub's clock, so that nobody waits; `meanwhile` happens before its third poll. */
function handheldAt(
  hub: TestHub,
  profile: ClientProfile,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Handheld {
  let waits = 0
  const identity = { profile, name: `A ${profile.client}`, identifier: profile.identifier('test') }
  return new Handheld(hub.url, identity, {
    fetch: (address, init) => fetch(address, init),
    sleep: async (milliseconds) => {
      waits += 1
      if (waits === 3) await meanwhile()
      await hub.clock.advance(milliseconds)
    },
    now: () => hub.clock.now(),
  })
}

test.each([
  ['grout', grout, 9],
  ['Argosy', argosy, 16],
])('a handheld like %s finds a real hub, pairs and uses its token', async (_name, profile, scopeCount) => {
  const hub = await hubForTest()
  let userCode = ''
  const approve = () => approved(hub, userCode, { approved_scopes: profile.scopes })
  const handheld = handheldAt(hub, profile, approve)
  expect(await handheld.probe()).toEqual({ wireVersion: expect.stringMatching(/^[5-9]\.\d+\.\d+$/) })
  const authorization = await handheld.begin()
  expect(handheld.approvalAddress(authorization)).toBe(
    `${hub.url}/pair/device?user_code=${authorization.user_code}`,
  )
  userCode = authorization.user_code
  const polls: PollAnswer['kind'][] = []
  const result = await handheld.waitForDecision(authorization, ({ kind }) => polls.push(kind))
  expect(polls).toEqual(['pending', 'pending', 'granted'])
  expect(result.kind).toBe('paired')
  const grant = result.kind === 'paired' ? result.grant : null
  expect(grant?.scopes).toHaveLength(scopeCount)
  expect(await handheld.prove(grant?.access_token ?? '')).toEqual({
    platforms: 0,
    person: 'owner',
    deviceId: grant?.device_id,
  })
})

test('it hears that it was denied', async () => {
  const hub = await hubForTest()
  const handheld = handheldAt(hub, grout)
  const authorization = await handheld.begin()
  await deny(hub, authorization.user_code)
  expect(await handheld.waitForDecision(authorization)).toEqual({ kind: 'denied' })
})

test('it gives up when nobody decides, and so does the hub', async () => {
  const hub = await hubForTest()
  const handheld = handheldAt(hub, grout)
  const authorization = await handheld.begin()
  const started = hub.clock.now()
  expect(await handheld.waitForDecision(authorization)).toEqual({ kind: 'expired' })
  expect(hub.clock.now() - started).toBe(600_000)
  await hub.clock.advance(1)
  expect(await decide(hub, authorization.user_code)).toMatchObject({ status: 404 })
})

test('it survives that the hub is started again meanwhile: the code is void', async () => {
  const hub = await hubForTest()
  const authorization = await handheldAt(hub, grout).begin()
  await hub.restart()
  expect(await handheldAt(hub, grout).waitForDecision(authorization)).toEqual({ kind: 'expired' })
})

test('the refusal of a request it sends too often says so', async () => {
  const hub = await hubForTest()
  const handheld = handheldAt(hub, grout)
  for (let request = 0; request < 10; request += 1) await handheld.begin()
  await expect(handheld.begin()).rejects.toThrow(
    new Refused(429, 'Too many authorize attempts. Try again later.').message,
  )
})

test('the refusal of what it asks for names the field', async () => {
  const hub = await hubForTest()
  const identity = { profile: grout, name: 'Odd', identifier: 'odd', scopes: ['clouds.paint'] }
  const handheld = new Handheld(hub.url, identity, {
    fetch: (address, init) => fetch(address, init),
    sleep: () => Promise.resolve(),
    now: () => 0,
  })
  await expect(handheld.begin()).rejects.toThrow(/^requested_scopes: .* \(HTTP status 422\)$/)
})
