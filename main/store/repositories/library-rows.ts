import type {
  Game,
  GameAlias,
  GameFile,
  GameProps,
  ListedGame,
  NoteWithAuthor,
} from '../../domain/library/game'

/** Columns of `games`, under the names the domain has for them. */
export const gameColumns = `g.id, g.platform_id AS platformId, g.origin, g.folder_id AS folderId,
  g.relative_path AS relativePath, g.is_folder AS isFolder, g.fs_name AS fsName, g.name,
  g.folded_name AS foldedName, g.title_key AS titleKey, g.regions, g.languages, g.tags, g.revision,
  g.size_bytes AS sizeBytes, g.missing_at AS missingAt, g.created_at AS createdAt, g.updated_at AS updatedAt`

export type GameRow = Omit<Game, 'isFolder' | 'regions' | 'languages' | 'tags'> & {
  readonly isFolder: number
  readonly regions: string
  readonly languages: string
  readonly tags: string
}

export const fileColumns = `f.id, f.game_id AS gameId, f.path, f.size_bytes AS sizeBytes,
  f.modified_at AS modifiedAt, f.identity, f.crc, f.md5, f.sha1, f.created_at AS createdAt,
  f.updated_at AS updatedAt`

export type FileRow = Omit<GameFile, 'hashes'> & {
  readonly crc: string | null
  readonly md5: string | null
  readonly sha1: string | null
}

/** A row of the one statement that makes a page. */
export type ListedRow = GameRow & {
  readonly slug: string
  /** JSON: file rows, alias rows, and a props row or null. */
  readonly files: string
  readonly aliases: string
  readonly props: string | null
}

type PropsRow = Omit<GameProps, 'backlogged' | 'nowPlaying' | 'hidden'> & {
  readonly backlogged: number
  readonly nowPlaying: number
  readonly hidden: number
}

/** The same for a page: what {@link ListedRow} holds beside the game's own columns. Takes the person's id. */
export const listedColumns = `${gameColumns}, p.slug,
  (SELECT json_group_array(json_object('id', f.id, 'gameId', f.game_id, 'path', f.path, 'sizeBytes', f.size_bytes,
     'modifiedAt', f.modified_at, 'identity', f.identity, 'crc', f.crc, 'md5', f.md5, 'sha1', f.sha1,
     'createdAt', f.created_at, 'updatedAt', f.updated_at) ORDER BY f.path)
   FROM game_files f WHERE f.game_id = g.id) AS files,
  (SELECT json_group_array(json_object('id', a.id, 'gameId', a.game_id, 'name', a.name,
     'createdAt', a.created_at) ORDER BY a.id)
   FROM game_aliases a WHERE a.game_id = g.id) AS aliases,
  (SELECT json_object('personId', r.person_id, 'gameId', r.game_id, 'rating', r.rating,
     'difficulty', r.difficulty, 'completion', r.completion, 'status', r.status, 'backlogged', r.backlogged,
     'nowPlaying', r.now_playing, 'hidden', r.hidden, 'lastPlayed', r.last_played)
   FROM game_props r WHERE r.game_id = g.id AND r.person_id = ?) AS props`

export function gameOf(row: GameRow): Game {
  return {
    ...row,
    isFolder: row.isFolder === 1,
    regions: JSON.parse(row.regions),
    languages: JSON.parse(row.languages),
    tags: JSON.parse(row.tags),
  }
}

export function fileOf({ crc, md5, sha1, ...row }: FileRow): GameFile {
  return {
    ...row,
    hashes: crc === null || md5 === null || sha1 === null ? null : { crc, md5, sha1 },
  }
}

export function listedGameOf({ files, aliases, props, slug, ...row }: ListedRow): ListedGame {
  const fileRows: FileRow[] = JSON.parse(files)
  const aliasRows: GameAlias[] = JSON.parse(aliases)
  return { ...gameOf(row), slug, files: fileRows.map(fileOf), aliases: aliasRows, props: propsOf(props) }
}

function propsOf(text: string | null): GameProps | null {
  if (text === null) return null
  const row: PropsRow = JSON.parse(text)
  return {
    ...row,
    backlogged: row.backlogged === 1,
    nowPlaying: row.nowPlaying === 1,
    hidden: row.hidden === 1,
  }
}

export const noteColumns = `n.id, n.game_id AS gameId, n.person_id AS personId, n.title, n.content,
  n.is_public AS isPublic, n.created_at AS createdAt, n.updated_at AS updatedAt, o.username`

export type NoteRow = Omit<NoteWithAuthor, 'isPublic'> & { readonly isPublic: number }

export function noteOf(row: NoteRow): NoteWithAuthor {
  return { ...row, isPublic: row.isPublic === 1 }
}
