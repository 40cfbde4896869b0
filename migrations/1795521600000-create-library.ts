import type { MigrationInterface, QueryRunner } from 'typeorm'

const digit = '[0-9]'
const momentPattern = `${digit.repeat(4)}-${digit.repeat(2)}-${digit.repeat(2)}T${digit.repeat(2)}:${digit.repeat(2)}:${digit.repeat(2)}.${digit.repeat(3)}Z`

function moment(column: string): string {
  return `${column} TEXT CHECK (${column} GLOB '${momentPattern}')`
}

function requiredMoment(column: string): string {
  return `${column} TEXT NOT NULL CHECK (${column} GLOB '${momentPattern}')`
}

function requiredText(column: string): string {
  return `${column} TEXT NOT NULL CHECK (${column} <> '')`
}

function hex(column: string, length: number): string {
  return `${column} TEXT CHECK (length(${column}) = ${length} AND ${column} NOT GLOB '*[^0-9a-f]*')`
}

function list(column: string): string {
  return `${column} TEXT NOT NULL CHECK (json_type(${column}) = 'array')`
}

/** Below the lowest base of design section 6, "Ids", no id of these tables can be. */
const lowestId = 1_000_000

/** A path inside a folder: relative, with `/`, and without a way out. */
function innerPath(column: string): string {
  return `${column} <> '' AND ${column} NOT GLOB '/*' AND '/' || ${column} || '/' NOT GLOB '*/../*' AND
      instr(${column}, char(0)) = 0`
}

const statements = [
  `CREATE TABLE library_folders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE CHECK (path <> ''),
    ${moment('scanned_at')},
    ${requiredMoment('created_at')}
  ) STRICT`,

  `CREATE TABLE platforms (
    id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > ${lowestId}),
    slug TEXT NOT NULL UNIQUE CHECK (slug <> '' AND slug NOT GLOB '*[/\\]*'),
    ${requiredMoment('created_at')},
    ${requiredMoment('updated_at')}
  ) STRICT`,

  `CREATE TABLE games (
    id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > ${lowestId}),
    platform_id INTEGER NOT NULL REFERENCES platforms (id) ON DELETE RESTRICT,
    origin TEXT NOT NULL CHECK (origin IN ('folder', 'name')),
    folder_id INTEGER REFERENCES library_folders (id) ON DELETE RESTRICT,
    relative_path TEXT CHECK (${innerPath('relative_path')}),
    is_folder INTEGER NOT NULL CHECK (is_folder IN (0, 1)),
    ${requiredText('fs_name')},
    ${requiredText('name')},
    folded_name TEXT NOT NULL,
    title_key TEXT NOT NULL,
    ${list('regions')},
    ${list('languages')},
    ${list('tags')},
    revision TEXT CHECK (revision <> ''),
    size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
    ${moment('missing_at')},
    ${requiredMoment('created_at')},
    ${requiredMoment('updated_at')},
    CONSTRAINT place CHECK ((folder_id IS NULL) = (relative_path IS NULL)),
    CONSTRAINT known_by_name_only CHECK (origin = 'folder' OR (folder_id IS NULL AND missing_at IS NULL)),
    CONSTRAINT without_a_folder_it_is_missing CHECK (
      origin = 'name' OR folder_id IS NOT NULL OR missing_at IS NOT NULL
    )
  ) STRICT`,
  `CREATE UNIQUE INDEX games_place ON games (folder_id, relative_path) WHERE folder_id IS NOT NULL`,
  `CREATE UNIQUE INDEX games_by_name ON games (platform_id, folded_name) WHERE origin = 'name'`,
  `CREATE INDEX games_platform ON games (platform_id, name COLLATE NOCASE, id)`,
  `CREATE INDEX games_order ON games (name COLLATE NOCASE, id)`,
  `CREATE INDEX games_folded_name ON games (platform_id, folded_name)`,
  `CREATE INDEX games_title ON games (platform_id, title_key)`,
  `CREATE INDEX games_change ON games (updated_at)`,

  `CREATE TABLE game_files (
    id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > ${lowestId}),
    game_id INTEGER NOT NULL REFERENCES games (id) ON DELETE CASCADE,
    path TEXT NOT NULL CHECK (${innerPath('path')}),
    size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
    ${requiredMoment('modified_at')},
    identity TEXT CHECK (identity <> ''),
    ${hex('crc', 8)},
    ${hex('md5', 32)},
    ${hex('sha1', 40)},
    ${requiredMoment('created_at')},
    ${requiredMoment('updated_at')},
    UNIQUE (game_id, path),
    CONSTRAINT hashes_come_together CHECK ((crc IS NULL) = (md5 IS NULL) AND (md5 IS NULL) = (sha1 IS NULL))
  ) STRICT`,
  `CREATE INDEX game_files_crc ON game_files (crc) WHERE crc IS NOT NULL`,
  `CREATE INDEX game_files_md5 ON game_files (md5) WHERE md5 IS NOT NULL`,
  `CREATE INDEX game_files_sha1 ON game_files (sha1) WHERE sha1 IS NOT NULL`,
  `CREATE INDEX game_files_unhashed ON game_files (id) WHERE sha1 IS NULL`,

  // Shares its numbers with game_files: both are entries of one list on the wire.
  `CREATE TABLE game_aliases (
    id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > ${lowestId}),
    game_id INTEGER NOT NULL REFERENCES games (id) ON DELETE CASCADE,
    ${requiredText('name')},
    folded_name TEXT NOT NULL,
    ${requiredMoment('created_at')},
    UNIQUE (game_id, name)
  ) STRICT`,
  `CREATE INDEX game_aliases_name ON game_aliases (folded_name)`,

  `CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    game_id INTEGER NOT NULL REFERENCES games (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    ${requiredText('title')},
    content TEXT NOT NULL,
    is_public INTEGER NOT NULL CHECK (is_public IN (0, 1)),
    ${requiredMoment('created_at')},
    ${requiredMoment('updated_at')}
  ) STRICT`,
  `CREATE INDEX notes_game ON notes (game_id)`,
  `CREATE INDEX notes_person ON notes (person_id)`,

  `CREATE TABLE game_props (
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    game_id INTEGER NOT NULL REFERENCES games (id) ON DELETE CASCADE,
    rating INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 10),
    difficulty INTEGER NOT NULL CHECK (difficulty BETWEEN 0 AND 10),
    completion INTEGER NOT NULL CHECK (completion BETWEEN 0 AND 100),
    status TEXT CHECK (status <> ''),
    backlogged INTEGER NOT NULL CHECK (backlogged IN (0, 1)),
    now_playing INTEGER NOT NULL CHECK (now_playing IN (0, 1)),
    hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    ${moment('last_played')},
    PRIMARY KEY (person_id, game_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX game_props_game ON game_props (game_id)`,
]

/** Platforms, games with their files and other names, the folders they come from, notes and what people note down. */
export class CreateLibrary1795521600000 implements MigrationInterface {
  readonly name = 'CreateLibrary1795521600000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Nothing goes back in place: put back the copy made before the update'))
  }
}
