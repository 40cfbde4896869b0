import type { DataSource } from 'typeorm'
import type { Mark, NewVersion } from '../domain/saves/save-line'

/** What an upload or a download writes, as far as one statement can: each at most once. */
export interface TakenIn {
  readonly version?: NewVersion & { readonly id: number }
  readonly line?: {
    readonly id: number
    readonly lastSequence: number
    readonly lastUpdatedAt: string
    /** Undefined for a head that stays. */
    readonly headVersionId: number | null | undefined
  }
  readonly mark?: Mark
  readonly transfer?: {
    readonly deviceId: string
    readonly lineId: number
    readonly what: 'uploaded' | 'downloaded'
    readonly at: string
  }
  readonly played?: { readonly gameId: number; readonly personId: number; readonly at: string }
  readonly seen?: { readonly deviceId: string; readonly at: string }
}

/** Columns of the view by the parts of what is taken in, in the order of their values. */
const columns: {
  readonly [Part in keyof Required<TakenIn>]: readonly (keyof Required<TakenIn>[Part] & string)[]
} = {
  version: [
    'id',
    'lineId',
    'sequence',
    'sha256',
    'contentHash',
    'hashRule',
    'sizeBytes',
    'fileName',
    'emulator',
    'originDeviceId',
    'arrivedAt',
    'claimedAt',
    'updatedAt',
    'parentId',
    'state',
    'hidden',
    'blank',
    'pinned',
    'note',
    'isPublic',
    'deletedAt',
    'bytesDroppedAt',
  ],
  line: ['id', 'lastSequence', 'lastUpdatedAt', 'headVersionId'],
  mark: ['deviceId', 'lineId', 'versionId', 'how', 'doubtful', 'at', 'claimedAt', 'claimedSize', 'untracked'],
  transfer: ['deviceId', 'lineId', 'what', 'at'],
  played: ['gameId', 'personId', 'at'],
  seen: ['deviceId', 'at'],
}

const parts = ['version', 'line', 'mark', 'transfer', 'played', 'seen'] as const

const all = parts.flatMap((part) => columns[part].map((field) => `${part}_${field}`))

function news(part: keyof TakenIn): string {
  return columns[part].map((field) => `NEW.${part}_${field}`).join(', ')
}

/** What `noteTransfer` of either kind does. */
function noteTransfer(what: 'uploaded' | 'downloaded'): string {
  return `INSERT INTO device_lines (device_id, line_id, ${what}_at)
      SELECT NEW.transfer_deviceId, NEW.transfer_lineId, NEW.transfer_at WHERE NEW.transfer_what = '${what}'
      ON CONFLICT (device_id, line_id) DO UPDATE SET ${what}_at = excluded.${what}_at, offered_version_id = NULL,
        offered_sessions = 0, offered_at = NULL`
}

const statements = [
  `CREATE TEMP VIEW taken_in AS SELECT ${all.map((name) => `NULL AS ${name}`).join(', ')}`,
  `CREATE TEMP TRIGGER take_in INSTEAD OF INSERT ON taken_in BEGIN
    INSERT INTO versions (id, line_id, sequence, sha256, content_hash, hash_rule, size_bytes, file_name, emulator,
        origin_device_id, arrived_at, claimed_at, updated_at, parent_id, state, hidden, blank, pinned, note, is_public,
        deleted_at, bytes_dropped_at)
      SELECT ${news('version')} WHERE NEW.version_id IS NOT NULL;
    UPDATE save_lines SET last_sequence = NEW.line_lastSequence, last_updated_at = NEW.line_lastUpdatedAt
      WHERE id = NEW.line_id;
    UPDATE save_lines SET head_version_id = NEW.line_headVersionId
      WHERE id = NEW.line_id AND NEW.line_headVersionId IS NOT NULL;
    INSERT INTO marks (device_id, line_id, version_id, how, doubtful, at, claimed_at, claimed_size, untracked)
      SELECT ${news('mark')} WHERE NEW.mark_deviceId IS NOT NULL
      ON CONFLICT (device_id, line_id) DO UPDATE SET version_id = excluded.version_id, how = excluded.how,
        doubtful = excluded.doubtful, at = excluded.at, claimed_at = excluded.claimed_at,
        claimed_size = excluded.claimed_size, untracked = excluded.untracked;
    ${noteTransfer('uploaded')};
    ${noteTransfer('downloaded')};
    INSERT INTO game_props (person_id, game_id, rating, difficulty, completion, status, backlogged, now_playing,
        hidden, last_played)
      SELECT NEW.played_personId, NEW.played_gameId, 0, 0, 0, NULL, 0, 0, 0, NEW.played_at
      WHERE NEW.played_gameId IS NOT NULL
      ON CONFLICT (person_id, game_id) DO UPDATE SET last_played = excluded.last_played
        WHERE last_played IS NULL OR last_played < excluded.last_played;
    UPDATE devices SET last_seen = NEW.seen_at WHERE id = NEW.seen_deviceId;
  END`,
]

/** Makes the writer's connection know {@link takeInStatement}: of what SQLite has this is the nearest to a procedure. */
export async function learnToTakeIn(writer: DataSource): Promise<void> {
  for (const statement of statements) await writer.query(statement)
}

/** Writes everything of one {@link TakenIn}, or nothing of it. */
export const takeInStatement = `INSERT INTO taken_in (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`

/** The values of {@link takeInStatement}; NULL for what is not there. */
export function valuesOf(taken: TakenIn): unknown[] {
  return parts.flatMap((part) => {
    const given = taken[part]
    return columns[part].map((field) => valueOf(given, field))
  })
}

function valueOf(given: object | undefined, field: string): unknown {
  const value: unknown = given === undefined ? null : Reflect.get(given, field)
  return value ?? null
}
