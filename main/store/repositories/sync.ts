import type {
  KnownContent,
  LineFacts,
  OpenEntry,
  OperationRow,
  SessionQuery,
  SyncReader,
  SyncSessionRow,
  WaitingDecision,
} from '../../domain/sync/sync-store'
import type { LineKind, MarkKind, VersionState } from '../../domain/saves/save-line'
import type { Connection } from '../connection'

type LineTuple = readonly [
  lineId: number,
  gameId: number,
  kind: LineKind,
  key: string,
  headId: number | null,
  sequence: number,
  contentHash: string,
  blank: number,
  sizeBytes: number,
  updatedAt: string,
  fileName: string,
  emulator: string | null,
  markAt: string | null,
  markedId: number | null,
  markedSequence: number | null,
  markedState: VersionState | null,
  markedHash: string | null,
  how: MarkKind | null,
  doubtful: number,
  claimedAt: string | null,
  claimedSize: number | null,
  untracked: number,
]

type ContentTuple = readonly [
  lineId: number,
  contentHash: string,
  id: number,
  sequence: number,
  state: VersionState,
  blank: number,
]

export const sessionColumns = `id, person_id AS personId, device_id AS deviceId, mode, status,
  initiated_at AS initiatedAt, completed_at AS completedAt, expires_at AS expiresAt, worker,
  operations_planned AS operationsPlanned, operations_completed AS operationsCompleted,
  operations_failed AS operationsFailed, uploads, downloads, conflicts, no_ops AS noOps,
  clock_skew_ms AS clockSkewMs, error_message AS errorMessage, created_at AS createdAt, updated_at AS updatedAt`

const operationColumns = `game_id AS gameId, kind, key, position, action, reason, line_id AS lineId,
  version_id AS versionId, file_name AS fileName, content_hash AS contentHash, claimed_at AS claimedAt,
  claimed_size AS claimedSize, outcome, outcome_at AS outcomeAt`

const selectWaiting = `SELECT device_id AS deviceId, line_id AS lineId, conflict_id AS conflictId, keep,
  content_hash AS contentHash, head_version_id AS headVersionId, has_bytes AS hasBytes,
  decided_at AS decidedAt FROM waiting_decisions`

const selectEntry = `SELECT id, line_id AS lineId, held_version_id AS heldVersionId,
  content_hash AS contentHash FROM conflicts`

type WaitingRow = Omit<WaitingDecision, 'hasBytes'> & { readonly hasBytes: number }

/** Long lists are one JSON text each: the driver takes three times as long to hand over rows. */
export class Sync implements SyncReader {
  constructor(protected readonly connection: Connection) {}

  /** The version of a mark is read only where it is not the head, as it mostly is. */
  async lines(personId: number, deviceId: string): Promise<LineFacts[]> {
    const rows = await this.list<LineTuple>(
      `SELECT json_group_array(json_array(l.id, l.game_id, l.kind, l.key, h.id, h.sequence, h.content_hash, h.blank,
         h.size_bytes, h.updated_at, h.file_name, h.emulator, m.at, m.version_id, v.sequence, v.state,
         v.content_hash, m.how, m.doubtful, m.claimed_at, m.claimed_size, m.untracked)) AS list
       FROM save_lines l LEFT JOIN versions h ON h.id = l.head_version_id
         LEFT JOIN marks m ON m.device_id = ? AND m.line_id = l.id
         LEFT JOIN versions v ON v.id = m.version_id AND v.id IS NOT l.head_version_id
       WHERE l.person_id = ? AND l.kind <> 'state'`,
      [deviceId, personId],
    )
    return rows.map(lineOf)
  }

  async sameContents(
    asked: readonly { readonly lineId: number; readonly contentHash: string }[],
  ): Promise<KnownContent[]> {
    if (asked.length === 0) return []
    const pairs = JSON.stringify(asked.map(({ lineId, contentHash }) => [lineId, contentHash]))
    const rows = await this.list<ContentTuple>(
      `SELECT json_group_array(json_array(v.line_id, v.content_hash, v.id, v.sequence, v.state, v.blank)) AS list
       FROM json_each(?) asked JOIN versions v
         ON v.line_id = asked.value ->> 0 AND v.content_hash = asked.value ->> 1`,
      [pairs],
    )
    return rows.map(contentOf)
  }

  async aliases(deviceId: string): Promise<KnownContent[]> {
    const rows = await this.list<ContentTuple>(
      `SELECT json_group_array(json_array(v.line_id, a.content_hash, v.id, v.sequence, v.state, v.blank)) AS list
       FROM hash_aliases a JOIN versions v ON v.id = a.version_id WHERE a.device_id = ?`,
      [deviceId],
    )
    return rows.map(contentOf)
  }

  async waiting(deviceId: string): Promise<WaitingDecision[]> {
    return (await this.all<WaitingRow>(`${selectWaiting} WHERE device_id = ?`, [deviceId])).map(waitingOf)
  }

  async waitingFor(deviceId: string, lineId: number): Promise<WaitingDecision | null> {
    const values = [deviceId, lineId]
    const row = await this.first<WaitingRow>(`${selectWaiting} WHERE device_id = ? AND line_id = ?`, values)
    return row && waitingOf(row)
  }

  openEntries(deviceId: string): Promise<OpenEntry[]> {
    return this.all(`${selectEntry} WHERE device_id = ? AND closed_at IS NULL`, [deviceId])
  }

  openEntry(deviceId: string | null, lineId: number): Promise<OpenEntry | null> {
    return this.first(`${selectEntry} WHERE line_id = ? AND device_id IS ? AND closed_at IS NULL`, [
      lineId,
      deviceId,
    ])
  }

  async heldBytes(personId: number, deviceId: string | null): Promise<number> {
    const row = await this.first<{ bytes: number }>(
      `SELECT total(v.size_bytes) AS bytes FROM conflicts c
         JOIN versions v ON v.line_id = c.line_id AND v.id >= c.first_held_version_id
           AND v.origin_device_id IS c.device_id AND v.state IN ('held', 'side')
       WHERE c.closed_at IS NULL AND c.person_id = ? AND c.device_id IS ?`,
      [personId, deviceId],
    )
    return row?.bytes ?? 0
  }

  async isDoubted(deviceId: string): Promise<boolean> {
    const rows = await this.all('SELECT 1 FROM device_doubts WHERE device_id = ?', [deviceId])
    return rows.length > 0
  }

  async formerOwners(deviceId: string, personId: number): Promise<number[]> {
    const rows = await this.all<{ id: number }>(
      `SELECT DISTINCT from_person_id AS id FROM hand_overs
       WHERE device_id = ? AND from_person_id <> ? AND with_saves = 0`,
      [deviceId, personId],
    )
    return rows.map(({ id }) => id)
  }

  async foreignContents(
    personIds: readonly number[],
    asked: readonly { readonly gameId: number; readonly contentHash: string }[],
  ): Promise<ReadonlySet<string>> {
    if (personIds.length === 0 || asked.length === 0) return new Set()
    const rows = await this.list<string>(
      `SELECT json_group_array(DISTINCT l.game_id || '/' || v.content_hash) AS list
       FROM json_each(?) asked JOIN save_lines l ON l.game_id = asked.value ->> 0
         JOIN versions v ON v.line_id = l.id AND v.content_hash = asked.value ->> 1
       WHERE l.person_id IN (SELECT value FROM json_each(?))`,
      [
        JSON.stringify(asked.map(({ gameId, contentHash }) => [gameId, contentHash])),
        JSON.stringify(personIds),
      ],
    )
    return new Set(rows)
  }

  session(id: number): Promise<SyncSessionRow | null> {
    return this.first(`SELECT ${sessionColumns} FROM sync_sessions WHERE id = ?`, [id])
  }

  sessions({ personId, deviceId, limit }: SessionQuery): Promise<SyncSessionRow[]> {
    const where = deviceId === null ? '' : 'AND device_id = ?'
    return this.all(
      `SELECT ${sessionColumns} FROM sync_sessions WHERE person_id = ? ${where} ORDER BY id DESC LIMIT ?`,
      deviceId === null ? [personId, limit] : [personId, deviceId, limit],
    )
  }

  activeSession(deviceId: string): Promise<SyncSessionRow | null> {
    return this.first(
      `SELECT ${sessionColumns} FROM sync_sessions
       WHERE device_id = ? AND status IN ('PENDING', 'IN_PROGRESS')`,
      [deviceId],
    )
  }

  expired(now: string): Promise<SyncSessionRow[]> {
    return this.all(
      `SELECT ${sessionColumns} FROM sync_sessions
       WHERE status IN ('PENDING', 'IN_PROGRESS') AND expires_at <= ?`,
      [now],
    )
  }

  operations(sessionId: number): Promise<OperationRow[]> {
    return this.all(
      `SELECT ${operationColumns} FROM sync_operations WHERE session_id = ? ORDER BY position`,
      [sessionId],
    )
  }

  operationFor(
    sessionId: number,
    { gameId, kind, key }: { readonly gameId: number; readonly kind: LineKind; readonly key: string },
  ): Promise<OperationRow | null> {
    return this.first(
      `SELECT ${operationColumns} FROM sync_operations
       WHERE session_id = ? AND game_id = ? AND kind = ? AND key = ? ORDER BY position DESC LIMIT 1`,
      [sessionId, gameId, kind, key],
    )
  }

  protected all<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.connection.rows<Row>(sql, values)
  }

  protected async first<Row>(sql: string, values: readonly unknown[]): Promise<Row | null> {
    return (await this.all<Row>(sql, values))[0] ?? null
  }

  private async list<Item>(sql: string, values: readonly unknown[]): Promise<Item[]> {
    const row = await this.first<{ list: string }>(sql, values)
    const items: Item[] = JSON.parse(row?.list ?? '[]')
    return items
  }
}

function lineOf(row: LineTuple): LineFacts {
  const [lineId, gameId, kind, key, headId, sequence, contentHash, blank, sizeBytes, updatedAt] = row
  const [, , , , , , , , , , fileName, emulator] = row
  const said = { sequence, contentHash, blank: blank === 1, sizeBytes, updatedAt, fileName, emulator }
  const head = headId === null ? null : ({ id: headId, state: 'live', ...said } as const)
  return { lineId, gameId, kind, key, head, mark: markOf(row, head) }
}

function markOf(row: LineTuple, head: LineFacts['head']): LineFacts['mark'] {
  const at = row[12]
  if (at === null) return null
  return {
    version: markedOf(row, head),
    how: row[17],
    isDoubtful: row[18] === 1,
    at,
    claimedAt: row[19],
    claimedSize: row[20],
    isUntracked: row[21] === 1,
  }
}

function markedOf(row: LineTuple, head: LineFacts['head']): NonNullable<LineFacts['mark']>['version'] {
  const [id, sequence, state, contentHash] = [row[13], row[14], row[15], row[16]]
  if (head !== null && head.id === id) {
    return { id, sequence: head.sequence, state: 'live', contentHash: head.contentHash }
  }
  const isWhole = id !== null && sequence !== null && state !== null && contentHash !== null
  return isWhole ? { id, sequence, state, contentHash } : null
}

function waitingOf({ hasBytes, ...row }: WaitingRow): WaitingDecision {
  return { ...row, hasBytes: hasBytes === 1 }
}

function contentOf([lineId, contentHash, id, sequence, state, blank]: ContentTuple): KnownContent {
  return { lineId, contentHash, id, sequence, state, blank: blank === 1 }
}
