import type { OverviewGame, OverviewPage, OverviewQuery } from '../../domain/library/game'

/** The one row of the statement: the page as one JSON text, because rows of the driver are slow. */
export interface OverviewRow {
  readonly total: number
  readonly games: string
}

const orders: Readonly<Record<OverviewQuery['order'], string>> = {
  name: 'name COLLATE NOCASE, id',
  recent: 'recent DESC NULLS LAST, name COLLATE NOCASE, id',
}

/** When the newest version of a game's lines came: a look at the end of each line, whatever its length is. */
const lastArrival = `(SELECT MAX((SELECT v.arrived_at FROM versions v WHERE v.line_id = l.id
    ORDER BY v.sequence DESC LIMIT 1))
  FROM save_lines l WHERE l.person_id = ?1 AND l.game_id = page.id)`

/** A page of the games and their number, in one statement, so that both are of one moment (W-37). */
export function overviewStatement(query: OverviewQuery): { statement: string; values: unknown[] } {
  const values: unknown[] = [query.personId, query.limit, query.offset]
  const value = (given: unknown) => `?${values.push(given)}`
  const conditions = ['TRUE']
  if (query.platformId !== null) conditions.push(`g.platform_id = ${value(query.platformId)}`)
  if (query.show === 'missing') conditions.push('g.missing_at IS NOT NULL')
  if (query.show === 'saves') conditions.push('mine.saves > 0')
  if (query.search !== null) {
    const search = value(query.search)
    conditions.push(`(instr(g.folded_name, ${search}) > 0 OR EXISTS (
      SELECT 1 FROM game_aliases a WHERE a.game_id = g.id AND instr(a.folded_name, ${search}) > 0))`)
  }
  const from = `games g LEFT JOIN mine ON mine.game_id = g.id WHERE ${conditions.join(' AND ')}`
  const order = orders[query.order]
  const statement = `WITH
    mine AS MATERIALIZED (
      SELECT game_id, COUNT(head_version_id) AS saves, MAX(last_updated_at) AS recent
      FROM save_lines WHERE person_id = ?1 GROUP BY game_id),
    page AS (
      SELECT g.id, g.name, g.fs_name, g.platform_id, g.regions, g.tags, g.origin, g.missing_at,
        mine.saves, mine.recent
      FROM ${from} ORDER BY ${order.replaceAll(/\b(name|id)\b/g, 'g.$1')} LIMIT ?2 OFFSET ?3)
    SELECT (SELECT COUNT(*) FROM ${from}) AS total,
      (SELECT json_group_array(json_object('id', page.id, 'name', page.name, 'fsName', page.fs_name,
          'platformId', page.platform_id, 'slug', (SELECT slug FROM platforms WHERE id = page.platform_id),
          'regions', json(page.regions), 'tags', json(page.tags), 'origin', page.origin,
          'missingAt', page.missing_at, 'saves', COALESCE(page.saves, 0), 'lastArrivedAt', ${lastArrival})
        ORDER BY ${order})
      FROM page) AS games`
  return { statement, values }
}

export function overviewOf(row: OverviewRow | null): OverviewPage {
  const games: OverviewGame[] = row === null ? [] : JSON.parse(row.games)
  return { games, total: row?.total ?? 0 }
}
