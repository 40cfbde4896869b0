import type {
  Game,
  GameAlias,
  GameFile,
  GameProps,
  Hashes,
  LibraryFolder,
  Note,
  Platform,
} from '../../domain/library/game'
import type { LibraryWriter, NumberedTable, UnhashedFile } from '../../domain/library/library-store'
import type { PlatformChoices } from '../../domain/library/platform-choice'
import { Library } from './library'

/** `INSERT … SELECT` from one JSON array of rows: a thousand rows are one statement with one parameter. */
function insertFrom(table: string, columns: Readonly<Record<string, string>>): string {
  const values = Object.values(columns).map((field) => `value ->> '$.${field}'`)
  return `INSERT INTO ${table} (${Object.keys(columns).join(', ')}) SELECT ${values.join(', ')} FROM json_each(?)`
}

const gameFields = {
  id: 'id',
  platform_id: 'platformId',
  origin: 'origin',
  folder_id: 'folderId',
  relative_path: 'relativePath',
  is_folder: 'isFolder',
  fs_name: 'fsName',
  name: 'name',
  folded_name: 'foldedName',
  title_key: 'titleKey',
  regions: 'regions',
  languages: 'languages',
  tags: 'tags',
  revision: 'revision',
  size_bytes: 'sizeBytes',
  missing_at: 'missingAt',
  created_at: 'createdAt',
  updated_at: 'updatedAt',
}

const fileFields = {
  id: 'id',
  game_id: 'gameId',
  path: 'path',
  size_bytes: 'sizeBytes',
  modified_at: 'modifiedAt',
  identity: 'identity',
  crc: 'hashes.crc',
  md5: 'hashes.md5',
  sha1: 'hashes.sha1',
  created_at: 'createdAt',
  updated_at: 'updatedAt',
}

const insertGames = insertFrom('games', gameFields)
const insertFiles = insertFrom('game_files', fileFields)

export class LibraryWriting extends Library implements LibraryWriter {
  async nextId(table: NumberedTable, base: number): Promise<number> {
    const tables = table === 'game_files' ? ['game_files', 'game_aliases'] : [table]
    const row = await this.first<{ highest: number | null }>(
      'SELECT MAX(seq) AS highest FROM sqlite_sequence WHERE name IN (SELECT value FROM json_each(?))',
      [JSON.stringify(tables)],
    )
    return Math.max(row?.highest ?? 0, base) + 1
  }

  async insertPlatform(platform: Platform): Promise<void> {
    await this.all('INSERT INTO platforms (id, slug, created_at, updated_at) VALUES (?, ?, ?, ?)', [
      platform.id,
      platform.slug,
      platform.createdAt,
      platform.updatedAt,
    ])
  }

  async insertFolder(folder: Omit<LibraryFolder, 'id'>): Promise<number> {
    return this.insert(
      'INSERT INTO library_folders (path, platforms, scanned_at, created_at) VALUES (?, ?, ?, ?)',
      [folder.path, JSON.stringify(folder.platforms), folder.scannedAt, folder.createdAt],
    )
  }

  async setPlatforms(folderId: number, platforms: PlatformChoices): Promise<void> {
    await this.all('UPDATE library_folders SET platforms = ? WHERE id = ?', [
      JSON.stringify(platforms),
      folderId,
    ])
  }

  async setScanned(folderId: number, at: string): Promise<void> {
    await this.all('UPDATE library_folders SET scanned_at = ? WHERE id = ?', [at, folderId])
  }

  async deleteFolder(id: number, at: string): Promise<void> {
    await this.all(
      `UPDATE games SET folder_id = NULL, relative_path = NULL, missing_at = coalesce(missing_at, ?1), updated_at = ?1
      WHERE folder_id = ?2`,
      [at, id],
    )
    await this.all('DELETE FROM library_folders WHERE id = ?', [id])
  }

  async insertGames(games: readonly Game[]): Promise<void> {
    await this.all(insertGames, [JSON.stringify(games.map(asStored))])
  }

  async displace(ids: readonly number[], at: string): Promise<void> {
    await this.all(
      `UPDATE games SET folder_id = NULL, relative_path = NULL,
        missing_at = iif(origin = 'name', NULL, coalesce(missing_at, ?))
      WHERE id IN (SELECT value FROM json_each(?))`,
      [at, JSON.stringify(ids)],
    )
  }

  async updateGame(game: Game): Promise<void> {
    const columns = Object.entries(gameFields).filter(([column]) => column !== 'id')
    await this.all(
      `UPDATE games SET (${columns.map(([column]) => column).join(', ')}) =
        (SELECT ${columns.map(([, field]) => `?1 ->> '$.${field}'`).join(', ')}) WHERE id = ?2`,
      [JSON.stringify(asStored(game)), game.id],
    )
  }

  async touch(id: number, at: string): Promise<void> {
    await this.all('UPDATE games SET updated_at = ? WHERE id = ?', [at, id])
  }

  async setMissing(ids: readonly number[], at: string): Promise<void> {
    await this.all(
      'UPDATE games SET missing_at = ?1, updated_at = ?1 WHERE id IN (SELECT value FROM json_each(?2))',
      [at, JSON.stringify(ids)],
    )
  }

  async insertFiles(files: readonly GameFile[]): Promise<void> {
    await this.all(insertFiles, [JSON.stringify(files)])
  }

  async updateFile(file: GameFile): Promise<void> {
    await this.all(
      `UPDATE game_files SET size_bytes = ?, modified_at = ?, identity = ?, crc = ?, md5 = ?, sha1 = ?,
        path = ?, updated_at = ? WHERE id = ?`,
      [
        file.sizeBytes,
        file.modifiedAt,
        file.identity,
        file.hashes?.crc ?? null,
        file.hashes?.md5 ?? null,
        file.hashes?.sha1 ?? null,
        file.path,
        file.updatedAt,
        file.id,
      ],
    )
  }

  async deleteFiles(ids: readonly number[]): Promise<void> {
    await this.all('DELETE FROM game_files WHERE id IN (SELECT value FROM json_each(?))', [
      JSON.stringify(ids),
    ])
  }

  async setHashes(file: UnhashedFile, { crc, md5, sha1 }: Hashes, at: string): Promise<void> {
    await this.all(
      `UPDATE game_files SET crc = ?, md5 = ?, sha1 = ?, updated_at = ?
      WHERE id = ? AND size_bytes = ? AND modified_at = ?`,
      [crc, md5, sha1, at, file.id, file.sizeBytes, file.modifiedAt],
    )
  }

  async insertAlias(alias: GameAlias & { readonly foldedName: string }): Promise<void> {
    await this.all(
      `INSERT INTO game_aliases (id, game_id, name, folded_name, created_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (game_id, name) DO NOTHING`,
      [alias.id, alias.gameId, alias.name, alias.foldedName, alias.createdAt],
    )
  }

  async insertNote(note: Omit<Note, 'id'>): Promise<number> {
    return this.insert(
      `INSERT INTO notes (game_id, person_id, title, content, is_public, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        note.gameId,
        note.personId,
        note.title,
        note.content,
        Number(note.isPublic),
        note.createdAt,
        note.updatedAt,
      ],
    )
  }

  async updateNote(note: Note): Promise<void> {
    await this.all('UPDATE notes SET title = ?, content = ?, is_public = ?, updated_at = ? WHERE id = ?', [
      note.title,
      note.content,
      Number(note.isPublic),
      note.updatedAt,
      note.id,
    ])
  }

  async notePlayed(gameId: number, personId: number, at: string): Promise<void> {
    if (this.connection.leave({ played: { gameId, personId, at } })) return
    await this.all(
      `INSERT INTO game_props (person_id, game_id, rating, difficulty, completion, status, backlogged,
         now_playing, hidden, last_played) VALUES (?, ?, 0, 0, 0, NULL, 0, 0, 0, ?)
       ON CONFLICT (person_id, game_id) DO UPDATE SET last_played = excluded.last_played
         WHERE last_played IS NULL OR last_played < excluded.last_played`,
      [personId, gameId, at],
    )
  }

  async saveProps(props: GameProps): Promise<void> {
    await this.all(
      `INSERT OR REPLACE INTO game_props (person_id, game_id, rating, difficulty, completion, status, backlogged,
        now_playing, hidden, last_played) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        props.personId,
        props.gameId,
        props.rating,
        props.difficulty,
        props.completion,
        props.status,
        Number(props.backlogged),
        Number(props.nowPlaying),
        Number(props.hidden),
        props.lastPlayed,
      ],
    )
  }

  /** TypeORM answers a statement that begins with INSERT with the driver's `lastID`. */
  private async insert(statement: string, values: readonly unknown[]): Promise<number> {
    const id: unknown = await this.connection.run((manager) => manager.query(statement, [...values]))
    if (typeof id !== 'number') throw new Error('The database gave no id for a new row')
    return id
  }
}

function asStored(game: Game): Record<string, unknown> {
  return {
    ...game,
    isFolder: Number(game.isFolder),
    regions: JSON.stringify(game.regions),
    languages: JSON.stringify(game.languages),
    tags: JSON.stringify(game.tags),
  }
}
