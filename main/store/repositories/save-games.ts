import type { SaveGame } from '../../domain/saves/save-line'
import type { Connection } from '../connection'
import { inChunks, places } from './in-chunks'

interface GameRow extends Omit<SaveGame, 'isFolder'> {
  readonly isFolder: number
}

/** Those of these games that there are; one alone, as almost every request asks for it, is remembered. */
export async function saveGames(connection: Connection, ids: readonly number[]): Promise<SaveGame[]> {
  const { remembered } = connection
  const [id, ...others] = ids
  if (remembered === null || id === undefined || others.length > 0) return storedGames(connection, ids)
  const find = async () => (await storedGames(connection, ids))[0] ?? null
  const game = await remembered.games.recall(String(id), find)
  return game === null ? [] : [game]
}

async function storedGames(connection: Connection, gameIds: readonly number[]): Promise<SaveGame[]> {
  const rows = await inChunks(gameIds, (ids) =>
    connection.rows<GameRow>(
      `SELECT game.id, game.platform_id AS platformId, platform.slug AS platformSlug, game.name,
         game.fs_name AS fileName, game.is_folder AS isFolder
       FROM games game JOIN platforms platform ON platform.id = game.platform_id
       WHERE game.id IN (${places(ids)})`,
      ids,
    ),
  )
  return rows.map(({ isFolder, ...game }) => ({ ...game, isFolder: isFolder === 1 }))
}
