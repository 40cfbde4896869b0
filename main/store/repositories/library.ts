import type {
  FolderWithCounts,
  GameFile,
  GamePage,
  GameQuery,
  Hashes,
  KnownGame,
  ListedGame,
  NoteWithAuthor,
  OverviewPage,
  OverviewQuery,
  Platform,
  PlatformWithCounts,
} from '../../domain/library/game'
import type { PlatformChoices } from '../../domain/library/platform-choice'
import type { GameName, LibraryReader, UnhashedFile } from '../../domain/library/library-store'
import type { Connection } from '../connection'
import {
  fileColumns,
  fileOf,
  type FileRow,
  gameColumns,
  gameOf,
  type GameRow,
  listedColumns,
  listedGameOf,
  type ListedRow,
  noteColumns,
  noteOf,
  type NoteRow,
} from './library-rows'
import { overviewOf, overviewStatement } from './library-overview'

const orders: Readonly<Record<GameQuery['order'], string>> = {
  name: 'g.name COLLATE NOCASE',
  id: 'g.id',
  fs_name: 'g.fs_name COLLATE NOCASE',
  fs_size_bytes: 'g.size_bytes',
  created_at: 'g.created_at',
  updated_at: 'g.updated_at',
  platform_id: 'g.platform_id',
}

const countedPlatforms = `SELECT p.id, p.slug, p.created_at AS createdAt, p.updated_at AS updatedAt,
  COUNT(*) AS gameCount, SUM(g.size_bytes) AS sizeBytes
  FROM platforms p JOIN games g ON g.platform_id = p.id`

/** Statements in SQL, because a page is one statement and a scan has tens of thousands of rows. */
export class Library implements LibraryReader {
  constructor(protected readonly connection: Connection) {}

  platforms(): Promise<PlatformWithCounts[]> {
    return this.all(`${countedPlatforms} GROUP BY p.id ORDER BY p.slug`)
  }

  platform(id: number): Promise<PlatformWithCounts | null> {
    return this.first(`${countedPlatforms} WHERE p.id = ? GROUP BY p.id`, [id])
  }

  platformBySlug(slug: string): Promise<Platform | null> {
    return this.first(
      'SELECT id, slug, created_at AS createdAt, updated_at AS updatedAt FROM platforms WHERE slug = ?',
      [slug],
    )
  }

  async folders(): Promise<FolderWithCounts[]> {
    const rows = await this.all<Omit<FolderWithCounts, 'platforms'> & { readonly platforms: string }>(
      `SELECT l.id, l.path, l.platforms, l.scanned_at AS scannedAt, l.created_at AS createdAt,
      COUNT(g.id) AS gameCount, COUNT(g.missing_at) AS missingCount
      FROM library_folders l LEFT JOIN games g ON g.folder_id = l.id GROUP BY l.id ORDER BY l.id`,
    )
    return rows.map((row) => ({ ...row, platforms: choicesIn(row.platforms) }))
  }

  async games(query: GameQuery): Promise<GamePage> {
    const { where, values } = filterOf(query)
    const direction = query.isDescending ? 'DESC' : 'ASC'
    const order = `${orders[query.order]} ${direction}, g.id ${direction}`
    const rows = await this.all<(ListedRow & { total: number }) | { id: null; total: number }>(
      `WITH page AS (SELECT g.id FROM games g WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?),
        every AS (SELECT COUNT(*) AS total FROM games g WHERE ${where})
      SELECT every.total, ${listedColumns}
      FROM every LEFT JOIN page ON TRUE LEFT JOIN games g ON g.id = page.id
        LEFT JOIN platforms p ON p.id = g.platform_id
      ORDER BY ${order}`,
      [...values, query.limit, query.offset, ...values, query.personId],
    )
    const games = rows.flatMap((row) => {
      if (row.id === null) return []
      const { total: _total, ...game } = row
      return [listedGameOf(game)]
    })
    return { games, total: rows[0]?.total ?? 0 }
  }

  async overview(query: OverviewQuery): Promise<OverviewPage> {
    const { statement, values } = overviewStatement(query)
    return overviewOf(await this.first(statement, values))
  }

  async game(id: number, personId: number): Promise<ListedGame | null> {
    const row = await this.first<ListedRow>(
      `SELECT ${listedColumns} FROM games g JOIN platforms p ON p.id = g.platform_id WHERE g.id = ?`,
      [personId, id],
    )
    return row && listedGameOf(row)
  }

  async gameIds(): Promise<number[]> {
    const rows = await this.all<{ id: number }>('SELECT id FROM games ORDER BY id')
    return rows.map(({ id }) => id)
  }

  async gameIdOfFile(fileId: number): Promise<number | null> {
    const row = await this.first<{ id: number }>('SELECT game_id AS id FROM game_files WHERE id = ?', [
      fileId,
    ])
    return row?.id ?? null
  }

  async gameIdByHashes({ crc, md5, sha1 }: Partial<Hashes>): Promise<number | null> {
    const given = Object.entries({ crc, md5, sha1 }).filter(([, value]) => value !== undefined)
    if (given.length === 0) return null
    const where = given.map(([column]) => `${column} = ?`).join(' AND ')
    const row = await this.first<{ id: number | null }>(
      `SELECT MIN(game_id) AS id FROM game_files WHERE ${where}`,
      given.map(([, value]) => value),
    )
    return row?.id ?? null
  }

  names(platformId: number): Promise<GameName[]> {
    return this.all(
      `SELECT g.id AS gameId, g.fs_name AS fileName, g.folded_name AS foldedName
      FROM games g WHERE g.platform_id = ?1
      UNION ALL
      SELECT g.id, a.name, a.folded_name
      FROM games g JOIN game_aliases a ON a.game_id = g.id WHERE g.platform_id = ?1
      ORDER BY gameId`,
      [platformId],
    )
  }

  async notes(gameId: number, personId: number): Promise<NoteWithAuthor[]> {
    const rows = await this.all<NoteRow>(
      `SELECT ${noteColumns} FROM notes n JOIN people o ON o.id = n.person_id
      WHERE n.game_id = ? AND (n.person_id = ? OR n.is_public = 1) ORDER BY n.id`,
      [gameId, personId],
    )
    return rows.map(noteOf)
  }

  async knownGames(folderId: number): Promise<KnownGame[]> {
    const known = 'g.folder_id = ? OR g.folder_id IS NULL OR g.missing_at IS NOT NULL'
    const games = await this.all<GameRow>(`SELECT ${gameColumns} FROM games g WHERE ${known} ORDER BY g.id`, [
      folderId,
    ])
    const files = await this.all<FileRow>(
      `SELECT ${fileColumns} FROM games g JOIN game_files f ON f.game_id = g.id WHERE ${known} ORDER BY f.path`,
      [folderId],
    )
    const byGame = new Map<number, GameFile[]>()
    for (const file of files.map(fileOf)) {
      const group = byGame.get(file.gameId)
      if (group) group.push(file)
      else byGame.set(file.gameId, [file])
    }
    return games.map((row) => ({ ...gameOf(row), files: byGame.get(row.id) ?? [] }))
  }

  unhashedFiles(after: number, limit: number): Promise<UnhashedFile[]> {
    return this.all(
      `SELECT f.id, l.path AS root, f.size_bytes AS sizeBytes, f.modified_at AS modifiedAt,
        iif(g.is_folder, g.relative_path || '/' || f.path, g.relative_path) AS path
      FROM game_files f JOIN games g ON g.id = f.game_id JOIN library_folders l ON l.id = g.folder_id
      WHERE f.sha1 IS NULL AND f.id > ? AND g.missing_at IS NULL ORDER BY f.id LIMIT ?`,
      [after, limit],
    )
  }

  async countUnhashed(): Promise<number> {
    const row = await this.first<{ count: number }>(
      `SELECT COUNT(*) AS count FROM game_files f JOIN games g ON g.id = f.game_id
      WHERE f.sha1 IS NULL AND g.folder_id IS NOT NULL AND g.missing_at IS NULL`,
    )
    return row?.count ?? 0
  }

  protected all<Row>(statement: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.connection.rows(statement, values)
  }

  protected async first<Row>(statement: string, values: readonly unknown[] = []): Promise<Row | null> {
    const rows = await this.all<Row>(statement, values)
    return rows[0] ?? null
  }
}

function choicesIn(stored: string): PlatformChoices {
  const parsed: unknown = JSON.parse(stored)
  return typeof parsed === 'object' && parsed !== null
    ? Object.fromEntries(
        Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {}
}

/** `json_each` makes one parameter of a list of any length. */
function filterOf(query: GameQuery): { where: string; values: unknown[] } {
  const conditions: [string, ...unknown[]][] = []
  if (query.platformIds !== null) {
    const [only, ...more] = query.platformIds
    if (more.length === 0) conditions.push(['g.platform_id = ?', only])
    else {
      conditions.push([
        'g.platform_id IN (SELECT value FROM json_each(?))',
        JSON.stringify(query.platformIds),
      ])
    }
  }
  if (query.search !== null) {
    conditions.push([
      `(instr(g.folded_name, ?) > 0 OR EXISTS (
        SELECT 1 FROM game_aliases a WHERE a.game_id = g.id AND instr(a.folded_name, ?) > 0))`,
      query.search,
      query.search,
    ])
  }
  if (query.changedSince !== null) conditions.push(['g.updated_at >= ?', query.changedSince])
  if (query.isMissing !== null) conditions.push([`g.missing_at IS ${query.isMissing ? 'NOT NULL' : 'NULL'}`])
  return {
    where: ['TRUE', ...conditions.map(([condition]) => condition)].join(' AND '),
    values: conditions.flatMap(([, ...values]) => values),
  }
}
