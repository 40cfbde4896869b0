import type {
  NewPlaySession,
  PlayedDay,
  PlayedOn,
  PlayReader,
  PlaySession,
  PlaySessionQuery,
  PlayTimeQuery,
  PlayWriter,
} from '../../domain/play/play-session'
import type { Connection } from '../connection'

const columns = `'id', id, 'personId', person_id, 'deviceId', device_id, 'gameId', game_id,
  'syncSessionId', sync_session_id, 'saveSlot', save_slot, 'startTime', start_time, 'endTime', end_time,
  'durationMs', duration_ms, 'identity', identity, 'createdAt', created_at, 'deletedAt', deleted_at`

/** A device and every entry that was merged into it. */
const sameMachine = `(WITH RECURSIVE same (id) AS (
    VALUES (?2) UNION SELECT devices.id FROM devices JOIN same ON devices.merged_into = same.id)
  SELECT id FROM same)`

/** Which device stands for each one now: the one at the end of its merges. */
const survivors = `WITH RECURSIVE survivor (id, now_id, next) AS (
    SELECT id, id, merged_into FROM devices
    UNION SELECT survivor.id, devices.id, devices.merged_into
      FROM survivor JOIN devices ON devices.id = survivor.next)`

export class PlaySessions implements PlayReader {
  constructor(protected readonly connection: Connection) {}

  async byId(id: number): Promise<PlaySession | null> {
    const sql = `SELECT json_group_array(json_object(${columns})) AS list FROM play_sessions WHERE id = ?`
    const [session] = await this.listOf<PlaySession>(sql, [id])
    return session ?? null
  }

  list(query: PlaySessionQuery): Promise<PlaySession[]> {
    return this.listOf(
      `SELECT json_group_array(json_object(${columns})) AS list FROM (
         SELECT * FROM play_sessions
         WHERE person_id = ?1 AND deleted_at IS NULL
           AND (?2 IS NULL OR device_id IN ${sameMachine})
           AND (?3 IS NULL OR game_id = ?3)
           AND (?4 IS NULL OR start_time >= ?4)
           AND (?5 IS NULL OR end_time <= ?5)
         ORDER BY start_time DESC, id DESC LIMIT ?6 OFFSET ?7)`,
      [
        query.personId,
        query.deviceId,
        query.gameId,
        query.startAfter,
        query.endBefore,
        query.limit,
        query.offset,
      ],
    )
  }

  played({ personId, gameId }: Pick<PlayTimeQuery, 'personId' | 'gameId'>): Promise<PlayedOn[]> {
    return this.listOf(
      `${survivors}
       SELECT json_group_array(json_object('gameId', gameId, 'deviceId', deviceId, 'deviceName', deviceName,
         'sessions', sessions, 'durationMs', durationMs, 'lastPlayed', lastPlayed)) AS list FROM (
           SELECT play.game_id AS gameId, devices.id AS deviceId, devices.name AS deviceName,
             count(*) AS sessions, sum(play.duration_ms) AS durationMs, max(play.end_time) AS lastPlayed
           FROM play_sessions play
           LEFT JOIN survivor ON survivor.id = play.device_id AND survivor.next IS NULL
           LEFT JOIN devices ON devices.id = survivor.now_id
           WHERE play.person_id = ?1 AND play.deleted_at IS NULL AND (?2 IS NULL OR play.game_id = ?2)
           GROUP BY play.game_id, devices.id
           ORDER BY durationMs DESC, gameId, deviceId)`,
      [personId, gameId],
    )
  }

  days({ personId, gameId, utcOffset, since }: PlayTimeQuery): Promise<PlayedDay[]> {
    return this.listOf(
      `SELECT json_group_array(json_object('date', date, 'durationMs', durationMs)) AS list FROM (
         SELECT date(start_time, ?3) AS date, sum(duration_ms) AS durationMs FROM play_sessions
         WHERE person_id = ?1 AND deleted_at IS NULL AND (?2 IS NULL OR game_id = ?2)
         GROUP BY 1 HAVING date >= ?4 ORDER BY 1)`,
      [personId, gameId, `${utcOffset} minutes`, since],
    )
  }

  async stored(identities: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = await this.listOf<[string, number]>(
      `SELECT json_group_array(json_array(identity, id)) AS list FROM play_sessions
       WHERE identity IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(identities)],
    )
    return new Map(found)
  }

  /** Lists may be long: they come as one text, because the driver's rows are slow. */
  private listOf<Row>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return this.connection.run(async (manager) => {
      const [row] = await manager.query<{ list: string }[]>(sql, [...values])
      const rows: Row[] = JSON.parse(row?.list ?? '[]')
      return rows
    })
  }
}

export class PlaySessionsWriter extends PlaySessions implements PlayWriter {
  async insert(sessions: readonly NewPlaySession[]): Promise<void> {
    if (sessions.length === 0) return
    const values = sessions.map((session) => [
      session.personId,
      session.deviceId,
      session.gameId,
      session.syncSessionId,
      session.saveSlot,
      session.startTime,
      session.endTime,
      session.durationMs,
      session.identity,
      session.createdAt,
    ])
    const fields = Array.from({ length: 10 }, (_, index) => `value ->> ${index}`).join(', ')
    await this.connection.run((manager) =>
      manager.query(
        `INSERT INTO play_sessions (person_id, device_id, game_id, sync_session_id, save_slot, start_time, end_time,
           duration_ms, identity, created_at)
         SELECT ${fields} FROM json_each(?) ORDER BY key`,
        [JSON.stringify(values)],
      ),
    )
  }

  async setDeleted(id: number, at: string | null): Promise<void> {
    await this.connection.run((manager) =>
      manager.query('UPDATE play_sessions SET deleted_at = ? WHERE id = ?', [at, id]),
    )
  }
}
