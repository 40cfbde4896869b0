import { expect, test } from 'vitest'
import { databaseBefore, migrateTo } from './fixture'

const name = 'AddActivityAndGrants1795348800000'
const at = '2026-01-02T12:00:00.000Z'

const person = { id: 7, username: 'robin', role: 'admin', enabled: 1, created_at: at, updated_at: at }
const device = {
  id: 'pocket',
  person_id: 7,
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
  hash: 'a'.repeat(64),
  last_four: 'aaaa',
  origin: 'pairing',
  created_at: at,
  updated_at: at,
}
const session = {
  id: 'browser',
  person_id: 7,
  kind: 'browser',
  hash: 'a'.repeat(64),
  created_at: at,
  rotated_at: at,
  last_used_at: at,
  expires_at: at,
}
const grant = {
  id: 1,
  family: 'one',
  person_id: 7,
  scopes: 'me.read',
  access_hash: 'b'.repeat(64),
  access_expires_at: at,
  refresh_hash: 'c'.repeat(64),
  refresh_expires_at: at,
  created_at: at,
}
const entry = { id: 1, at, kind: 'device.removed', actor_id: 7, actor_name: 'robin' }

/** A household as the version before left it, brought up to this one. */
async function household() {
  const bench = await databaseBefore(name)
  await bench.insert('people', person)
  await bench.insert('devices', device)
  await bench.insert('client_tokens', token)
  await bench.insert('sessions', session)
  await bench.insert('settings', { name: 'hub_id', value: 'one' })
  await migrateTo(bench, name)
  return bench
}

test('what was there stays, with the new columns empty; a session counts as confirmed when it began', async () => {
  const { rows } = await household()
  expect(await rows('people')).toMatchObject([{ ...person, email: null }])
  expect(await rows('devices')).toMatchObject([
    { ...device, fingerprint: null, cloned_at: null, merged_into: null, deleted_with: null },
  ])
  expect(await rows('client_tokens')).toMatchObject([{ ...token, revoked_with: null }])
  expect(await rows('sessions')).toMatchObject([{ ...session, confirmed_at: at }])
  expect(await rows('settings')).toEqual([{ name: 'hub_id', value: 'one' }])
})

test('nothing there is nothing to do', async () => {
  const bench = await databaseBefore(name)
  await migrateTo(bench, name)
  expect(await bench.rows('access_grants')).toEqual([])
  expect(await bench.rows('activity')).toEqual([])
})

test.each<[string, string, Record<string, unknown>]>([
  [
    'an address twice, in capitals',
    'people',
    { ...person, id: 8, username: 'kim', email: 'ROBIN@example.org' },
  ],
  ['an empty address', 'people', { ...person, id: 8, username: 'kim', email: '' }],
  ['a fingerprint twice', 'devices', { ...device, id: 'second', fingerprint: 'mac:00:11:22:33:44:55' }],
  ['merged into nothing', 'devices', { ...device, id: 'second', merged_into: 'none' }],
  ['a grant of nobody', 'access_grants', { ...grant, id: 2, person_id: 99 }],
  ['an access hash twice', 'access_grants', { ...grant, id: 2, refresh_hash: 'd'.repeat(64) }],
  ['a refresh hash twice', 'access_grants', { ...grant, id: 2, access_hash: 'd'.repeat(64) }],
  ['an entry without a kind', 'activity', { ...entry, id: 2, kind: '' }],
  ['an entry without a time', 'activity', { ...entry, id: 2, at: null }],
])('refused: %s', async (_case, table, row) => {
  const bench = await household()
  await bench.writer.query(`UPDATE people SET email = 'robin@example.org'`)
  await bench.writer.query(`UPDATE devices SET fingerprint = 'mac:00:11:22:33:44:55'`)
  await bench.insert('access_grants', grant)
  await bench.insert('activity', entry)
  const before = await bench.rows(table)
  await expect(bench.insert(table, row)).rejects.toThrow('SQLITE_CONSTRAINT')
  expect(await bench.rows(table)).toEqual(before)
})

test('a fingerprint of a device that was taken out is free', async () => {
  const { insert, writer, rows } = await household()
  await writer.query(`UPDATE devices SET fingerprint = 'host:a|b', deleted_at = ?`, [at])
  await insert('devices', { ...device, id: 'second', fingerprint: 'host:a|b' })
  expect(await rows('devices')).toHaveLength(2)
})

test('what was written down cannot be changed', async () => {
  const { insert, writer, rows } = await household()
  await insert('activity', entry)
  await expect(writer.query(`UPDATE activity SET actor_name = 'kim'`)).rejects.toThrow('append-only')
  expect(await rows('activity')).toMatchObject([entry])
})

test('grants go with their person, the audit list does not', async () => {
  const { insert, writer, rows } = await household()
  await insert('access_grants', grant)
  await insert('activity', entry)
  await writer.query('DELETE FROM devices')
  await writer.query('DELETE FROM people')
  expect(await rows('access_grants')).toEqual([])
  expect(await rows('activity')).toMatchObject([entry])
})

test('the look-ups use an index', async () => {
  const { writer } = await household()
  const plans = [
    `SELECT * FROM access_grants WHERE access_hash = 'a'`,
    `SELECT * FROM access_grants WHERE refresh_hash = 'a'`,
    `DELETE FROM access_grants WHERE family = 'a'`,
    `DELETE FROM access_grants WHERE refresh_expires_at <= '2026'`,
    `SELECT * FROM activity WHERE person_id = 7 OR actor_id = 7`,
    `DELETE FROM activity WHERE at < '2026'`,
    `SELECT * FROM devices WHERE person_id = 7 AND fingerprint = 'a' AND deleted_at IS NULL`,
    `UPDATE client_tokens SET revoked_at = NULL WHERE revoked_with = 'a'`,
  ]
  for (const query of plans) {
    const steps: { detail: string }[] = await writer.query(`EXPLAIN QUERY PLAN ${query}`)
    expect(steps.map(({ detail }) => detail).join('; '), query).not.toMatch(/SCAN/)
  }
})
