import type { Inspection } from './inspection'

export const gameId = 2_000_007

const at = '2026-03-01T12:00:00.000Z'

/** Puts the one game everybody plays into the database of a hub. */
export function addGame(inspection: Inspection): Promise<void> {
  return inspection.change(`
    INSERT INTO platforms (id, slug, created_at, updated_at) VALUES (2000001, 'gba', '${at}', '${at}');
    INSERT INTO games (id, platform_id, origin, is_folder, fs_name, name, folded_name, title_key, regions, languages,
      tags, size_bytes, created_at, updated_at)
    VALUES (${gameId}, 2000001, 'name', 0, 'Game.gba', 'Game', 'game', 'game', '[]', '[]', '[]', 0, '${at}', '${at}')`)
}
