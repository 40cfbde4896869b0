import { databaseBefore, type MigrationBench } from './fixture'

/** Rows of a small household as the tables of games and devices keep them, for what is migrated after them. */
export const at = '2026-01-02T12:00:00.000Z'

export const person = { id: 7, username: 'robin', role: 'admin', enabled: 1, created_at: at, updated_at: at }
export const device = {
  id: 'pocket',
  person_id: 7,
  sync_mode: 'api',
  sync_enabled: 1,
  created_at: at,
  updated_at: at,
}
export const platform = { id: 2_000_001, slug: 'gba', created_at: at, updated_at: at }
export const game = {
  id: 2_000_007,
  platform_id: 2_000_001,
  origin: 'name',
  is_folder: 0,
  fs_name: 'Game.gba',
  name: 'Game',
  folded_name: 'game',
  title_key: 'game',
  regions: '[]',
  languages: '[]',
  tags: '[]',
  size_bytes: 0,
  created_at: at,
  updated_at: at,
}
export const line = {
  id: 3,
  person_id: 7,
  game_id: 2_000_007,
  kind: 'save',
  key: 'autosave',
  last_sequence: 1,
  created_at: at,
}
export const version = {
  id: 11,
  line_id: 3,
  sequence: 1,
  sha256: 'a'.repeat(64),
  content_hash: 'b'.repeat(32),
  hash_rule: 1,
  size_bytes: 512,
  file_name: 'Game [x].srm',
  arrived_at: at,
  updated_at: at,
  state: 'live',
  hidden: 0,
  blank: 0,
  pinned: 0,
  is_public: 0,
}

/** A database as it was before the migration, with one person, device, platform and game. */
export async function householdBefore(name: string): Promise<MigrationBench> {
  const bench = await databaseBefore(name)
  await bench.insert('people', person)
  await bench.insert('devices', device)
  await bench.insert('platforms', platform)
  await bench.insert('games', game)
  return bench
}
