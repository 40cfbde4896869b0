import type { MigrationInterface, QueryRunner } from 'typeorm'

const digit = '[0-9]'
const momentPattern = `${digit.repeat(4)}-${digit.repeat(2)}-${digit.repeat(2)}T${digit.repeat(2)}:${digit.repeat(2)}:${digit.repeat(2)}.${digit.repeat(3)}Z`

const statements = [
  // The sync session is a label: this table stands without the one of sync sessions.
  `CREATE TABLE play_sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
    device_id TEXT REFERENCES devices (id) ON DELETE SET NULL,
    game_id INTEGER REFERENCES games (id) ON DELETE SET NULL,
    sync_session_id INTEGER,
    save_slot TEXT CHECK (save_slot <> ''),
    start_time TEXT NOT NULL CHECK (start_time GLOB '${momentPattern}'),
    end_time TEXT NOT NULL CHECK (end_time GLOB '${momentPattern}'),
    duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
    identity TEXT NOT NULL UNIQUE CHECK (length(identity) = 64 AND identity NOT GLOB '*[^0-9a-f]*'),
    created_at TEXT NOT NULL CHECK (created_at GLOB '${momentPattern}'),
    deleted_at TEXT CHECK (deleted_at GLOB '${momentPattern}'),
    CONSTRAINT ends_after_its_start CHECK (end_time > start_time)
  ) STRICT`,
  `CREATE INDEX play_sessions_person ON play_sessions (person_id, start_time)`,
  `CREATE INDEX play_sessions_game ON play_sessions (game_id)`,
  `CREATE INDEX play_sessions_device ON play_sessions (device_id)`,
]

/** What was played, when and on which device. */
export class CreatePlaySessions1795953600000 implements MigrationInterface {
  readonly name = 'CreatePlaySessions1795953600000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Nothing goes back in place: put back the copy made before the update'))
  }
}
