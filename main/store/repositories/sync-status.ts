import type {
  DeviceStatus,
  HoldingFacts,
  HoldingsQuery,
  StatusLine,
  StatusReader,
} from '../../domain/sync/status-store'
import type { Connection } from '../connection'

type Flags<Row, Names extends keyof Row> = Omit<Row, Names> & Readonly<Record<Names, number>>

const deviceObject = `json_object('deviceId', d.id, 'name', d.name, 'isPaused', NOT d.sync_enabled,
  'lastContactAt', d.last_seen,
  'lastNegotiatedAt', (SELECT initiated_at FROM sync_sessions s WHERE s.device_id = d.id ORDER BY s.id DESC LIMIT 1),
  'lastUploadAt', t.uploaded_at, 'lastDownloadAt', t.downloaded_at,
  'clockSkewMs', k.clock_skew_ms, 'clockSkewAt', k.initiated_at,
  'activeSessionId', (SELECT id FROM sync_sessions s WHERE s.device_id = d.id AND status IN ('PENDING', 'IN_PROGRESS')),
  'isCloned', d.cloned_at IS NOT NULL,
  'isDoubted', EXISTS (SELECT 1 FROM device_doubts q WHERE q.device_id = d.id),
  'current', ifnull(m.current, 0), 'behind', ifnull(m.behind, 0), 'doubtful', ifnull(m.doubtful, 0),
  'openConflicts', (SELECT count(*) FROM conflicts c WHERE c.device_id = d.id AND c.person_id = d.person_id
    AND c.closed_at IS NULL),
  'waitingDecisions', (SELECT count(*) FROM waiting_decisions w JOIN save_lines l ON l.id = w.line_id
    WHERE w.device_id = d.id AND l.person_id = d.person_id))`

const devicesOf = `SELECT json_group_array(json(${deviceObject}) ORDER BY d.name, d.id) AS list FROM devices d
  LEFT JOIN (SELECT x.device_id, max(x.uploaded_at) AS uploaded_at, max(x.downloaded_at) AS downloaded_at
    FROM device_lines x JOIN save_lines l ON l.id = x.line_id WHERE l.person_id = ?1 GROUP BY x.device_id) t
    ON t.device_id = d.id
  LEFT JOIN (SELECT y.device_id,
      sum(y.doubtful = 0 AND y.version_id = l.head_version_id) AS current,
      sum(y.doubtful = 0 AND y.untracked = 0 AND y.version_id <> l.head_version_id) AS behind,
      sum(y.doubtful = 1) AS doubtful
    FROM marks y JOIN save_lines l ON l.id = y.line_id WHERE l.person_id = ?1 AND l.kind <> 'state'
    GROUP BY y.device_id) m ON m.device_id = d.id
  LEFT JOIN sync_sessions k ON k.id = (SELECT s.id FROM sync_sessions s
    WHERE s.device_id = d.id AND s.clock_skew_ms IS NOT NULL ORDER BY s.id DESC LIMIT 1)
  WHERE d.person_id = ?1 AND d.deleted_at IS NULL`

const pageOf = `SELECT l.id, l.game_id, l.kind, l.key, l.head_version_id FROM save_lines l
  WHERE l.person_id = ?1 AND l.kind <> 'state' AND l.id > ?2 AND (?3 IS NULL OR l.game_id = ?3)
  ORDER BY l.id LIMIT ?4`

const linesOf = `SELECT json_group_array(json_object('lineId', p.id, 'gameId', p.game_id, 'gameName', g.name,
    'kind', p.kind, 'key', p.key, 'headVersionId', p.head_version_id, 'headSequence', h.sequence,
    'headUpdatedAt', h.updated_at) ORDER BY p.id) AS list
  FROM (${pageOf}) p JOIN games g ON g.id = p.game_id LEFT JOIN versions h ON h.id = p.head_version_id`

const holdingsOf = `SELECT json_group_array(json_object('deviceId', d.id, 'lineId', p.id, 'versionId', m.version_id,
    'sequence', v.sequence, 'versionState', v.state, 'how', m.how, 'at', m.at,
    'isDoubtful', m.version_id IS NOT NULL AND (m.doubtful OR d.cloned_at IS NOT NULL),
    'isUntracked', ifnull(m.untracked, 0), 'uploadedAt', x.uploaded_at, 'downloadedAt', x.downloaded_at,
    'refusedAt', x.refused_at, 'refusedReason', x.refused_reason, 'refusedVersionId', x.refused_version_id,
    'offeredVersionId', x.offered_version_id, 'offeredSessions', ifnull(x.offered_sessions, 0),
    'conflictId', c.id, 'waitingKeep', w.keep) ORDER BY p.id, d.name, d.id) AS list
  FROM (${pageOf}) p JOIN devices d ON d.person_id = ?1 AND d.deleted_at IS NULL AND (?5 IS NULL OR d.id = ?5)
  LEFT JOIN marks m ON m.device_id = d.id AND m.line_id = p.id
  LEFT JOIN versions v ON v.id = m.version_id
  LEFT JOIN device_lines x ON x.device_id = d.id AND x.line_id = p.id
  LEFT JOIN conflicts c ON c.line_id = p.id AND ifnull(c.device_id, '') = d.id AND c.closed_at IS NULL
  LEFT JOIN waiting_decisions w ON w.device_id = d.id AND w.line_id = p.id`

/** What is believed of devices. Each list is one JSON text. */
export class SyncStatuses implements StatusReader {
  constructor(private readonly connection: Connection) {}

  async devices(personId: number): Promise<DeviceStatus[]> {
    const rows = await this.list<Flags<DeviceStatus, 'isPaused' | 'isCloned' | 'isDoubted'>>(devicesOf, [
      personId,
    ])
    return rows.map((row) => ({
      ...row,
      isPaused: row.isPaused === 1,
      isCloned: row.isCloned === 1,
      isDoubted: row.isDoubted === 1,
    }))
  }

  async holdings({
    personId,
    gameId,
    deviceId,
    after,
    limit,
  }: HoldingsQuery): Promise<{ lines: StatusLine[]; holdings: HoldingFacts[] }> {
    const page = [personId, after, gameId, limit]
    const [lines, rows] = await Promise.all([
      this.list<StatusLine>(linesOf, page),
      this.list<Flags<HoldingFacts, 'isDoubtful' | 'isUntracked'>>(holdingsOf, [...page, deviceId]),
    ])
    const holdings = rows.map((row) => ({
      ...row,
      isDoubtful: row.isDoubtful === 1,
      isUntracked: row.isUntracked === 1,
    }))
    return { lines, holdings }
  }

  private async list<Item>(sql: string, values: readonly unknown[]): Promise<Item[]> {
    const rows: { list: string }[] = await this.connection.run((manager) => manager.query(sql, [...values]))
    const items: Item[] = JSON.parse(rows[0]?.list ?? '[]')
    return items
  }
}
