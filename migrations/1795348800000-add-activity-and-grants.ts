import type { MigrationInterface, QueryRunner } from 'typeorm'

const digit = '[0-9]'
const momentPattern = `${digit.repeat(4)}-${digit.repeat(2)}-${digit.repeat(2)}T${digit.repeat(2)}:${digit.repeat(2)}:${digit.repeat(2)}.${digit.repeat(3)}Z`

function moment(column: string): string {
  return `${column} TEXT CHECK (${column} GLOB '${momentPattern}')`
}

function requiredMoment(column: string): string {
  return `${column} TEXT NOT NULL CHECK (${column} GLOB '${momentPattern}')`
}

function requiredHash(column: string): string {
  return `${column} TEXT NOT NULL UNIQUE CHECK (length(${column}) = 64 AND ${column} NOT GLOB '*[^0-9a-f]*')`
}

const statements = [
  `ALTER TABLE people ADD COLUMN email TEXT CHECK (email <> '')`,
  `CREATE UNIQUE INDEX people_email ON people (lower(email)) WHERE email IS NOT NULL AND deleted_at IS NULL`,

  `ALTER TABLE devices ADD COLUMN fingerprint TEXT CHECK (fingerprint <> '')`,
  `CREATE UNIQUE INDEX devices_fingerprint ON devices (person_id, fingerprint)
    WHERE fingerprint IS NOT NULL AND deleted_at IS NULL`,
  `ALTER TABLE devices ADD COLUMN ${moment('cloned_at')}`,
  `ALTER TABLE devices ADD COLUMN merged_into TEXT REFERENCES devices (id) ON DELETE SET NULL`,
  `ALTER TABLE devices ADD COLUMN deleted_with TEXT CHECK (deleted_with <> '')`,

  `ALTER TABLE client_tokens ADD COLUMN revoked_with TEXT CHECK (revoked_with <> '')`,
  `CREATE INDEX client_tokens_revoked_with ON client_tokens (revoked_with) WHERE revoked_with IS NOT NULL`,

  `ALTER TABLE sessions ADD COLUMN ${moment('confirmed_at')}`,
  `UPDATE sessions SET confirmed_at = created_at`,

  `CREATE TABLE access_grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    family TEXT NOT NULL CHECK (family <> ''),
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    scopes TEXT NOT NULL,
    ${requiredHash('access_hash')},
    ${requiredMoment('access_expires_at')},
    ${requiredHash('refresh_hash')},
    ${requiredMoment('refresh_expires_at')},
    ${moment('refreshed_at')},
    ${requiredMoment('created_at')}
  ) STRICT`,
  `CREATE INDEX access_grants_family ON access_grants (family)`,
  `CREATE INDEX access_grants_person ON access_grants (person_id)`,
  `CREATE INDEX access_grants_expiry ON access_grants (refresh_expires_at)`,

  `CREATE TABLE activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ${requiredMoment('at')},
    kind TEXT NOT NULL CHECK (kind <> ''),
    actor_id INTEGER,
    actor_name TEXT,
    method TEXT,
    address TEXT,
    person_id INTEGER,
    subject TEXT,
    subject_id TEXT
  ) STRICT`,
  `CREATE INDEX activity_person ON activity (person_id, id)`,
  `CREATE INDEX activity_actor ON activity (actor_id, id)`,
  `CREATE INDEX activity_kind ON activity (kind, id)`,
  `CREATE INDEX activity_age ON activity (at)`,
  // What was written down stays as it was; only age takes it away.
  `CREATE TRIGGER activity_is_append_only BEFORE UPDATE ON activity
    BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END`,
]

/** The audit list, access tokens with their refresh families, device fingerprints, and what undo needs to know. */
export class AddActivityAndGrants1795348800000 implements MigrationInterface {
  readonly name = 'AddActivityAndGrants1795348800000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Nothing goes back in place: put back the copy made before the update'))
  }
}
