import type { MigrationInterface, QueryRunner } from 'typeorm'

const digit = '[0-9]'
const momentPattern = `${digit.repeat(4)}-${digit.repeat(2)}-${digit.repeat(2)}T${digit.repeat(2)}:${digit.repeat(2)}:${digit.repeat(2)}.${digit.repeat(3)}Z`

/** Moments are compared as text, so every one has the one shape that sorts by time. */
function moment(column: string): string {
  return `${column} TEXT CHECK (${column} GLOB '${momentPattern}')`
}

function requiredMoment(column: string): string {
  return `${column} TEXT NOT NULL CHECK (${column} GLOB '${momentPattern}')`
}

function isHash(column: string): string {
  return `length(${column}) = 64 AND ${column} NOT GLOB '*[^0-9a-f]*'`
}

const statements = [
  `CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    username TEXT NOT NULL CHECK (username <> '' AND username = lower(username)),
    role TEXT NOT NULL CHECK (role IN ('admin', 'user')),
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    password_hash TEXT CHECK (password_hash <> ''),
    ${moment('last_login')},
    ${moment('last_active')},
    ${requiredMoment('created_at')},
    ${requiredMoment('updated_at')},
    ${moment('deleted_at')}
  ) STRICT`,
  `CREATE UNIQUE INDEX people_username ON people (username) WHERE deleted_at IS NULL`,

  `CREATE TABLE devices (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
    name TEXT,
    platform TEXT,
    client TEXT,
    client_version TEXT,
    ip_address TEXT,
    mac_address TEXT,
    hostname TEXT,
    client_device_identifier TEXT CHECK (client_device_identifier <> ''),
    sync_mode TEXT NOT NULL CHECK (sync_mode IN ('api', 'file_transfer', 'push_pull')),
    sync_enabled INTEGER NOT NULL CHECK (sync_enabled IN (0, 1)),
    sync_config TEXT CHECK (json_valid(sync_config)),
    ${moment('last_seen')},
    ${requiredMoment('created_at')},
    ${requiredMoment('updated_at')},
    ${moment('deleted_at')}
  ) STRICT`,
  `CREATE UNIQUE INDEX devices_identifier ON devices (person_id, client_device_identifier)
    WHERE client_device_identifier IS NOT NULL AND deleted_at IS NULL`,
  `CREATE INDEX devices_person ON devices (person_id, client_device_identifier)`,

  `CREATE TABLE client_tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    device_id TEXT REFERENCES devices (id) ON DELETE SET NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    hash TEXT UNIQUE CHECK (${isHash('hash')}),
    last_four TEXT CHECK (length(last_four) = 4),
    origin TEXT NOT NULL CHECK (origin IN ('pairing', 'manual')),
    ${moment('collect_before')},
    ${moment('expires_at')},
    ${moment('last_used_at')},
    last_used_address TEXT,
    ${requiredMoment('created_at')},
    ${requiredMoment('updated_at')},
    ${moment('revoked_at')},
    CONSTRAINT secret_or_deadline CHECK (
      (hash IS NULL) = (last_four IS NULL) AND (hash IS NULL) = (collect_before IS NOT NULL)
    )
  ) STRICT`,
  `CREATE INDEX client_tokens_person ON client_tokens (person_id)`,
  `CREATE INDEX client_tokens_device ON client_tokens (device_id)`,

  `CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('browser', 'phone')),
    hash TEXT NOT NULL UNIQUE CHECK (${isHash('hash')}),
    previous_hash TEXT CHECK (${isHash('previous_hash')}),
    ${moment('previous_until')},
    user_agent TEXT,
    address TEXT,
    ${requiredMoment('created_at')},
    ${requiredMoment('rotated_at')},
    ${requiredMoment('last_used_at')},
    ${requiredMoment('expires_at')},
    CONSTRAINT previous_has_an_end CHECK ((previous_hash IS NULL) = (previous_until IS NULL))
  ) STRICT`,
  `CREATE UNIQUE INDEX sessions_previous_hash ON sessions (previous_hash) WHERE previous_hash IS NOT NULL`,
  `CREATE INDEX sessions_person ON sessions (person_id)`,
  `CREATE INDEX sessions_expiry ON sessions (expires_at)`,

  `CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
]

/** People, their devices, the tokens and sessions that let them in, and small facts about the hub. */
export class CreateHousehold1795262400000 implements MigrationInterface {
  readonly name = 'CreateHousehold1795262400000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Nothing goes back in place: put back the copy made before the update'))
  }
}
