import { expect, test } from 'vitest'
import { Conflict } from '../../../main/domain/errors'
import {
  aDevice,
  aPerson,
  aSession,
  aToken,
  collected,
  hashOf,
  later,
  noon,
  open,
  temporaryFolder,
} from './fixture'

const between = '2026-01-02T12:30:00.000Z'

async function household() {
  const store = await open(await temporaryFolder())
  const people = await store.write(async (writers) => ({
    robin: await writers.people.insert(aPerson()),
    kim: await writers.people.insert(aPerson({ username: 'kim', role: 'user' })),
  }))
  return { store, ...people }
}

test('people: found by id and by name in any case, listed oldest first, the owner is the first admin', async () => {
  const { store, robin, kim } = await household()
  const { people } = store.read
  expect(robin).toEqual({ ...aPerson(), id: robin.id })
  expect(await people.byId(kim.id)).toEqual(kim)
  expect(await people.byUsername('KIM')).toEqual(kim)
  expect(await people.byUsername('nobody')).toBeNull()
  expect(await people.list()).toEqual([robin, kim])
  expect(await people.owner()).toEqual(robin)

  await store.write((writers) => writers.people.update(kim.id, { enabled: false, lastLogin: later }))
  expect(await people.byId(kim.id)).toEqual({ ...kim, enabled: false, lastLogin: later })
  await store.write((writers) => writers.people.update(kim.id, {}))
})

test('a name that is taken is a conflict in plain words, without the values; the transaction can go on', async () => {
  const { store, robin } = await household()
  await store.write(async ({ people, settings }) => {
    const refused = people.insert(aPerson({ passwordHash: 'a secret' }))
    await expect(refused).rejects.toEqual(new Conflict('This name is taken'))
    await settings.set('after', 'the conflict')
  })
  expect(await store.read.settings.get('after')).toBe('the conflict')
  expect(await store.read.people.byUsername('robin')).toEqual(robin)
})

test('no error of the database carries a bound value', async () => {
  const { store } = await household()
  const secret = 'x'.repeat(63)
  const error: unknown = await store
    .write(({ tokens }) => tokens.insert(aToken({ personId: 1, ...collected(secret) })))
    .catch((thrown: unknown) => thrown)
  if (!(error instanceof Error)) throw new Error('it was stored')
  expect(error.message).toContain('CHECK constraint failed')
  const texts = [error, error.cause].flatMap((each) =>
    each instanceof Error ? [each.message, each.stack, JSON.stringify(Object.entries(each))] : [],
  )
  expect(texts.join('\n')).not.toContain(secret)
})

test('devices: the living ones, oldest first; a removed one is found by its identifier only', async () => {
  const { store, robin, kim } = await household()
  const older = aDevice({ id: 'b', personId: robin.id, clientDeviceIdentifier: 'one', syncConfig: '{"a":1}' })
  const newer = aDevice({ id: 'a', personId: robin.id, createdAt: later })
  const other = aDevice({ id: 'c', personId: kim.id, clientDeviceIdentifier: 'one', createdAt: between })
  await store.write(async ({ devices }) => {
    for (const device of [newer, older, other]) await devices.insert(device)
  })
  const { devices } = store.read
  expect(await devices.list(robin.id)).toEqual([older, newer])
  expect(await devices.list('all')).toEqual([older, other, newer])
  expect(await devices.count()).toBe(3)
  expect(await devices.byIdentifier(robin.id, 'one')).toEqual(older)

  await store.write((writers) => writers.devices.update('b', { deletedAt: noon }))
  expect(await devices.byId('b')).toBeNull()
  expect(await devices.count()).toBe(2)
  expect(await devices.byIdentifier(robin.id, 'one')).toEqual({ ...older, deletedAt: noon })

  const again = aDevice({ id: 'd', personId: robin.id, clientDeviceIdentifier: 'one' })
  await store.write((writers) => writers.devices.insert({ ...again, id: 'e', deletedAt: later }))
  expect((await devices.byIdentifier(robin.id, 'one'))?.id).toBe('e')
  await store.write((writers) => writers.devices.insert(again))
  expect((await devices.byIdentifier(robin.id, 'one'))?.id).toBe('d')
  const twin = store.write((writers) => writers.devices.insert({ ...again, id: 'f' }))
  await expect(twin).rejects.toEqual(new Conflict('This person already has a device with this identifier'))
})

test('tokens: newest first without the revoked; known scopes come back in their order', async () => {
  const { store, robin } = await household()
  const [first, second] = await store.write(async ({ tokens }) => [
    await tokens.insert(aToken({ personId: robin.id, ...collected(hashOf('a')) })),
    await tokens.insert(aToken({ personId: robin.id, scopes: [] })),
  ])
  const { tokens } = store.read
  expect(await tokens.byHash(hashOf('a'))).toEqual(first)
  expect(first.scopes).toEqual(['me.read', 'assets.write'])
  expect(await tokens.list(robin.id)).toEqual([second, first])
  expect(await tokens.list('all')).toEqual([second, first])
  expect(await tokens.count(robin.id)).toBe(2)

  await store.write((writers) =>
    writers.tokens.update(second.id, { scopes: ['roms.read'], ...collected(hashOf('b')) }),
  )
  expect(await tokens.byHash(hashOf('b'))).toEqual({
    ...second,
    scopes: ['roms.read'],
    ...collected(hashOf('b')),
  })

  await store.write((writers) => writers.tokens.update(first.id, { revokedAt: noon }))
  expect(await tokens.byHash(hashOf('a'))).toBeNull()
  expect(await tokens.count(robin.id)).toBe(1)
  expect(await tokens.byId(first.id)).toEqual({ ...first, revokedAt: noon })
})

test('tokens: revoking those of a device tells how many, and undoing it brings back exactly those', async () => {
  const { store, robin } = await household()
  await store.write(async ({ devices, tokens }) => {
    await devices.insert(aDevice({ id: 'a', personId: robin.id }))
    await devices.insert(aDevice({ id: 'b', personId: robin.id }))
    const mine = { personId: robin.id, deviceId: 'a' }
    await tokens.insert(aToken({ ...mine, name: 'earlier', revokedAt: noon }))
    await tokens.insert(aToken({ ...mine, name: 'one' }))
    await tokens.insert(aToken({ ...mine, name: 'two' }))
    await tokens.insert(aToken({ ...mine, name: 'other', deviceId: 'b' }))
  })
  const names = async () => (await store.read.tokens.list('all')).map(({ name }) => name)
  expect(await store.write(({ tokens }) => tokens.revokeOfDevice('a', later, 'device:a'))).toBe(2)
  expect(await names()).toEqual(['other'])
  expect(await store.write(({ tokens }) => tokens.revokeOfDevice('a', later))).toBe(0)
  expect(await store.write(({ tokens }) => tokens.restoreRevokedWith('device:a'))).toBe(2)
  expect(await names()).toEqual(['other', 'two', 'one'])
  expect(await store.write(({ tokens }) => tokens.revokeOfPerson(robin.id, later, 'person:1'))).toBe(3)
})

test('tokens: those never collected go when their time is up, the collected stay', async () => {
  const { store, robin } = await household()
  await store.write(async ({ tokens }) => {
    await tokens.insert(aToken({ personId: robin.id, ...collected(hashOf('a')) }))
    await tokens.insert(aToken({ personId: robin.id, collectBefore: between }))
    await tokens.insert(aToken({ personId: robin.id, collectBefore: later }))
  })
  expect(await store.write(({ tokens }) => tokens.deleteUncollected(noon))).toBe(0)
  expect(await store.write(({ tokens }) => tokens.deleteUncollected(between))).toBe(1)
  expect(await store.write(({ tokens }) => tokens.deleteUncollected('all'))).toBe(1)
  expect(await store.read.tokens.count(robin.id)).toBe(1)
})

test('sessions: found by the current and the previous hash, deleted one by one, by person and by expiry', async () => {
  const { store, robin, kim } = await household()
  const rotated = aSession({
    id: 'a',
    personId: robin.id,
    hash: hashOf('a'),
    previousHash: hashOf('b'),
    previousUntil: later,
  })
  const second = aSession({
    id: 'b',
    personId: robin.id,
    hash: hashOf('c'),
    lastUsedAt: later,
    kind: 'phone',
  })
  const other = aSession({ id: 'c', personId: kim.id, hash: hashOf('d'), expiresAt: between })
  await store.write(async ({ sessions }) => {
    for (const session of [rotated, second, other]) await sessions.insert(session)
  })
  const { sessions } = store.read
  expect(await sessions.byHash(hashOf('a'))).toEqual(rotated)
  expect(await sessions.byHash(hashOf('b'))).toEqual(rotated)
  expect(await sessions.byHash(hashOf('e'))).toBeNull()
  expect(await sessions.list(robin.id)).toEqual([second, rotated])

  await store.write((writers) => writers.sessions.update('b', { lastUsedAt: later }))
  expect(await sessions.byHash(hashOf('c'))).toEqual({ ...second, lastUsedAt: later })
  expect(await store.write((writers) => writers.sessions.deleteExpired(noon))).toBe(0)
  expect(await store.write((writers) => writers.sessions.deleteExpired(between))).toBe(1)
  expect(await store.write((writers) => writers.sessions.deleteOfPerson(robin.id, { id: 'b' }))).toBe(1)
  expect(await sessions.list(robin.id)).toHaveLength(1)
  await store.write((writers) => writers.sessions.delete('b'))
  expect(await sessions.list(robin.id)).toEqual([])
})

test('settings: set, set again, absent', async () => {
  const { store } = await household()
  await store.write(({ settings }) => settings.set('hub', 'a'))
  await store.write(({ settings }) => settings.set('hub', "b'; DROP TABLE settings"))
  expect(await store.read.settings.get('hub')).toBe("b'; DROP TABLE settings")
  expect(await store.read.settings.get('other')).toBeNull()
})
