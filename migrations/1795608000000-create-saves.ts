import type { MigrationInterface, QueryRunner } from 'typeorm'

const digit = '[0-9]'
const momentPattern = `${digit.repeat(4)}-${digit.repeat(2)}-${digit.repeat(2)}T${digit.repeat(2)}:${digit.repeat(2)}:${digit.repeat(2)}.${digit.repeat(3)}Z`

function moment(column: string): string {
  return `${column} TEXT CHECK (${column} GLOB '${momentPattern}')`
}

function requiredMoment(column: string): string {
  return `${column} TEXT NOT NULL CHECK (${column} GLOB '${momentPattern}')`
}

function requiredHash(column: string, length: number): string {
  return `${column} TEXT NOT NULL CHECK (length(${column}) = ${length} AND ${column} NOT GLOB '*[^0-9a-f]*')`
}

function flag(column: string): string {
  return `${column} INTEGER NOT NULL CHECK (${column} IN (0, 1))`
}

/** What a version is and never stops being; `origin_device_id` only ever becomes null, with its device. */
const identity = [
  'id',
  'line_id',
  'sequence',
  'sha256',
  'content_hash',
  'hash_rule',
  'size_bytes',
  'file_name',
  'arrived_at',
  'updated_at',
  'parent_id',
  'blank',
]

const tables = [
  `CREATE TABLE save_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
    game_id INTEGER NOT NULL REFERENCES games (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('save', 'file', 'state')),
    key TEXT NOT NULL CHECK (key <> ''),
    head_version_id INTEGER UNIQUE REFERENCES versions (id) ON DELETE RESTRICT,
    last_sequence INTEGER NOT NULL CHECK (last_sequence >= 0),
    ${moment('last_updated_at')},
    ${requiredMoment('created_at')},
    UNIQUE (person_id, game_id, kind, key)
  ) STRICT`,
  `CREATE INDEX save_lines_game ON save_lines (game_id)`,

  `CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    line_id INTEGER NOT NULL REFERENCES save_lines (id) ON DELETE RESTRICT,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    ${requiredHash('sha256', 64)},
    ${requiredHash('content_hash', 32)},
    hash_rule INTEGER NOT NULL CHECK (hash_rule > 0),
    size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    emulator TEXT CHECK (emulator <> ''),
    origin_device_id TEXT REFERENCES devices (id) ON DELETE SET NULL,
    ${requiredMoment('arrived_at')},
    ${moment('claimed_at')},
    ${requiredMoment('updated_at')},
    parent_id INTEGER REFERENCES versions (id) ON DELETE RESTRICT,
    state TEXT NOT NULL CHECK (state IN ('live', 'side', 'held', 'deleted')),
    ${flag('hidden')},
    ${flag('blank')},
    ${flag('pinned')},
    note TEXT CHECK (note <> ''),
    ${flag('is_public')},
    ${moment('deleted_at')},
    ${moment('bytes_dropped_at')},
    revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0),
    described INTEGER NOT NULL DEFAULT 0 CHECK (described BETWEEN 0 AND revision),
    UNIQUE (line_id, sequence),
    UNIQUE (line_id, updated_at),
    CONSTRAINT deleted_has_a_moment CHECK ((state = 'deleted') = (deleted_at IS NOT NULL))
  ) STRICT`,
  `CREATE INDEX versions_content ON versions (line_id, sha256)`,
  `CREATE INDEX versions_content_hash ON versions (line_id, content_hash)`,
  `CREATE INDEX versions_blob ON versions (sha256)`,
  `CREATE INDEX versions_name ON versions (line_id, file_name)`,
  `CREATE INDEX versions_device ON versions (origin_device_id)`,
  `CREATE INDEX versions_parent ON versions (parent_id)`,
  `CREATE INDEX versions_live ON versions (line_id, sequence) WHERE state = 'live'`,
  `CREATE INDEX versions_undescribed ON versions (id) WHERE described < revision`,
  `CREATE INDEX versions_bin ON versions (deleted_at) WHERE state = 'deleted'`,

  `CREATE TABLE marks (
    device_id TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    line_id INTEGER NOT NULL REFERENCES save_lines (id) ON DELETE RESTRICT,
    version_id INTEGER REFERENCES versions (id) ON DELETE RESTRICT,
    how TEXT CHECK (how IN ('upload', 'identical', 'download', 'confirm')),
    ${flag('doubtful')},
    ${requiredMoment('at')},
    ${moment('claimed_at')},
    claimed_size INTEGER CHECK (claimed_size >= 0),
    ${flag('untracked')},
    PRIMARY KEY (device_id, line_id),
    CONSTRAINT known_somehow CHECK ((version_id IS NULL) = (how IS NULL)),
    CONSTRAINT says_something CHECK (version_id IS NOT NULL OR untracked = 1)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX marks_line ON marks (line_id)`,
  `CREATE INDEX marks_version ON marks (version_id)`,

  `CREATE TABLE screenshots (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version_id INTEGER NOT NULL REFERENCES versions (id) ON DELETE RESTRICT,
    ${requiredHash('sha256', 64)},
    size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    type TEXT NOT NULL CHECK (type IN ('image/png', 'image/jpeg', 'image/webp')),
    ${requiredMoment('created_at')}
  ) STRICT`,
  `CREATE INDEX screenshots_version ON screenshots (version_id)`,
  `CREATE INDEX screenshots_blob ON screenshots (sha256)`,
]

/** The rules that must hold whatever a program asks: versions are append-only, and a head is a live one of its line. */
const triggers = [
  `CREATE TRIGGER versions_keep_their_identity BEFORE UPDATE OF ${identity.join(', ')} ON versions
    WHEN ${identity.map((column) => `NEW.${column} IS NOT OLD.${column}`).join(' OR ')}
    BEGIN SELECT RAISE(ABORT, 'a version never changes'); END`,
  `CREATE TRIGGER versions_keep_their_origin BEFORE UPDATE OF origin_device_id ON versions
    WHEN NEW.origin_device_id IS NOT NULL AND NEW.origin_device_id IS NOT OLD.origin_device_id
    BEGIN SELECT RAISE(ABORT, 'a version never changes where it came from'); END`,
  `CREATE TRIGGER versions_stay BEFORE DELETE ON versions
    BEGIN SELECT RAISE(ABORT, 'a version is never removed'); END`,
  `CREATE TRIGGER versions_come_in_order BEFORE INSERT ON versions
    WHEN NEW.sequence <= (SELECT coalesce(max(sequence), 0) FROM versions WHERE line_id = NEW.line_id)
      OR NEW.updated_at <= (SELECT max(updated_at) FROM versions WHERE line_id = NEW.line_id)
    BEGIN SELECT RAISE(ABORT, 'a new version is the last of its line'); END`,
  `CREATE TRIGGER head_is_live_and_of_its_line BEFORE UPDATE OF head_version_id ON save_lines
    WHEN NEW.head_version_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM versions WHERE id = NEW.head_version_id AND line_id = NEW.id AND state = 'live')
    BEGIN SELECT RAISE(ABORT, 'a head is a live version of its line'); END`,
  `CREATE TRIGGER head_stays_live BEFORE UPDATE OF state ON versions
    WHEN NEW.state <> 'live' AND EXISTS (SELECT 1 FROM save_lines WHERE head_version_id = OLD.id)
    BEGIN SELECT RAISE(ABORT, 'a head stays live'); END`,
  // What a side-car says of a version is due again when that changes (design section 6).
  `CREATE TRIGGER versions_are_described_again AFTER UPDATE OF state, pinned, note ON versions
    BEGIN UPDATE versions SET revision = revision + 1 WHERE id = NEW.id; END`,
  `CREATE TRIGGER heads_are_described_again AFTER UPDATE OF head_version_id ON save_lines
    WHEN NEW.head_version_id IS NOT OLD.head_version_id
    BEGIN
      UPDATE versions SET revision = revision + 1 WHERE id IN (OLD.head_version_id, NEW.head_version_id);
    END`,
  `CREATE TRIGGER lines_keep_their_identity BEFORE UPDATE OF id, person_id ON save_lines
    WHEN NEW.id <> OLD.id OR NEW.person_id <> OLD.person_id
    BEGIN SELECT RAISE(ABORT, 'a line keeps its person'); END`,
]

/** Save lines, their append-only versions, what each device holds of them, and the pictures sent with saves. */
export class CreateSaves1795608000000 implements MigrationInterface {
  readonly name = 'CreateSaves1795608000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...triggers]) await runner.query(statement)
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Nothing goes back in place: put back the copy made before the update'))
  }
}
