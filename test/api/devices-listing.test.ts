import { join } from 'node:path'
import sqlite3 from 'sqlite3'
import { expect, test } from 'vitest'
import { fastest } from '../helpers/fastest'
import { ask, household } from '../helpers/household'

/** Milliseconds (the issue of the household's size: 1,000 devices and 10,000 tokens). */
const bound = 100

function run(connection: sqlite3.Database, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.run(sql, (error: Error | null) => (error ? reject(error) : resolve()))
  })
}

/** Rows as a second process would put them there. */
async function fill(database: string): Promise<void> {
  const connection = new sqlite3.Database(database)
  connection.configure('busyTimeout', 5_000)
  const at = "'2026-03-01T12:00:00.000Z'"
  const numbers = (count: number) =>
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`
  await run(
    connection,
    `${numbers(1_000)} INSERT INTO devices (id, person_id, name, client, platform, client_device_identifier,
       sync_mode, sync_enabled, sync_config, created_at, updated_at)
     SELECT 'device-' || i, 1, 'Handheld ' || (i % 900), 'grout', 'muOS', 'identifier-' || i, 'api', 1,
       '{"folder": "/saves"}', ${at}, ${at} FROM n`,
  )
  await run(
    connection,
    `${numbers(10_000)} INSERT INTO client_tokens (person_id, device_id, name, scopes, hash, last_four, origin,
       created_at, updated_at)
     SELECT 1, 'device-' || (i % 1000 + 1), 'Token ' || i, 'me.read assets.read assets.write devices.read',
       printf('%064x', i), 'abcd', 'manual', ${at}, ${at} FROM n`,
  )
  await new Promise<void>((resolve) => {
    connection.close(() => resolve())
  })
}

test('1,000 devices with 10,000 tokens are listed within 100 ms', async ({ annotate }) => {
  const hub = await household()
  await fill(join(hub.dataFolder, 'roost.sqlite'))
  const listed = await ask(hub, 'GET', '/api/devices', { as: 'window' })
  expect(listed.body).toHaveLength(1_000)
  const milliseconds = await fastest(7, async () => {
    expect((await ask(hub, 'GET', '/api/devices', { as: 'window' })).status).toBe(200)
  })
  await annotate(`GET /api/devices, 1,000 devices and 10,000 tokens: ${milliseconds.toFixed(1)} ms`)
  expect(milliseconds).toBeLessThan(bound)
})
