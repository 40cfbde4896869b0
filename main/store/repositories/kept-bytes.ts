import type { KeepRule } from '../../domain/storage/stored-sizes'

/** Of an alias `version` with bytes: neither a head, nor pinned, nor a refused copy, nor one of several in a conflict. */
const mayGo = `version.bytes_dropped_at IS NULL AND version.pinned = 0 AND version.state <> 'held'
  AND NOT EXISTS (SELECT 1 FROM save_lines WHERE head_version_id = version.id)`

/** Past and side versions that a rule does not keep. A line with a refused copy or an open conflict waits, with all it has. */
export function outdated(
  { newest, since }: KeepRule,
  lineIds: readonly number[] | null,
): { select: string; values: (string | number)[] } {
  const within = lineIds === null ? '' : 'AND line_id IN (SELECT value FROM json_each(?3))'
  const select = `SELECT version.id FROM (
      SELECT *, sum(state = 'live') OVER (PARTITION BY line_id ORDER BY sequence DESC) AS place
      FROM versions WHERE bytes_dropped_at IS NULL ${within}) version
    WHERE ${mayGo} AND version.state IN ('live', 'side') AND version.arrived_at < ?2
      AND (version.state = 'side' OR version.place > ?1)
      AND NOT EXISTS (SELECT 1 FROM versions other WHERE other.line_id = version.line_id AND other.state = 'held')
      AND NOT EXISTS (SELECT 1 FROM conflicts WHERE line_id = version.line_id AND closed_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM waiting_decisions WHERE line_id = version.line_id)`
  return { select, values: [newest, since, ...(lineIds === null ? [] : [JSON.stringify(lineIds)])] }
}

/** What is in the recycle bin, of one person or (null) of everybody. */
export function binned(personId: number | null): { select: string; values: (string | number | null)[] } {
  return {
    select: `SELECT version.id FROM versions version JOIN save_lines line ON line.id = version.line_id
      WHERE version.state = 'deleted' AND ${mayGo} AND (?1 IS NULL OR line.person_id = ?1)`,
    values: [personId],
  }
}

/** Whether no row needs the content that the expression names. */
export function isUnneeded(sha256: string): string {
  return `NOT EXISTS (SELECT 1 FROM versions needing WHERE needing.sha256 = ${sha256} AND needing.bytes_dropped_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM screenshots picture WHERE picture.sha256 = ${sha256})`
}
