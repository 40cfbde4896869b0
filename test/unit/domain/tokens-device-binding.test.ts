import { expect, test } from 'vitest'
import { Forbidden } from '../../../main/domain/errors'
import type { Principal } from '../../../main/domain/identity/principal'
import type { NewClientToken } from '../../../main/domain/tokens/client-token'
import { assertActsAs, bindToFirstDevice } from '../../../main/domain/tokens/device-binding'
import {
  aDevice,
  aPerson,
  aToken,
  collected,
  hashOf,
  later,
  noon,
  open,
  temporaryFolder,
} from '../store/fixture'

async function household(change: Partial<NewClientToken> = {}) {
  const store = await open(await temporaryFolder())
  const ids = await store.write(async (writers) => {
    const robin = await writers.people.insert(aPerson())
    const kim = await writers.people.insert(aPerson({ username: 'kim', role: 'user' }))
    await writers.devices.insert(aDevice({ id: 'pocket', personId: robin.id }))
    await writers.devices.insert(aDevice({ id: 'deck', personId: robin.id }))
    await writers.devices.insert(aDevice({ id: 'theirs', personId: kim.id }))
    await writers.devices.insert(aDevice({ id: 'gone', personId: robin.id, deletedAt: noon }))
    const token = await writers.tokens.insert(
      aToken({
        personId: robin.id,
        origin: 'manual',
        ...collected(hashOf('a')),
        exchangedAt: noon,
        ...change,
      }),
    )
    return { robin, tokenId: token.id }
  })
  const bind = (deviceId: string) =>
    store.write((writers) => bindToFirstDevice(writers, ids.tokenId, deviceId, later))
  return { ...ids, bind, token: () => store.read.tokens.byId(ids.tokenId) }
}

test('an exchanged token is bound by the first device it names, and then names no other (W-17)', async () => {
  const { bind, token } = await household()
  expect(await bind('pocket')).toBe('pocket')
  expect(await token()).toMatchObject({ deviceId: 'pocket', updatedAt: later })
  expect(await bind('pocket')).toBe('pocket')
  await expect(bind('deck')).rejects.toThrow(Forbidden)
  expect(await token()).toMatchObject({ deviceId: 'pocket' })
})

test('of two devices named at once one wins', async () => {
  const { bind, token } = await household()
  const outcomes = await Promise.allSettled([bind('pocket'), bind('deck')])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(await token()).toMatchObject({ deviceId: 'pocket' })
})

test('a token that was never exchanged stays unbound', async () => {
  const { bind, token } = await household({ exchangedAt: null })
  expect(await bind('pocket')).toBeNull()
  expect(await token()).toMatchObject({ deviceId: null })
})

test.each(['theirs', 'gone', 'never was'])('a device that is not the person’s: %s', async (deviceId) => {
  const { bind, token } = await household()
  await expect(bind(deviceId)).rejects.toThrow(Forbidden)
  expect(await token()).toMatchObject({ deviceId: null })
})

test('a revoked token binds to nothing', async () => {
  const { bind } = await household({ revokedAt: noon })
  await expect(bind('pocket')).rejects.toThrow(Forbidden)
})

test('a bound credential acts as its own device only; an unbound one as any', async () => {
  const { robin } = await household()
  const principal: Principal = {
    person: robin,
    scopes: [],
    method: 'token',
    deviceId: 'pocket',
    sessionId: null,
    tokenId: 1,
    grant: null,
  }
  expect(() => assertActsAs(principal, 'pocket')).not.toThrow()
  expect(() => assertActsAs(principal, 'deck')).toThrow(Forbidden)
  expect(() => assertActsAs({ ...principal, deviceId: null }, 'deck')).not.toThrow()
})
