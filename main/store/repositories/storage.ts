import type {
  ExportChoice,
  ExportedVersion,
  KeepRule,
  Prunable,
  PrunableLine,
  StorageReader,
  StoredFacts,
  StoredSizes,
} from '../../domain/storage/stored-sizes'
import type { Connection } from '../connection'
import { isUnneeded, outdated } from './kept-bytes'

/** One number per person, per platform, and one for all. */
interface Row {
  readonly dimension: 'all' | 'person' | 'platform'
  readonly id: number | null
}

interface ContentRow extends Row {
  readonly contents: number
  readonly size: number
  readonly bin: number
  readonly held: number
}

interface VersionRow extends Row {
  readonly versions: number
  readonly bin: number
  readonly held: number
  readonly pruned: number
}

interface LineRow extends Row {
  readonly saves: number
  readonly states: number
}

/** Aggregates of a table with the columns `person` and `platform`, three times over. */
function inAllDimensions(select: string, from: string): string {
  return [
    `SELECT 'all' AS dimension, NULL AS id, ${select} FROM ${from} HAVING count(*) > 0`,
    `SELECT 'person', person, ${select} FROM ${from} GROUP BY person`,
    `SELECT 'platform', platform, ${select} FROM ${from} GROUP BY platform`,
  ].join(' UNION ALL ')
}

/** A content counts once in each row; it is in the bin, or held, if nothing else names it. */
function contentsBy(dimension: 'all' | 'person' | 'platform'): string {
  const id = dimension === 'all' ? 'NULL' : dimension
  return `SELECT '${dimension}' AS dimension, id, count(*) AS contents, sum(size) AS size,
      coalesce(sum(size) FILTER (WHERE named = binned), 0) AS bin,
      coalesce(sum(size) FILTER (WHERE named = holding), 0) AS held
    FROM (SELECT ${id} AS id, sha256, max(size) AS size, sum(named) AS named, sum(binned) AS binned,
        sum(holding) AS holding
      FROM content GROUP BY ${dimension === 'all' ? '' : `${dimension}, `}sha256)
    GROUP BY id`
}

const places = `JOIN save_lines line ON line.id = version.line_id
  JOIN games game ON game.id = line.game_id`
const whose = '(?1 IS NULL OR line.person_id = ?1)'

const contentStatement = `WITH named AS (
    SELECT line.person_id AS person, game.platform_id AS platform, version.sha256, version.size_bytes AS size,
      version.state
    FROM versions version ${places} WHERE version.bytes_dropped_at IS NULL AND ${whose}
    UNION ALL
    SELECT line.person_id, game.platform_id, picture.sha256, picture.size_bytes, 'picture'
    FROM screenshots picture JOIN versions version ON version.id = picture.version_id ${places} WHERE ${whose}),
  content AS MATERIALIZED (
    SELECT person, platform, sha256, max(size) AS size, count(*) AS named, sum(state = 'deleted') AS binned,
      sum(state = 'held') AS holding
    FROM named GROUP BY person, platform, sha256)
  ${(['all', 'person', 'platform'] as const).map(contentsBy).join(' UNION ALL ')}`

const versionStatement = `WITH counted AS MATERIALIZED (
    SELECT line.person_id AS person, game.platform_id AS platform, count(*) AS versions,
      sum(version.state = 'deleted' AND version.bytes_dropped_at IS NULL) AS bin,
      sum(version.state = 'held') AS held, count(version.bytes_dropped_at) AS pruned
    FROM versions version ${places} WHERE ${whose} GROUP BY person, platform)
  ${inAllDimensions('sum(versions) AS versions, sum(bin) AS bin, sum(held) AS held, sum(pruned) AS pruned', 'counted')}`

const lineStatement = `WITH counted AS MATERIALIZED (
    SELECT line.person_id AS person, game.platform_id AS platform, sum(line.kind <> 'state') AS saves,
      sum(line.kind = 'state') AS states
    FROM save_lines line JOIN games game ON game.id = line.game_id
    WHERE line.head_version_id IS NOT NULL AND ${whose} GROUP BY person, platform)
  ${inAllDimensions('sum(saves) AS saves, sum(states) AS states', 'counted')}`

/** One JSON text: tens of thousands of rows are slow to get one by one. */
const exportStatement = `SELECT json_group_array(json_object(
    'personId', person.id, 'username', person.username, 'platform', platform.slug, 'gameId', game.id,
    'gameName', game.name, 'gameFileName', game.fs_name, 'isFolder', game.is_folder, 'kind', line.kind,
    'key', line.key, 'isHead', line.head_version_id IS version.id, 'fileName', version.file_name,
    'sha256', version.sha256, 'contentHash', version.content_hash, 'sizeBytes', version.size_bytes,
    'arrivedAt', version.arrived_at, 'updatedAt', version.updated_at, 'deviceName', device.name,
    'emulator', version.emulator, 'note', version.note
    ) ORDER BY person.username, person.id, platform.slug, game.fs_name, game.id, line.id, version.sequence DESC) AS rows
  FROM versions version JOIN save_lines line ON line.id = version.line_id
    JOIN people person ON person.id = line.person_id JOIN games game ON game.id = line.game_id
    JOIN platforms platform ON platform.id = game.platform_id
    LEFT JOIN devices device ON device.id = version.origin_device_id
  WHERE version.bytes_dropped_at IS NULL AND version.state <> 'deleted'
    AND (?1 IS NULL OR person.id = ?1) AND (?2 IS NULL OR game.id = ?2)
    AND (?3 = 1 OR line.head_version_id = version.id)`

export class StorageSizes implements StorageReader {
  constructor(protected readonly connection: Connection) {}

  async sizes(personId: number | null): Promise<StoredFacts> {
    const sizes = new Rows(
      await this.all<ContentRow>(contentStatement, personId),
      await this.all<VersionRow>(versionStatement, personId),
      await this.all<LineRow>(lineStatement, personId),
    )
    const platforms = await this.connection.run((manager) =>
      manager.query<{ id: number; slug: string }[]>('SELECT id, slug FROM platforms'),
    )
    const slugs = new Map(platforms.map(({ id, slug }) => [id, slug]))
    return {
      total: sizes.of('all', null),
      people: sizes.ids('person').map((id) => ({ personId: id, sizes: sizes.of('person', id) })),
      platforms: sizes.ids('platform').map((id) => ({
        platformId: id,
        slug: slugs.get(id) ?? '',
        sizes: sizes.of('platform', id),
      })),
      lastArrivedAt: await this.lastArrivedAt(personId),
    }
  }

  async lastArrivedAt(personId: number | null): Promise<string | null> {
    const [newest] = await this.all<{ at: string }>(
      `SELECT version.arrived_at AS at FROM versions version JOIN save_lines line ON line.id = version.line_id
       WHERE ${whose} ORDER BY version.id DESC LIMIT 1`,
      personId,
    )
    return newest?.at ?? null
  }

  async databaseSize(): Promise<number> {
    const [row] = await this.connection.run((manager) =>
      manager.query<{ size: number }[]>(
        'SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()',
      ),
    )
    return row?.size ?? 0
  }

  async prunable(rule: KeepRule): Promise<Prunable> {
    const chosen = outdated(rule, null)
    const lines = await this.connection.run((manager) =>
      manager.query<PrunableLine[]>(
        `SELECT line.id AS lineId, line.game_id AS gameId, line.person_id AS personId, line.kind, line.key,
           count(*) AS versions, sum(version.size_bytes) AS sizeBytes, min(version.arrived_at) AS oldestAt
         FROM versions version JOIN save_lines line ON line.id = version.line_id
         WHERE version.id IN (${chosen.select}) GROUP BY line.id ORDER BY sizeBytes DESC, line.id`,
        chosen.values,
      ),
    )
    const [freed] = await this.connection.run((manager) =>
      manager.query<{ size: number }[]>(
        `WITH going AS MATERIALIZED (${chosen.select})
         SELECT coalesce(sum(size), 0) AS size FROM (
           SELECT max(size_bytes) AS size FROM versions version WHERE id IN going GROUP BY sha256
           HAVING NOT EXISTS (SELECT 1 FROM versions other WHERE other.sha256 = version.sha256
               AND other.bytes_dropped_at IS NULL AND other.id NOT IN going)
             AND NOT EXISTS (SELECT 1 FROM screenshots picture WHERE picture.sha256 = version.sha256))`,
        chosen.values,
      ),
    )
    const versions = lines.reduce((sum, line) => sum + line.versions, 0)
    return { versions, sizeBytes: freed?.size ?? 0, lines }
  }

  async countPinnedInBin(personId: number | null): Promise<number> {
    const [row] = await this.all<{ count: number }>(
      `SELECT count(*) AS count FROM versions version JOIN save_lines line ON line.id = version.line_id
       WHERE version.state = 'deleted' AND version.pinned = 1 AND version.bytes_dropped_at IS NULL AND ${whose}`,
      personId,
    )
    return row?.count ?? 0
  }

  async exported({ personId, gameId, hasHistory }: ExportChoice): Promise<ExportedVersion[]> {
    const [row] = await this.connection.run((manager) =>
      manager.query<{ rows: string }[]>(exportStatement, [personId, gameId, hasHistory ? 1 : 0]),
    )
    const rows: (Omit<ExportedVersion, 'isHead' | 'isFolder'> & Record<'isHead' | 'isFolder', number>)[] =
      JSON.parse(row?.rows ?? '[]')
    return rows.map((each) => ({ ...each, isHead: each.isHead === 1, isFolder: each.isFolder === 1 }))
  }

  async unneeded(contents: readonly string[]): Promise<string[]> {
    const rows = await this.connection.run((manager) =>
      manager.query<{ sha256: string }[]>(
        `SELECT value AS sha256 FROM json_each(?) WHERE ${isUnneeded('value')}`,
        [JSON.stringify(contents)],
      ),
    )
    return rows.map(({ sha256 }) => sha256)
  }

  async knownVersions(ids: readonly number[]): Promise<number[]> {
    const rows = await this.connection.run((manager) =>
      manager.query<{ id: number }[]>(
        'SELECT id FROM versions WHERE id IN (SELECT value FROM json_each(?))',
        [JSON.stringify(ids)],
      ),
    )
    return rows.map(({ id }) => id)
  }

  private all<Found>(query: string, personId: number | null): Promise<Found[]> {
    return this.connection.run((manager) => manager.query<Found[]>(query, [personId]))
  }
}

/** What three statements found, put together. */
class Rows {
  constructor(
    private readonly contents: readonly ContentRow[],
    private readonly versions: readonly VersionRow[],
    private readonly lines: readonly LineRow[],
  ) {}

  ids(dimension: Row['dimension']): number[] {
    return this.versions.flatMap((row) => (row.dimension === dimension && row.id !== null ? [row.id] : []))
  }

  of(dimension: Row['dimension'], id: number | null): StoredSizes {
    const isIt = (row: Row) => row.dimension === dimension && row.id === id
    const { contents, size, ...bytes } = this.contents.find(isIt) ?? noContents
    const { versions, bin, held, pruned } = this.versions.find(isIt) ?? noVersions
    const { saves, states } = this.lines.find(isIt) ?? noLines
    return {
      saves,
      states,
      versions,
      contents,
      sizeBytes: size,
      bin: { versions: bin, sizeBytes: bytes.bin },
      held: { versions: held, sizeBytes: bytes.held },
      pruned,
    }
  }
}

const noContents = { contents: 0, size: 0, bin: 0, held: 0 }
const noVersions = { versions: 0, bin: 0, held: 0, pruned: 0 }
const noLines = { saves: 0, states: 0 }
