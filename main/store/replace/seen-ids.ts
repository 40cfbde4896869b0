import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataSource } from 'typeorm'
import type { DescriptionStore } from '../../domain/saves/blob-store-description'
import type { DataFolder } from '../data-folder'
import { openReader } from '../data-source'

/** The highest id that was ever seen in use, by table. */
export type SeenIds = Map<string, number>

/** What no id that was ever handed out comes near again (design section 6, "Ids"). */
const gap = 1_000_000
/** Above every base that a hub may have begun with. */
const aboveAllBases = 1_000_000_000
/** Tables whose ids clients keep. */
const onTheWire =
  'platforms games game_files game_aliases notes versions screenshots sync_sessions play_sessions'.split(' ')

/** Looks through every database there is and every description: one that cannot be read tells nothing, and harms nothing. */
export async function seenIds(
  folder: DataFolder,
  more: readonly string[],
  descriptions: DescriptionStore,
): Promise<SeenIds> {
  const seen: SeenIds = new Map()
  const snapshots = await readdir(folder.snapshots).catch(() => [])
  const copies = snapshots.filter((name) => name.endsWith('.sqlite'))
  for (const path of [folder.database, ...copies.map((name) => join(folder.snapshots, name)), ...more]) {
    for (const { name, seq } of await sequencesOf(path)) note(seen, name, seq)
  }
  for await (const found of descriptions.descriptions()) {
    if (found.kind !== 'description') continue
    const { versionId, parentId, game, person } = found.description
    note(seen, 'versions', Math.max(versionId, parentId ?? 0))
    note(seen, 'games', game.id)
    note(seen, 'people', person.id)
  }
  return seen
}

/**
 * Raises every sequence past anything seen.
 * @param isRebuilt then what is not known any more is taken to be as high as it can have been.
 * @returns the highest id of a version that may have been in use before.
 */
export async function raiseIds(writer: DataSource, seen: SeenIds, isRebuilt: boolean): Promise<number> {
  const tables: { name: string }[] = await writer.query(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' AND name <> 'migrations'`,
  )
  const own = new Map((await sequencesIn(writer)).map(({ name, seq }) => [name, seq]))
  let versions = 0
  for (const { name } of tables) {
    const floor = isRebuilt && onTheWire.includes(name) ? aboveAllBases : 0
    const highest = Math.max(seen.get(name) ?? 0, own.get(name) ?? 0, floor)
    // A table that never had a row draws its base when it gets its first.
    if (highest === 0) continue
    await writer.query('DELETE FROM sqlite_sequence WHERE name = ?', [name])
    await writer.query('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', [name, highest + gap])
    if (name === 'versions') versions = highest
  }
  return versions
}

function note(seen: SeenIds, table: string, id: number): void {
  seen.set(table, Math.max(seen.get(table) ?? 0, id))
}

interface Sequence {
  readonly name: string
  readonly seq: number
}

function sequencesIn(source: DataSource): Promise<Sequence[]> {
  return source.query('SELECT name, seq FROM sqlite_sequence')
}

async function sequencesOf(path: string): Promise<Sequence[]> {
  try {
    const reader = await openReader(path, [])
    try {
      return await sequencesIn(reader)
    } finally {
      await reader.destroy()
    }
  } catch {
    return []
  }
}
