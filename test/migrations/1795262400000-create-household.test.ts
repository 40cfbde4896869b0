import { expect, test } from 'vitest'
import { databaseBefore, migrateTo } from './fixture'

const name = 'CreateHousehold1795262400000'
const at = '2026-01-02T12:00:00.000Z'
const hash = 'a'.repeat(64)

const person = { id: 7, username: 'robin', role: 'admin', enabled: 1, created_at: at, updated_at: at }
const device = {
  id: 'pocket',
  person_id: 7,
  client_device_identifier: 'serial',
  sync_mode: 'api',
  sync_enabled: 1,
  created_at: at,
  updated_at: at,
}
const token = {
  id: 3,
  person_id: 7,
  device_id: 'pocket',
  name: 'Pocket',
  scopes: 'me.read',
  hash,
  last_four: 'aaaa',
  origin: 'pairing',
  created_at: at,
  updated_at: at,
}
const session = {
  id: 'browser',
  person_id: 7,
  kind: 'browser',
  hash,
  created_at: at,
  rotated_at: at,
  last_used_at: at,
  expires_at: at,
}

async function household() {
  const bench = await databaseBefore(name)
  expect(await bench.rows('sqlite_schema')).toEqual([])
  await migrateTo(bench, name)
  await bench.insert('people', person)
  await bench.insert('devices', device)
  await bench.insert('client_tokens', token)
  await bench.insert('sessions', session)
  await bench.insert('settings', { name: 'hub', value: 'one' })
  return bench
}

test('every table keeps what is put in, and nothing else', async () => {
  const { rows } = await household()
  expect(await rows('people')).toEqual([
    { ...person, password_hash: null, last_login: null, last_active: null, deleted_at: null },
  ])
  expect(await rows('devices')).toEqual([
    {
      ...device,
      name: null,
      platform: null,
      client: null,
      client_version: null,
      ip_address: null,
      mac_address: null,
      hostname: null,
      sync_config: null,
      last_seen: null,
      deleted_at: null,
    },
  ])
  expect(await rows('client_tokens')).toEqual([
    {
      ...token,
      collect_before: null,
      expires_at: null,
      last_used_at: null,
      last_used_address: null,
      revoked_at: null,
    },
  ])
  expect(await rows('sessions')).toEqual([
    { ...session, previous_hash: null, previous_until: null, user_agent: null, address: null },
  ])
  expect(await rows('settings')).toEqual([{ name: 'hub', value: 'one' }])
  expect(await rows('migrations')).toEqual([{ id: 1, timestamp: 1795262400000, name }])
})

const kim = { ...person, id: 8, username: 'kim' }
const second = { ...device, id: 'second', client_device_identifier: 'other' }
const spare = { ...token, id: 4, hash: 'b'.repeat(64) }
const phone = { ...session, id: 'phone', hash: 'c'.repeat(64) }

test.each<[string, string, Record<string, unknown>]>([
  ['a name twice', 'people', { ...kim, username: 'robin' }],
  ['a name in capitals', 'people', { ...kim, username: 'Kim' }],
  ['an empty name', 'people', { ...kim, username: '' }],
  ['no name', 'people', { ...kim, username: null }],
  ['an unknown role', 'people', { ...kim, role: 'owner' }],
  ['enabled by half', 'people', { ...kim, enabled: 2 }],
  ['an id that is no number', 'people', { ...kim, id: 'eight' }],
  ['a moment in another shape', 'people', { ...kim, created_at: '2026-01-02 12:00:00' }],
  ['a moment with a zone', 'people', { ...kim, updated_at: '2026-01-02T12:00:00.000+01' }],
  ['no moment', 'people', { ...kim, created_at: null }],
  ['a device of nobody', 'devices', { ...second, person_id: 99 }],
  ['an identifier twice', 'devices', { ...second, client_device_identifier: 'serial' }],
  ['an empty identifier', 'devices', { ...second, client_device_identifier: '' }],
  ['a device id twice', 'devices', { ...second, id: 'pocket' }],
  ['a device without id', 'devices', { ...second, id: null }],
  ['an unknown sync mode', 'devices', { ...second, sync_mode: 'magic' }],
  ['settings that are not JSON', 'devices', { ...second, sync_config: '{' }],
  ['a token of nobody', 'client_tokens', { ...spare, person_id: 99 }],
  ['a token of no such device', 'client_tokens', { ...spare, device_id: 'none' }],
  ['a hash twice', 'client_tokens', { ...spare, hash }],
  ['a hash too short', 'client_tokens', { ...spare, hash: 'abc' }],
  ['a hash in capitals', 'client_tokens', { ...spare, hash: 'B'.repeat(64) }],
  ['a hash without its last four', 'client_tokens', { ...spare, last_four: null }],
  ['neither secret nor deadline', 'client_tokens', { ...spare, hash: null, last_four: null }],
  ['both secret and deadline', 'client_tokens', { ...spare, collect_before: at }],
  ['an unknown origin', 'client_tokens', { ...spare, origin: 'found' }],
  ['a session of nobody', 'sessions', { ...phone, person_id: 99 }],
  ['a session hash twice', 'sessions', { ...phone, hash }],
  ['an unknown kind of session', 'sessions', { ...phone, kind: 'fridge' }],
  ['a former hash without an end', 'sessions', { ...phone, previous_hash: 'd'.repeat(64) }],
  ['a session without expiry', 'sessions', { ...phone, expires_at: null }],
  ['a setting twice', 'settings', { name: 'hub', value: 'two' }],
  ['a setting without value', 'settings', { name: 'other', value: null }],
])('refused: %s', async (_case, table, row) => {
  const bench = await household()
  const before = await bench.rows(table)
  await expect(bench.insert(table, row)).rejects.toThrow(/SQLITE_(CONSTRAINT|MISMATCH)/)
  expect(await bench.rows(table)).toEqual(before)
})

test.each<[string, Record<string, unknown>]>([
  ['people', kim],
  ['devices', second],
  ['devices', { ...second, client_device_identifier: null, sync_config: '{}' }],
  ['client_tokens', spare],
  ['client_tokens', { ...spare, hash: null, last_four: null, collect_before: at }],
  ['sessions', { ...phone, previous_hash: 'd'.repeat(64), previous_until: at }],
])('taken: a good row of %s', async (table, row) => {
  const bench = await household()
  await bench.insert(table, row)
  expect(await bench.rows(table)).toContainEqual(expect.objectContaining(row))
})

test('the same identifier on the device of somebody else, and any number of devices without one', async () => {
  const { insert, rows } = await household()
  await insert('people', kim)
  await insert('devices', { ...second, person_id: 8, client_device_identifier: 'serial' })
  await insert('devices', { ...second, id: 'third', client_device_identifier: null })
  await insert('devices', { ...second, id: 'fourth', client_device_identifier: null })
  expect(await rows('devices')).toHaveLength(4)
})

test('uniqueness holds among the living only', async () => {
  const { insert, writer, rows } = await household()
  await writer.query('UPDATE people SET deleted_at = ?', [at])
  await insert('people', { ...kim, username: 'robin' })
  await writer.query('UPDATE devices SET deleted_at = ?', [at])
  await insert('devices', { ...second, client_device_identifier: 'serial' })
  expect(await rows('devices')).toHaveLength(2)
})

test('what goes with a person, and what does not let them go', async () => {
  const { writer, rows } = await household()
  await expect(writer.query('DELETE FROM people')).rejects.toThrow('FOREIGN KEY constraint failed')
  await writer.query('DELETE FROM devices')
  expect(await rows('client_tokens')).toMatchObject([{ id: 3, device_id: null }])
  await writer.query('DELETE FROM people')
  expect(await rows('client_tokens')).toEqual([])
  expect(await rows('sessions')).toEqual([])
})

test('an id of a person or token is never given again', async () => {
  const { writer, insert, rows } = await household()
  await writer.query('DELETE FROM client_tokens')
  const { id: _id, ...without } = token
  await insert('client_tokens', without)
  expect(await rows('client_tokens')).toMatchObject([{ id: 4 }])
  const { id: _kim, ...nameless } = kim
  await insert('people', nameless)
  await writer.query('DELETE FROM people WHERE id = 8')
  await insert('people', nameless)
  expect((await rows('people')).map(({ id }) => id)).toEqual([7, 9])
})

test('the look-ups of every request use an index', async () => {
  const { writer } = await household()
  const plans = [
    `SELECT * FROM people WHERE deleted_at IS NULL AND username = 'robin'`,
    `SELECT * FROM devices WHERE person_id = 7 AND client_device_identifier = 'serial'`,
    `SELECT * FROM client_tokens WHERE hash = 'a' AND revoked_at IS NULL`,
    `SELECT * FROM client_tokens WHERE device_id = 'pocket'`,
    `SELECT * FROM client_tokens WHERE person_id = 7`,
    `SELECT * FROM sessions WHERE hash = 'a' OR previous_hash = 'a'`,
    `SELECT * FROM sessions WHERE person_id = 7`,
    `DELETE FROM sessions WHERE expires_at <= '2026'`,
  ]
  for (const query of plans) {
    const steps: { detail: string }[] = await writer.query(`EXPLAIN QUERY PLAN ${query}`)
    expect(`${query}: ${steps.map(({ detail }) => detail).join('; ')}`).not.toMatch(/SCAN/)
  }
})
