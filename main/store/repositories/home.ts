import type { HomeFacts, HomeReader, LastSave } from '../../domain/home/home-facts'
import type { Connection } from '../connection'

const whose = '(?1 IS NULL OR line.person_id = ?1)'

const counts = `SELECT (SELECT count(*) FROM games) AS games,
  (SELECT count(DISTINCT line.game_id) FROM save_lines line
    WHERE line.head_version_id IS NOT NULL AND ${whose}) AS savedGames`

// Ids grow with the arrivals, and the last of them is nearly always a live one: this reads a few rows from the end.
const lastSave = `SELECT version.arrived_at AS at, game.id AS gameId, game.name AS game, person.id AS personId,
    person.username, device.id AS deviceId, coalesce(device.name, device.hostname) AS device
  FROM versions version JOIN save_lines line ON line.id = version.line_id
    JOIN games game ON game.id = line.game_id JOIN people person ON person.id = line.person_id
    LEFT JOIN devices device ON device.id = version.origin_device_id
  WHERE version.state = 'live' AND ${whose} ORDER BY version.id DESC LIMIT 1`

export class HomeCounts implements HomeReader {
  constructor(private readonly connection: Connection) {}

  facts(personId: number | null): Promise<HomeFacts> {
    return this.connection.run(async (manager) => {
      const [counted] = await manager.query<{ games: number; savedGames: number }[]>(counts, [personId])
      const [last] = await manager.query<LastSave[]>(lastSave, [personId])
      return { games: counted?.games ?? 0, savedGames: counted?.savedGames ?? 0, lastSave: last ?? null }
    })
  }
}
