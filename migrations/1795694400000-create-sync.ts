import type { MigrationInterface, QueryRunner } from 'typeorm'

const digit = '[0-9]'
const momentPattern = `${digit.repeat(4)}-${digit.repeat(2)}-${digit.repeat(2)}T${digit.repeat(2)}:${digit.repeat(2)}:${digit.repeat(2)}.${digit.repeat(3)}Z`

function moment(column: string): string {
  return `${column} TEXT CHECK (${column} GLOB '${momentPattern}')`
}

function requiredMoment(column: string): string {
  return `${column} TEXT NOT NULL CHECK (${column} GLOB '${momentPattern}')`
}

function hash(column: string): string {
  return `${column} TEXT CHECK (length(${column}) = 32 AND ${column} NOT GLOB '*[^0-9a-f]*')`
}

function flag(column: string): string {
  return `${column} INTEGER NOT NULL CHECK (${column} IN (0, 1))`
}

function count(column: string): string {
  return `${column} INTEGER NOT NULL CHECK (${column} >= 0)`
}

const device = 'device_id TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE'
const line = 'line_id INTEGER NOT NULL REFERENCES save_lines (id) ON DELETE RESTRICT'
const active = `status IN ('PENDING', 'IN_PROGRESS')`

function version(column: string): string {
  return `${column} INTEGER REFERENCES versions (id) ON DELETE RESTRICT`
}

const sessions = [
  `CREATE TABLE sync_sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
    ${device},
    mode TEXT NOT NULL CHECK (mode IN ('api', 'file_transfer', 'push_pull')),
    status TEXT NOT NULL CHECK (status IN ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'CANCELLED')),
    ${requiredMoment('initiated_at')},
    ${moment('completed_at')},
    ${requiredMoment('expires_at')},
    worker TEXT,
    ${count('operations_planned')},
    ${count('operations_completed')},
    ${count('operations_failed')},
    ${count('uploads')},
    ${count('downloads')},
    ${count('conflicts')},
    ${count('no_ops')},
    clock_skew_ms INTEGER,
    error_message TEXT CHECK (length(error_message) <= 1000),
    ${requiredMoment('created_at')},
    ${requiredMoment('updated_at')},
    CONSTRAINT finished_has_a_moment CHECK ((${active}) = (completed_at IS NULL))
  ) STRICT`,
  // A device syncs once at a time (W-40).
  `CREATE UNIQUE INDEX sync_sessions_active ON sync_sessions (device_id) WHERE ${active}`,
  `CREATE INDEX sync_sessions_device ON sync_sessions (device_id, id)`,
  `CREATE INDEX sync_sessions_person ON sync_sessions (person_id, id)`,
  `CREATE INDEX sync_sessions_expiry ON sync_sessions (expires_at) WHERE ${active}`,

  // What was answered, beside the many that are the same on both sides. A game may be one that is not here.
  `CREATE TABLE sync_operations (
    session_id INTEGER NOT NULL REFERENCES sync_sessions (id) ON DELETE CASCADE,
    game_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('save', 'file', 'state')),
    key TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    action TEXT NOT NULL CHECK (action IN ('upload', 'download', 'conflict', 'no_op')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    line_id INTEGER REFERENCES save_lines (id) ON DELETE RESTRICT,
    ${version('version_id')},
    file_name TEXT NOT NULL,
    ${hash('content_hash')},
    ${moment('claimed_at')},
    claimed_size INTEGER CHECK (claimed_size >= 0),
    outcome TEXT CHECK (outcome IN ('done', 'refused')),
    ${moment('outcome_at')},
    PRIMARY KEY (session_id, game_id, kind, key, position),
    CONSTRAINT outcome_has_a_moment CHECK ((outcome IS NULL) = (outcome_at IS NULL))
  ) STRICT, WITHOUT ROWID`,
]

const memory = [
  // What happened between a device and a line, beside which version it holds.
  `CREATE TABLE device_lines (
    ${device},
    ${line},
    ${moment('uploaded_at')},
    ${moment('downloaded_at')},
    ${moment('refused_at')},
    refused_reason TEXT CHECK (refused_reason <> ''),
    ${version('refused_version_id')},
    ${version('offered_version_id')},
    offered_sessions INTEGER NOT NULL DEFAULT 0 CHECK (offered_sessions >= 0),
    ${moment('offered_at')},
    PRIMARY KEY (device_id, line_id),
    CONSTRAINT refused_says_why CHECK ((refused_at IS NULL) = (refused_reason IS NULL))
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX device_lines_line ON device_lines (line_id)`,

  `CREATE TABLE hash_aliases (
    ${device},
    version_id INTEGER NOT NULL REFERENCES versions (id) ON DELETE RESTRICT,
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 32 AND content_hash NOT GLOB '*[^0-9a-f]*'),
    PRIMARY KEY (device_id, version_id, content_hash)
  ) STRICT, WITHOUT ROWID`,

  // Devices whose marks are in doubt and may be trusted again by what their next negotiation says.
  `CREATE TABLE device_doubts (
    device_id TEXT PRIMARY KEY REFERENCES devices (id) ON DELETE CASCADE,
    ${requiredMoment('since')}
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO device_doubts (device_id, since) SELECT device_id, max(at) FROM marks WHERE doubtful = 1 GROUP BY device_id`,

  `CREATE TABLE hand_overs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ${device},
    from_person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
    to_person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
    ${flag('with_saves')},
    ${requiredMoment('at')}
  ) STRICT`,
  `CREATE INDEX hand_overs_device ON hand_overs (device_id, to_person_id)`,
]

const inbox = [
  `CREATE TABLE conflicts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
    ${line},
    device_id TEXT REFERENCES devices (id) ON DELETE RESTRICT,
    ${version('head_version_id')},
    ${version('held_version_id')},
    ${version('first_held_version_id')},
    ${hash('content_hash')},
    ${moment('claimed_at')},
    claimed_size INTEGER CHECK (claimed_size >= 0),
    reason TEXT NOT NULL CHECK (reason IN ('unseen', 'blank')),
    ${requiredMoment('opened_at')},
    ${requiredMoment('updated_at')},
    ${moment('closed_at')},
    closed_by TEXT CHECK (closed_by IN ('person', 'device', 'hub')),
    decision TEXT CHECK (decision IN ('hub', 'device', 'both')),
    decided_by INTEGER REFERENCES people (id) ON DELETE SET NULL,
    CONSTRAINT closed_by_somebody CHECK ((closed_at IS NULL) = (closed_by IS NULL)),
    CONSTRAINT about_something CHECK (held_version_id IS NOT NULL OR content_hash IS NOT NULL)
  ) STRICT`,
  // One open entry for a device and line; callers without a device share one.
  `CREATE UNIQUE INDEX conflicts_open ON conflicts (line_id, ifnull(device_id, '')) WHERE closed_at IS NULL`,
  `CREATE INDEX conflicts_person ON conflicts (person_id, id)`,
  `CREATE INDEX conflicts_device ON conflicts (device_id)`,

  // Copies that were refused before there was an inbox.
  `INSERT INTO conflicts (person_id, line_id, device_id, head_version_id, held_version_id, first_held_version_id,
     content_hash, reason, opened_at, updated_at)
   SELECT l.person_id, v.line_id, v.origin_device_id, l.head_version_id, max(v.id), max(v.id), v.content_hash,
     CASE v.blank WHEN 1 THEN 'blank' ELSE 'unseen' END, v.arrived_at, v.arrived_at
   FROM versions v JOIN save_lines l ON l.id = v.line_id WHERE v.state = 'held'
   GROUP BY v.line_id, v.origin_device_id`,

  // Decisions of people that the device's next negotiation carries out.
  `CREATE TABLE waiting_decisions (
    ${device},
    ${line},
    conflict_id INTEGER NOT NULL REFERENCES conflicts (id) ON DELETE RESTRICT,
    keep TEXT NOT NULL CHECK (keep IN ('hub', 'device', 'both')),
    ${hash('content_hash')},
    ${version('head_version_id')},
    ${flag('has_bytes')},
    ${requiredMoment('decided_at')},
    PRIMARY KEY (device_id, line_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX waiting_decisions_line ON waiting_decisions (line_id)`,

  `CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind <> ''),
    line_id INTEGER REFERENCES save_lines (id) ON DELETE RESTRICT,
    device_id TEXT REFERENCES devices (id) ON DELETE SET NULL,
    ${version('version_id')},
    ${version('replaced_version_id')},
    ${requiredMoment('at')},
    ${moment('seen_at')}
  ) STRICT`,
  `CREATE INDEX notices_person ON notices (person_id, id)`,
]

/** Sync sessions with what they answered, the conflict inbox, and what the hub remembers of devices beside marks. */
export class CreateSync1795694400000 implements MigrationInterface {
  readonly name = 'CreateSync1795694400000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...sessions, ...memory, ...inbox]) await runner.query(statement)
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Nothing goes back in place: put back the copy made before the update'))
  }
}
