import type { AskedUpload, Mark, SaveLine, Version } from '../domain/saves/save-line'
import { beginsWith } from './repositories/begins-with'
import { lineTable, markTable, versionTable } from './repositories/save-tables'
import type { TakenIn } from './taken-in'

/** Everything an upload asks about a line that is there, read at once; what is left out has to be asked for. */
export interface ForeseenUpload {
  readonly asked: AskedUpload
  readonly line: SaveLine
  readonly versions?: {
    readonly head: Version | null
    readonly alike: readonly Version[]
    /** Whether a version of this content had its bytes let go. */
    readonly hasDropped: boolean
    /** Those that begin as asked. */
    readonly names: readonly string[]
    /** The highest id any version ever had. */
    readonly lastId: number | null
  }
  readonly mark?: Mark | null
  readonly hasSession: boolean
  readonly hasWaiting: boolean
  readonly hasFormerOwners: boolean
  readonly hasEntry: boolean
}

/** What still holds when something waits to be written. */
export function stillForeseen(foreseen: ForeseenUpload, left: TakenIn): ForeseenUpload {
  const { versions, mark, ...others } = foreseen
  return {
    ...others,
    ...(versions === undefined || left.version || left.line ? {} : { versions }),
    ...(mark === undefined || left.mark ? {} : { mark }),
  }
}

export interface ForeseenRow {
  readonly line: string | null
  readonly head: string | null
  readonly alike: string
  readonly mark: string | null
  readonly hasDropped: number
  readonly names: string
  readonly hasSession: number
  readonly hasWaiting: number
  readonly hasFormerOwners: number
  readonly hasEntry: number
  readonly lastId: number | null
}

/** Of person, game, kind, key, device, SHA-256, content hash and start of the name. */
export const foreseeStatement = `WITH asked AS (
    SELECT * FROM save_lines WHERE person_id = ?1 AND game_id = ?2 AND kind = ?3 AND key = ?4
  )
  SELECT
    (SELECT ${lineTable.json('line')} FROM asked line) AS line,
    (SELECT ${versionTable.json('head')} FROM versions head
      WHERE head.id = (SELECT head_version_id FROM asked)) AS head,
    (SELECT json_group_array(json(${versionTable.json('version')}) ORDER BY version.sequence DESC)
      FROM versions version
      WHERE version.line_id = (SELECT id FROM asked) AND version.state <> 'held'
        AND (version.sha256 = ?6 OR version.content_hash = ?7)) AS alike,
    (SELECT ${markTable.json('mark')} FROM marks mark
      WHERE mark.device_id = ?5 AND mark.line_id = (SELECT id FROM asked)) AS mark,
    EXISTS (SELECT 1 FROM versions
      WHERE line_id = (SELECT id FROM asked) AND sha256 = ?6 AND bytes_dropped_at IS NOT NULL) AS hasDropped,
    (SELECT json_group_array(file_name) FROM versions
      WHERE line_id = (SELECT id FROM asked) AND ${beginsWith('?8')}) AS names,
    EXISTS (SELECT 1 FROM sync_sessions
      WHERE device_id = ?5 AND status IN ('PENDING', 'IN_PROGRESS')) AS hasSession,
    EXISTS (SELECT 1 FROM waiting_decisions
      WHERE device_id = ?5 AND line_id = (SELECT id FROM asked)) AS hasWaiting,
    EXISTS (SELECT 1 FROM hand_overs WHERE device_id = ?5) AS hasFormerOwners,
    EXISTS (SELECT 1 FROM conflicts
      WHERE line_id = (SELECT id FROM asked) AND device_id IS ?5 AND closed_at IS NULL) AS hasEntry,
    (SELECT seq FROM sqlite_sequence WHERE name = 'versions') AS lastId`
