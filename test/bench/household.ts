import sqlite3 from 'sqlite3'

const at = '2026-03-01T12:00:00.000Z'
const people = 400
const devicesPerPerson = 2.5
const tokensPerPerson = 25

/** Fills the database of a stopped or running hub with 400 people, 1,000 devices and 10,000 tokens. */
export async function fillHousehold(database: string): Promise<void> {
  const connection = new sqlite3.Database(database)
  connection.configure('busyTimeout', 5_000)
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) => {
      connection.exec(sql, (error) => {
        if (error) reject(error)
        else resolve()
      })
    })
  await run('BEGIN')
  await run(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${people})
    INSERT INTO people (username, role, enabled, created_at, updated_at)
    SELECT 'person-' || i, 'user', 1, '${at}', '${at}' FROM n`)
  await run(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${people * devicesPerPerson - 1})
    INSERT INTO devices (id, person_id, name, platform, client, client_version, client_device_identifier, sync_mode,
      sync_enabled, last_seen, created_at, updated_at)
    SELECT 'device-' || i, (SELECT id FROM people WHERE username = 'person-' || (1 + i % ${people})),
      'Handheld ' || i, 'muOS', 'grout', '5.1.0', 'serial-' || i, 'api', 1, '${at}', '${at}', '${at}' FROM n`)
  await run(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${people * tokensPerPerson - 1})
    INSERT INTO client_tokens (person_id, device_id, name, scopes, hash, last_four, origin, last_used_at, created_at,
      updated_at)
    SELECT (SELECT id FROM people WHERE username = 'person-' || (1 + i % ${people})),
      CASE WHEN i < 1000 THEN 'device-' || i END, 'Token ' || i, 'me.read assets.read assets.write devices.read',
      printf('%064x', i), printf('%04x', i % 65536), CASE WHEN i < 1000 THEN 'pairing' ELSE 'manual' END,
      '${at}', '${at}', '${at}' FROM n`)
  await run('COMMIT')
  await new Promise<void>((resolve) => {
    connection.close(() => resolve())
  })
}
