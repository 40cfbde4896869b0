import { expect, test } from 'vitest'
import { mayTouchRemembered, Shelf } from '../../../main/store/remembered'
import { aDevice, aPerson, aToken, collected, hashOf, later, noon, open, temporaryFolder } from './fixture'

test.each([
  ['SELECT * FROM people', false],
  ['WITH page AS (SELECT id FROM games) SELECT * FROM page', false],
  ['BEGIN IMMEDIATE', false],
  ['COMMIT', false],
  ['INSERT INTO versions (id) VALUES (?)', false],
  ['UPDATE marks SET doubtful = 1', false],
  ['UPDATE conflicts SET closed_at = ? RETURNING id', false],
  ['INSERT OR IGNORE INTO hash_aliases (device_id) VALUES (?)', false],
  ['UPDATE "client_tokens" SET "revoked_at" = ?', true],
  ['UPDATE devices SET last_seen = ?', true],
  ['DELETE FROM people WHERE id = ?', true],
  ['INSERT OR REPLACE INTO games (id) VALUES (?)', true],
  ['WITH gone AS (SELECT 1) DELETE FROM client_tokens', true],
  ['REPLACE INTO settings (name) VALUES (?)', true],
  ['DROP TABLE people', true],
  ['PRAGMA user_version = 3', true],
])('%s may change something remembered: %s', (sql, may) => {
  expect(mayTouchRemembered(sql)).toBe(may)
})

test('what was read while something changed is not remembered', async () => {
  const shelf = new Shelf<{ readonly name: string }>()
  let answer: (found: { name: string }) => void = () => undefined
  const reading = shelf.recall('a', () => new Promise((resolve) => (answer = resolve)))
  shelf.forget()
  const fresh = { name: 'fresh' }
  expect(await shelf.recall('a', () => Promise.resolve(fresh))).toBe(fresh)
  answer({ name: 'old' })
  expect(await reading).toEqual({ name: 'old' })
  expect(await shelf.recall('a', () => Promise.reject(new Error('asked again')))).toBe(fresh)
})

async function household() {
  const store = await open(await temporaryFolder())
  const hash = hashOf('a')
  const { person, token } = await store.write(async ({ people, devices, tokens }) => {
    const added = await people.insert(aPerson())
    await devices.insert(aDevice({ id: 'pocket', personId: added.id }))
    return {
      person: added,
      token: await tokens.insert(aToken({ personId: added.id, ...collected(hash) })),
    }
  })
  return { store, hash, person, token }
}

test('a token that was revoked, and one of a person who was disabled, is known to be so at once', async () => {
  const { store, hash, person, token } = await household()
  expect(await store.read.tokens.withPerson(hash)).toMatchObject({ person: { enabled: true } })
  const asking: Promise<unknown>[] = []
  const disabled = store.write(({ people }) => people.update(person.id, { enabled: false }))
  for (let count = 0; count < 20; count += 1) asking.push(store.read.tokens.withPerson(hash))
  await disabled
  expect(await store.read.tokens.withPerson(hash)).toMatchObject({ person: { enabled: false } })
  await Promise.all(asking)
  expect(await store.read.tokens.withPerson(hash)).toMatchObject({ person: { enabled: false } })
  await store.write(({ tokens }) => tokens.update(token.id, { revokedAt: later }))
  expect(await store.read.tokens.withPerson(hash)).toBeNull()
})

test('a device is remembered with the time it was seen last, and what was undone is not', async () => {
  const { store } = await household()
  const { devices } = store.read
  expect(await devices.byId('pocket')).toMatchObject({ lastSeen: null })
  await store.write((writers) => writers.devices.update('pocket', { lastSeen: noon }))
  expect(await devices.byId('pocket')).toMatchObject({ lastSeen: noon })
  const failing = store.write(async (writers) => {
    await writers.devices.update('pocket', { lastSeen: later })
    throw new Error('undone')
  })
  await expect(failing).rejects.toThrow('undone')
  expect(await devices.byId('pocket')).toMatchObject({ lastSeen: noon })
  await store.write((writers) => writers.devices.update('pocket', { name: 'Brick' }))
  expect(await devices.byId('pocket')).toMatchObject({ lastSeen: noon, name: 'Brick' })
})

test('inside a transaction nothing is remembered, and what waits to be written is seen', async () => {
  const { store } = await household()
  await store.read.devices.byId('pocket')
  const seen = await store.write(async (writers) => {
    await writers.devices.update('pocket', { name: 'Brick' })
    await writers.devices.update('pocket', { lastSeen: later })
    return writers.devices.byId('pocket')
  })
  expect(seen).toMatchObject({ name: 'Brick', lastSeen: later })
})
