import type { SaveLine, Screenshot, ShownMark, ShownVersion } from '../../domain/saves/save-line'
import type { Connection } from '../connection'
import type { VersionRow } from '../entities/version'
import { inChunks, places } from './in-chunks'
import { asMark, asVersion, lineTable, type RawMark, screenshotTable, versionTable } from './save-tables'

/** Columns of a mark as it is shown, by their fields. */
const shownMark = {
  deviceId: 'mark.device_id',
  lineId: 'mark.line_id',
  versionId: 'mark.version_id',
  how: 'mark.how',
  doubtful: 'mark.doubtful',
  at: 'mark.at',
  claimedAt: 'mark.claimed_at',
  claimedSize: 'mark.claimed_size',
  untracked: 'mark.untracked',
  deviceName: 'device.name',
  versionUpdatedAt: 'marked.updated_at',
}

const shownMarkColumns = Object.entries(shownMark)
  .map(([field, column]) => `${column} AS ${field}`)
  .join(', ')

const shownMarkFields = Object.entries(shownMark)
  .map(([field, column]) => `'${field}', ${column}`)
  .join(', ')

const markTables = `marks mark JOIN devices device ON device.id = mark.device_id AND device.deleted_at IS NULL
  LEFT JOIN versions marked ON marked.id = mark.version_id`

/** Marks of living devices. */
export async function shownMarks(connection: Connection, lineIds: readonly number[]): Promise<ShownMark[]> {
  const rows = await inChunks(lineIds, (ids) =>
    connection.rows<RawMark>(
      `SELECT ${shownMarkColumns} FROM ${markTables} WHERE mark.line_id IN (${places(ids)})`,
      ids,
    ),
  )
  return rows.map(asMark)
}

const shownStatement = `SELECT ${versionTable.json('version')} AS version, ${lineTable.json('line')} AS line,
       (SELECT json_group_array(json_object(${shownMarkFields})) FROM ${markTables}
         WHERE mark.line_id = line.id) AS marks,
       (SELECT ${screenshotTable.json('picture')} FROM screenshots picture
         WHERE picture.version_id = version.id ORDER BY picture.id DESC LIMIT 1) AS screenshot
     FROM versions version JOIN save_lines line ON line.id = version.line_id WHERE version.id = ?`

/** Everything that shows a version, in one statement. */
export async function shownVersion(connection: Connection, id: number): Promise<ShownVersion | null> {
  const [found] = await connection.rows<{
    version: string
    line: string
    marks: string
    screenshot: string | null
  }>(shownStatement, [id])
  if (!found) return null
  const version: VersionRow = JSON.parse(found.version)
  const line: SaveLine = JSON.parse(found.line)
  const marks: RawMark[] = JSON.parse(found.marks)
  const screenshot: Screenshot | null = JSON.parse(found.screenshot ?? 'null')
  return { version: asVersion(versionTable.rowOf(version)), line, marks: marks.map(asMark), screenshot }
}
