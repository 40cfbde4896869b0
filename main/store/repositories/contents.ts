import type { ContentReader, ContentUse } from '../../domain/storage/named-contents'
import type { Connection } from '../connection'

/** A content once, however many rows name it. */
const named = `(SELECT sha256, size_bytes AS size FROM versions WHERE bytes_dropped_at IS NULL
  UNION SELECT sha256, size_bytes FROM screenshots)`

const uses = `SELECT kind, gameName, platform, personName, arrivedAt FROM (
    SELECT line.kind AS kind, version.line_id AS line, version.arrived_at AS arrivedAt
    FROM versions version JOIN save_lines line ON line.id = version.line_id WHERE version.sha256 = ?1
    UNION ALL
    SELECT 'picture', version.line_id, picture.created_at
    FROM screenshots picture JOIN versions version ON version.id = picture.version_id WHERE picture.sha256 = ?1
  ) JOIN (
    SELECT line.id AS id, game.name AS gameName, platform.slug AS platform, person.username AS personName
    FROM save_lines line JOIN games game ON game.id = line.game_id
    JOIN platforms platform ON platform.id = game.platform_id JOIN people person ON person.id = line.person_id
  ) ON id = line ORDER BY arrivedAt DESC LIMIT ?2`

export class NamedContents implements ContentReader {
  constructor(private readonly connection: Connection) {}

  async named(after: string, limit: number): Promise<string[]> {
    const [row] = await this.connection.run((manager) =>
      manager.query<{ names: string }[]>(
        `SELECT coalesce(group_concat(sha256, ' '), '') AS names
         FROM (SELECT DISTINCT sha256 FROM ${named} WHERE sha256 > ? ORDER BY sha256 LIMIT ?)`,
        [after, limit],
      ),
    )
    return row?.names.split(' ').filter(Boolean) ?? []
  }

  async versionIds(): Promise<ReadonlySet<number>> {
    const [row] = await this.connection.run((manager) =>
      manager.query<{ ids: string | null }[]>(`SELECT group_concat(id, ' ') AS ids FROM versions`),
    )
    return new Set(row?.ids?.split(' ').map(Number))
  }

  async totals(): Promise<{ contents: number; sizeBytes: number }> {
    const [row] = await this.connection.run((manager) =>
      manager.query<{ contents: number; sizeBytes: number }[]>(
        `SELECT count(*) AS contents, coalesce(sum(size), 0) AS sizeBytes FROM ${named}`,
      ),
    )
    return row ?? { contents: 0, sizeBytes: 0 }
  }

  uses(sha256: string, limit: number): Promise<ContentUse[]> {
    return this.connection.run((manager) => manager.query<ContentUse[]>(uses, [sha256, limit]))
  }
}
