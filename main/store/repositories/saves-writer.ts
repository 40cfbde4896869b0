import { IsNull, Not } from 'typeorm'
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
import { versionEntity } from '../entities/version'
import { insertedId } from './inserted-id'
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
    const inserted = await this.connection.run((manager) => manager.insert(saveLineEntity, line))
    return { ...line, id: insertedId(inserted) }
  }

  async updateLine(
    id: number,
    change: Partial<Pick<SaveLine, 'headVersionId' | 'lastSequence' | 'lastUpdatedAt'>>,
  ): Promise<void> {
    await this.connection.run((manager) => manager.update(saveLineEntity, { id }, change))
  }

  async renameLine(id: number, key: string): Promise<void> {
    await this.connection.run(async (manager) => {
      await manager.update(saveLineEntity, { id }, { key })
      await manager.query('UPDATE versions SET revision = revision + 1 WHERE line_id = ?', [id])
    })
  }

  async insertVersion(version: NewVersion): Promise<Version> {
    const inserted = await this.connection.run((manager) => manager.insert(versionEntity, version))
    return { ...version, id: insertedId(inserted) }
  }

  async updateVersion(id: number, change: VersionChange): Promise<void> {
    if (Object.keys(change).length === 0) return
    await this.connection.run((manager) => manager.update(versionEntity, { id }, change))
  }

  async restock(lineId: number, sha256: string): Promise<number> {
    const { affected } = await this.connection.run((manager) =>
      manager.update(
        versionEntity,
        { lineId, sha256, bytesDroppedAt: Not(IsNull()) },
        { bytesDroppedAt: null },
      ),
    )
    return affected ?? 0
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
    await this.connection.run((manager) => manager.upsert(markEntity, mark, ['deviceId', 'lineId']))
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
