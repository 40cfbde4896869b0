import type { LineKind } from '../../domain/saves/save-line'
import type { NewOperation, NewSyncSession, SyncSessionRow } from '../../domain/sync/sync-store'
import type { ForeseenUpload } from '../foreseen-upload'
import { sessionColumns, Sync } from './sync'

/** Sessions of one device that are kept, and those of them whose operations are kept too. */
const keptSessions = 1_000
const keptOperations = 50

const columnOf: Readonly<Record<keyof NewSyncSession, string>> = {
  personId: 'person_id',
  deviceId: 'device_id',
  mode: 'mode',
  status: 'status',
  initiatedAt: 'initiated_at',
  completedAt: 'completed_at',
  expiresAt: 'expires_at',
  worker: 'worker',
  operationsPlanned: 'operations_planned',
  operationsCompleted: 'operations_completed',
  operationsFailed: 'operations_failed',
  uploads: 'uploads',
  downloads: 'downloads',
  conflicts: 'conflicts',
  noOps: 'no_ops',
  clockSkewMs: 'clock_skew_ms',
  errorMessage: 'error_message',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
}

function isColumn(name: string): name is keyof NewSyncSession {
  return Object.hasOwn(columnOf, name)
}

/** Sessions and what was answered in them. Many rows are written by one statement from one JSON text. */
export class SyncSessionWriting extends Sync {
  override async activeSession(deviceId: string): Promise<SyncSessionRow | null> {
    return this.foreseenFor(deviceId, null)?.hasSession === false ? null : super.activeSession(deviceId)
  }

  /** What was read ahead for this device, and this line unless it is null. */
  protected foreseenFor(deviceId: string | null, lineId: number | null): ForeseenUpload | null {
    const { foreseen } = this.connection
    if (foreseen?.asked.deviceId !== deviceId) return null
    return lineId === null || foreseen.line.id === lineId ? foreseen : null
  }

  async startIdsAbove(base: number): Promise<void> {
    await this.all(
      `INSERT INTO sqlite_sequence (name, seq)
       SELECT 'sync_sessions', ? WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'sync_sessions')`,
      [base],
    )
  }

  async insertSession(session: NewSyncSession): Promise<SyncSessionRow> {
    const fields = Object.entries(session).filter(([name]) => isColumn(name))
    const columns = fields.map(([name]) => (isColumn(name) ? columnOf[name] : name)).join(', ')
    const [row] = await this.all<SyncSessionRow>(
      `INSERT INTO sync_sessions (${columns}) VALUES (${fields.map(() => '?').join(', ')})
       RETURNING ${sessionColumns}`,
      fields.map(([, value]) => value),
    )
    if (!row) throw new Error('The database gave no row for a new session')
    return row
  }

  async updateSession(id: number, change: Partial<NewSyncSession>): Promise<void> {
    const fields = Object.entries(change).filter(([name]) => isColumn(name))
    const sets = fields.map(([name]) => `${isColumn(name) ? columnOf[name] : name} = ?`).join(', ')
    await this.all(`UPDATE sync_sessions SET ${sets} WHERE id = ?`, [...fields.map(([, value]) => value), id])
  }

  async endActive(deviceId: string, at: string): Promise<void> {
    await this.all(
      `UPDATE sync_sessions SET status = 'CANCELLED', completed_at = ?, updated_at = ?
       WHERE device_id = ? AND status IN ('PENDING', 'IN_PROGRESS')`,
      [at, at, deviceId],
    )
  }

  async insertOperations(sessionId: number, operations: readonly NewOperation[]): Promise<void> {
    if (operations.length === 0) return
    const rows = operations.map((row) => [
      row.gameId,
      row.kind,
      row.key,
      row.position,
      row.action,
      row.reason,
      row.lineId,
      row.versionId,
      row.fileName,
      row.contentHash,
      row.claimedAt,
      row.claimedSize,
    ])
    await this.all(
      `INSERT INTO sync_operations (session_id, game_id, kind, key, position, action, reason, line_id, version_id,
         file_name, content_hash, claimed_at, claimed_size)
       SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
         value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11 FROM json_each(?)`,
      [sessionId, JSON.stringify(rows)],
    )
  }

  async noteOutcome(
    sessionId: number,
    { gameId, kind, key }: { readonly gameId: number; readonly kind: LineKind; readonly key: string },
    outcome: 'done' | 'refused',
    at: string,
  ): Promise<number> {
    const rows = await this.all(
      `UPDATE sync_operations SET outcome = ?, outcome_at = ?
       WHERE session_id = ? AND game_id = ? AND kind = ? AND key = ? AND action <> 'no_op'
         AND (outcome IS NULL OR (outcome = 'refused' AND ? = 'done')) RETURNING position`,
      [outcome, at, sessionId, gameId, kind, key, outcome],
    )
    return rows.length
  }

  async forgetOldSessions(deviceId: string): Promise<void> {
    await this.all(
      `DELETE FROM sync_operations WHERE session_id =
         (SELECT id FROM sync_sessions WHERE device_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
      [deviceId, keptOperations],
    )
    await this.all(
      `DELETE FROM sync_sessions WHERE id IN
         (SELECT id FROM sync_sessions WHERE device_id = ? ORDER BY id DESC LIMIT 10 OFFSET ?)`,
      [deviceId, keptSessions],
    )
  }
}
