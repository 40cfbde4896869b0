import type {
  AskedUpload,
  Mark,
  NewVersion,
  SaveLine,
  SaveWriter,
  Screenshot,
  Version,
  VersionChange,
  VersionOfLine,
} from '../../domain/saves/save-line'
import { type ForeseenRow, foreseeStatement } from '../foreseen-upload'
import { markEntity } from '../entities/mark'
import { saveLineEntity } from '../entities/save-line'
import { screenshotEntity } from '../entities/screenshot'
import type { VersionRow } from '../entities/version'
import { insertedId } from './inserted-id'
import { asVersion, lineTable, markTable, versionTable } from './save-tables'
import { Saves } from './saves'

/** Tables whose ids clients keep. */
const counted = ['versions', 'screenshots', 'play_sessions'] as const

export class SavesWriter extends Saves implements SaveWriter {
  async startIdsAbove(base: number): Promise<void> {
    await this.connection.run(async (manager) => {
      for (const table of counted) {
        // AUTOINCREMENT counts on from the row kept here (sqlite.org/autoinc.html), which is there after a first insert.
        await manager.query(
          `INSERT INTO sqlite_sequence (name, seq)
           SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)`,
          [table, base, table],
        )
      }
    })
  }

  async foresee(asked: AskedUpload): Promise<SaveLine | null> {
    const [row] = await this.connection.rows<ForeseenRow>(foreseeStatement, [
      asked.personId,
      asked.gameId,
      asked.kind,
      asked.key,
      asked.deviceId,
      asked.sha256,
      asked.contentHash,
      asked.namesStart,
    ])
    if (!row?.line) return null
    const line: SaveLine = JSON.parse(row.line)
    const head: VersionRow | null = JSON.parse(row.head ?? 'null')
    const alike: VersionRow[] = JSON.parse(row.alike)
    const mark: Mark | null = JSON.parse(row.mark ?? 'null')
    this.connection.foreseen = {
      asked,
      line,
      versions: {
        head: head && versionFrom(head),
        alike: alike.map(versionFrom),
        hasDropped: row.hasDropped === 1,
        names: JSON.parse(row.names),
        lastId: row.lastId,
      },
      mark: mark && markTable.rowOf(mark),
      hasSession: row.hasSession === 1,
      hasWaiting: row.hasWaiting === 1,
      hasFormerOwners: row.hasFormerOwners === 1,
      hasEntry: row.hasEntry === 1,
    }
    return line
  }

  override async version(id: number): Promise<VersionOfLine | null> {
    const { foreseen } = this.connection
    const head = foreseen?.versions?.head
    return foreseen && head?.id === id ? { version: head, line: foreseen.line } : super.version(id)
  }

  override async withContent(lineId: number, sha256: string, contentHash: string | null): Promise<Version[]> {
    const { foreseen } = this.connection
    const isAsked =
      foreseen?.line.id === lineId &&
      foreseen.asked.sha256 === sha256 &&
      foreseen.asked.contentHash === contentHash
    return isAsked && foreseen.versions
      ? [...foreseen.versions.alike]
      : super.withContent(lineId, sha256, contentHash)
  }

  override async namesFrom(lineId: number, start: string): Promise<string[]> {
    const { foreseen } = this.connection
    const isAsked = foreseen?.line.id === lineId && foreseen.asked.namesStart === start
    return isAsked && foreseen.versions ? [...foreseen.versions.names] : super.namesFrom(lineId, start)
  }

  override async mark(deviceId: string, lineId: number): Promise<Mark | null> {
    const { foreseen } = this.connection
    const isAsked = foreseen?.line.id === lineId && foreseen.asked.deviceId === deviceId
    return isAsked && foreseen.mark !== undefined ? foreseen.mark : super.mark(deviceId, lineId)
  }

  async insertLine(line: Omit<SaveLine, 'id'>): Promise<SaveLine> {
    const id = await lineTable.insert(this.connection, line)
    return { ...line, id }
  }

  async updateLine(
    id: number,
    change: Partial<Pick<SaveLine, 'headVersionId' | 'lastSequence' | 'lastUpdatedAt'>>,
  ): Promise<void> {
    const { lastSequence, lastUpdatedAt, headVersionId } = change
    const isAppended =
      lastSequence !== undefined && typeof lastUpdatedAt === 'string' && headVersionId !== null
    const line = isAppended ? { id, lastSequence, lastUpdatedAt, headVersionId } : null
    if (line && this.connection.leave({ line })) return
    await lineTable.update(this.connection, id, change)
  }

  async renameLine(id: number, key: string): Promise<void> {
    await this.connection.run(async (manager) => {
      await manager.update(saveLineEntity, { id }, { key })
      await manager.query('UPDATE versions SET revision = revision + 1 WHERE line_id = ?', [id])
    })
  }

  async insertVersion(version: NewVersion): Promise<Version> {
    const lastId = this.connection.foreseen?.versions?.lastId
    // Ids go on from the highest there ever was (sqlite.org/autoinc.html); only this transaction gives any.
    if (typeof lastId === 'number' && this.connection.leave({ version: { ...version, id: lastId + 1 } })) {
      return { ...version, id: lastId + 1 }
    }
    const id = await versionTable.insert(this.connection, version)
    return { ...version, id }
  }

  async updateVersion(id: number, change: VersionChange): Promise<void> {
    if (Object.keys(change).length === 0) return
    await versionTable.update(this.connection, id, change)
  }

  async restock(lineId: number, sha256: string): Promise<number> {
    const { foreseen } = this.connection
    if (
      foreseen?.line.id === lineId &&
      foreseen.asked.sha256 === sha256 &&
      foreseen.versions?.hasDropped === false
    ) {
      return 0
    }
    const rows = await this.connection.rows(
      `UPDATE versions SET bytes_dropped_at = NULL
       WHERE line_id = ? AND sha256 = ? AND bytes_dropped_at IS NOT NULL RETURNING id`,
      [lineId, sha256],
    )
    return rows.length
  }

  async hideAllBut(lineId: number, count: number): Promise<void> {
    await this.connection.rows(
      `UPDATE versions SET hidden = 1 WHERE id IN (
         SELECT id FROM versions WHERE line_id = ? AND state = 'live' AND hidden = 0
         ORDER BY sequence DESC LIMIT -1 OFFSET ?)`,
      [lineId, count],
    )
  }

  async putMark(mark: Mark): Promise<void> {
    if (this.connection.leave({ mark })) return
    await markTable.put(this.connection, mark, ['deviceId', 'lineId'])
  }

  async deleteMark(deviceId: string, lineId: number): Promise<void> {
    await this.connection.run((manager) => manager.delete(markEntity, { deviceId, lineId }))
  }

  async doubtMarks(deviceId: string): Promise<void> {
    await this.connection.run((manager) => manager.update(markEntity, { deviceId }, { doubtful: true }))
  }

  async insertScreenshot(screenshot: Omit<Screenshot, 'id'>): Promise<Screenshot> {
    const inserted = await this.connection.run(async (manager) => {
      // What a side-car says of a version is due again when that changes (design section 6).
      await manager.query('UPDATE versions SET revision = revision + 1 WHERE id = ?', [screenshot.versionId])
      return manager.insert(screenshotEntity, screenshot)
    })
    return { ...screenshot, id: insertedId(inserted) }
  }

  async noteDescribed(versionId: number, revision: number): Promise<void> {
    await this.connection.run((manager) =>
      manager.query('UPDATE versions SET described = ? WHERE id = ? AND described < ?', [
        revision,
        versionId,
        revision,
      ]),
    )
  }
}

function versionFrom(found: VersionRow): Version {
  return asVersion(versionTable.rowOf(found))
}
