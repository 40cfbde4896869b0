import type {
  Mark,
  NewVersion,
  SaveLine,
  SaveWriter,
  Screenshot,
  Version,
  VersionChange,
} from '../../domain/saves/save-line'
import { markEntity } from '../entities/mark'
import { saveLineEntity } from '../entities/save-line'
import { screenshotEntity } from '../entities/screenshot'
import { insertedId } from './inserted-id'
import { lineTable, markTable, versionTable } from './save-tables'
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

  async insertLine(line: Omit<SaveLine, 'id'>): Promise<SaveLine> {
    const id = await this.connection.run((manager) => lineTable.insert(manager, line))
    return { ...line, id }
  }

  async updateLine(
    id: number,
    change: Partial<Pick<SaveLine, 'headVersionId' | 'lastSequence' | 'lastUpdatedAt'>>,
  ): Promise<void> {
    await this.connection.run((manager) => lineTable.update(manager, id, change))
  }

  async renameLine(id: number, key: string): Promise<void> {
    await this.connection.run(async (manager) => {
      await manager.update(saveLineEntity, { id }, { key })
      await manager.query('UPDATE versions SET revision = revision + 1 WHERE line_id = ?', [id])
    })
  }

  async insertVersion(version: NewVersion): Promise<Version> {
    const id = await this.connection.run((manager) => versionTable.insert(manager, version))
    return { ...version, id }
  }

  async updateVersion(id: number, change: VersionChange): Promise<void> {
    if (Object.keys(change).length === 0) return
    await this.connection.run((manager) => versionTable.update(manager, id, change))
  }

  async restock(lineId: number, sha256: string): Promise<number> {
    const rows = await this.connection.run((manager) =>
      manager.query<unknown[]>(
        `/* with rows */ UPDATE versions SET bytes_dropped_at = NULL
         WHERE line_id = ? AND sha256 = ? AND bytes_dropped_at IS NOT NULL RETURNING id`,
        [lineId, sha256],
      ),
    )
    return rows.length
  }

  async hideAllBut(lineId: number, count: number): Promise<void> {
    await this.connection.run((manager) =>
      manager.query(
        `UPDATE versions SET hidden = 1 WHERE id IN (
           SELECT id FROM versions WHERE line_id = ? AND state = 'live' AND hidden = 0
           ORDER BY sequence DESC LIMIT -1 OFFSET ?)`,
        [lineId, count],
      ),
    )
  }

  async putMark(mark: Mark): Promise<void> {
    await this.connection.run((manager) => markTable.put(manager, mark, ['deviceId', 'lineId']))
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
