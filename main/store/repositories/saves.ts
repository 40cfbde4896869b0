import { type EntityManager, type FindManyOptions, In, IsNull, LessThan } from 'typeorm'
import type {
  DueDescription,
  LineCounts,
  Mark,
  SaveGame,
  SaveLine,
  SaveReader,
  Screenshot,
  ShownMark,
  ShownVersion,
  Version,
  VersionOfLine,
} from '../../domain/saves/save-line'
import type { Connection } from '../connection'
import { deviceEntity } from '../entities/device'
import { personEntity } from '../entities/person'
import { saveLineEntity } from '../entities/save-line'
import { versionEntity, type VersionRow } from '../entities/version'
import { beginsWith } from './begins-with'
import { inChunks, places } from './in-chunks'
import { saveGames } from './save-games'
import { asVersion, lineTable, markTable, screenshotTable, versionTable } from './save-tables'
import { shownMarks, shownVersion } from './shown-version'

const versionStatement = `SELECT ${versionTable.json('version')} AS version, ${lineTable.json('line')} AS line
  FROM versions version JOIN save_lines line ON line.id = version.line_id WHERE version.id = ?`

/** Live, with its bytes, not hidden, and of a slotless line only the head. */
const listedNow = `version.state = 'live' AND version.hidden = 0 AND version.bytes_dropped_at IS NULL
  AND (line.kind = 'save' OR (line.kind = 'file' AND line.head_version_id = version.id))`

export class Saves implements SaveReader {
  constructor(protected readonly connection: Connection) {}

  line(id: number): Promise<SaveLine | null> {
    return lineTable.first(this.connection, 'id = ?', [id])
  }

  lineOf({
    personId,
    gameId,
    kind,
    key,
  }: Pick<SaveLine, 'personId' | 'gameId' | 'kind' | 'key'>): Promise<SaveLine | null> {
    return lineTable.first(this.connection, 'person_id = ? AND game_id = ? AND kind = ? AND key = ?', [
      personId,
      gameId,
      kind,
      key,
    ])
  }

  lines(personId: number, gameId: number | null): Promise<SaveLine[]> {
    const where = { personId, ...(gameId === null ? {} : { gameId }) }
    return this.connection.run((manager) => manager.find(saveLineEntity, { where, order: { id: 'ASC' } }))
  }

  counts(lineIds: readonly number[]): Promise<LineCounts[]> {
    return inChunks(lineIds, (ids) =>
      this.connection.run((manager) =>
        manager.query<LineCounts[]>(
          `SELECT line_id AS lineId, count(*) AS versions, (SELECT count(*) FROM conflicts
             WHERE conflicts.line_id = versions.line_id AND closed_at IS NULL) AS openConflicts
           FROM versions WHERE line_id IN (${places(ids)}) GROUP BY line_id`,
          [...ids],
        ),
      ),
    )
  }

  async version(id: number): Promise<VersionOfLine | null> {
    const [found] = await this.connection.rows<{ version: string; line: string }>(versionStatement, [id])
    if (!found) return null
    const version: VersionRow = JSON.parse(found.version)
    const line: SaveLine = JSON.parse(found.line)
    return { version: asVersion(versionTable.rowOf(version)), line }
  }

  shown(id: number): Promise<ShownVersion | null> {
    return shownVersion(this.connection, id)
  }

  versions(lineId: number, { before, limit }: { before: number | null; limit: number }): Promise<Version[]> {
    return this.find({
      where: { lineId, ...(before === null ? {} : { sequence: LessThan(before) }) },
      order: { sequence: 'DESC' },
      take: limit,
    })
  }

  async listed(personId: number, gameId: number | null, slot: string | null): Promise<VersionOfLine[]> {
    return this.connection.run(async (manager) => {
      const query = manager
        .createQueryBuilder(versionEntity, 'version')
        .innerJoin('save_lines', 'line', 'line.id = version.line_id')
        .where(listedNow)
        .andWhere('line.person_id = :personId', { personId })
        .orderBy('version.id', 'ASC')
      if (gameId !== null) query.andWhere('line.game_id = :gameId', { gameId })
      if (slot !== null) query.andWhere(`line.kind = 'save' AND line.key = :slot`, { slot })
      return withLines(manager, await query.getMany())
    })
  }

  async states(personId: number, gameId: number | null): Promise<VersionOfLine[]> {
    return this.connection.run(async (manager) => {
      const query = manager
        .createQueryBuilder(versionEntity, 'version')
        .innerJoin('save_lines', 'line', 'line.head_version_id = version.id')
        .where(`line.kind = 'state' AND line.person_id = :personId`, { personId })
        .orderBy('version.id', 'ASC')
      if (gameId !== null) query.andWhere('line.game_id = :gameId', { gameId })
      return withLines(manager, await query.getMany())
    })
  }

  keptVersions(lineId: number): Promise<Version[]> {
    return this.find({ where: { lineId, state: In(['live', 'side']) }, order: { sequence: 'ASC' } })
  }

  async withContent(lineId: number, sha256: string, contentHash: string | null): Promise<Version[]> {
    const rows = await versionTable.all(
      this.connection,
      `line_id = ? AND state <> 'held' AND (sha256 = ? OR content_hash = ?) ORDER BY sequence DESC`,
      // Nothing equals NULL.
      [lineId, sha256, contentHash],
    )
    return rows.map(asVersion)
  }

  async newestLive(lineId: number): Promise<Version | null> {
    const [newest] = await this.find({
      where: { lineId, state: 'live', bytesDroppedAt: IsNull() },
      order: { sequence: 'DESC' },
      take: 1,
    })
    return newest ?? null
  }

  async hasName(lineId: number, fileName: string): Promise<boolean> {
    const rows = await this.connection.rows(
      'SELECT 1 FROM versions WHERE line_id = ? AND file_name = ? LIMIT 1',
      [lineId, fileName],
    )
    return rows.length > 0
  }

  async namesFrom(lineId: number, start: string): Promise<string[]> {
    const [row] = await this.connection.rows<{ names: string }>(
      `SELECT json_group_array(file_name) AS names FROM versions WHERE line_id = ?1 AND ${beginsWith('?2')}`,
      [lineId, start],
    )
    const names: string[] = JSON.parse(row?.names ?? '[]')
    return names
  }

  deleted(personId: number, limit: number): Promise<VersionOfLine[]> {
    return this.connection.run(async (manager) => {
      const query = manager
        .createQueryBuilder(versionEntity, 'version')
        .innerJoin('save_lines', 'line', 'line.id = version.line_id')
        .where(
          `version.state = 'deleted' AND version.bytes_dropped_at IS NULL AND line.person_id = :personId`,
          { personId },
        )
        .orderBy('version.deleted_at', 'DESC')
        .addOrderBy('version.id', 'DESC')
        .limit(limit)
      return withLines(manager, await query.getMany())
    })
  }

  mark(deviceId: string, lineId: number): Promise<Mark | null> {
    return markTable.first(this.connection, 'device_id = ? AND line_id = ?', [deviceId, lineId])
  }

  marks(lineIds: readonly number[]): Promise<ShownMark[]> {
    return shownMarks(this.connection, lineIds)
  }

  screenshots(versionIds: readonly number[]): Promise<Screenshot[]> {
    return inChunks(versionIds, (ids) =>
      screenshotTable.all(
        this.connection,
        `id IN (SELECT max(id) FROM screenshots WHERE version_id IN (${places(ids)}) GROUP BY version_id)`,
        ids,
      ),
    )
  }

  screenshot(id: number): Promise<Screenshot | null> {
    return screenshotTable.first(this.connection, 'id = ?', [id])
  }

  games(gameIds: readonly number[]): Promise<SaveGame[]> {
    return saveGames(this.connection, gameIds)
  }

  async gameIds(ids: readonly number[]): Promise<number[]> {
    const [row] = await this.connection.rows<{ list: string }>(
      'SELECT json_group_array(id) AS list FROM games WHERE id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(ids)],
    )
    const found: number[] = JSON.parse(row?.list ?? '[]')
    return found
  }

  async isReferenced(sha256: string): Promise<boolean> {
    const rows = await this.connection.rows<{ found: number }>(
      `SELECT EXISTS (SELECT 1 FROM versions WHERE sha256 = ?1 AND bytes_dropped_at IS NULL)
         OR EXISTS (SELECT 1 FROM screenshots WHERE sha256 = ?1) AS found`,
      [sha256],
    )
    return rows[0]?.found === 1
  }

  dueDescriptions(after: number, limit: number): Promise<DueDescription[]> {
    return this.connection.run(async (manager) => {
      const rows = await manager
        .createQueryBuilder(versionEntity, 'version')
        .where('version.described < version.revision AND version.id > :after', { after })
        .orderBy('version.id', 'ASC')
        .limit(limit)
        .getMany()
      const lines = await withLines(manager, rows)
      const people = await manager.findBy(personEntity, {
        id: In([...new Set(lines.map(({ line }) => line.personId))]),
      })
      const deviceIds = rows.flatMap(({ originDeviceId }) => originDeviceId ?? [])
      const devices = await manager.findBy(deviceEntity, { id: In([...new Set(deviceIds)]) })
      const peopleById = new Map(people.map((person) => [person.id, person]))
      const deviceNames = new Map(devices.map(({ id, name }) => [id, name]))
      const revisions = new Map(rows.map(({ id, revision }) => [id, revision]))
      return lines.map(({ version, line }) => ({
        version,
        line,
        personName: peopleById.get(line.personId)?.username ?? '',
        personRole: peopleById.get(line.personId)?.role ?? 'user',
        deviceName: deviceNames.get(version.originDeviceId ?? '') ?? null,
        revision: revisions.get(version.id) ?? 1,
      }))
    })
  }

  private async find(options: FindManyOptions<VersionRow>): Promise<Version[]> {
    return (await this.connection.run((manager) => manager.find(versionEntity, options))).map(asVersion)
  }
}

/** Two queries whatever the number of versions is (W-37). */
async function withLines(manager: EntityManager, rows: readonly VersionRow[]): Promise<VersionOfLine[]> {
  const lineIds = [...new Set(rows.map(({ lineId }) => lineId))]
  const lines = await inChunks(lineIds, (ids) => manager.findBy(saveLineEntity, { id: In([...ids]) }))
  const byId = new Map(lines.map((line) => [line.id, line]))
  return rows.flatMap((row) => {
    const line = byId.get(row.lineId)
    return line ? [{ version: asVersion(row), line }] : []
  })
}
