import { expect, test } from 'vitest'
import { databaseBefore, migrateTo } from './fixture'

const name = 'CreateLibrary1795521600000'
const at = '2026-01-02T12:00:00.000Z'

const person = { id: 7, username: 'robin', role: 'admin', enabled: 1, created_at: at, updated_at: at }
const folder = { id: 1, path: '/games', created_at: at }
const platform = { id: 1_000_001, slug: 'gba', created_at: at, updated_at: at }
const game = {
  id: 2_000_001,
  platform_id: platform.id,
  origin: 'folder',
  folder_id: 1,
  relative_path: 'gba/Game.gba',
  is_folder: 0,
  fs_name: 'Game.gba',
  name: 'Game',
  folded_name: 'game',
  title_key: 'game',
  regions: '[]',
  languages: '[]',
  tags: '[]',
  size_bytes: 3,
  created_at: at,
  updated_at: at,
}
const byName = {
  ...game,
  id: 2_000_002,
  origin: 'name',
  folder_id: null,
  relative_path: null,
  fs_name: 'Other.gba',
  folded_name: 'other',
}
const file = {
  id: 3_000_001,
  game_id: game.id,
  path: 'Game.gba',
  size_bytes: 3,
  modified_at: at,
  created_at: at,
  updated_at: at,
}
const alias = { id: 3_000_002, game_id: game.id, name: 'Spiel.gba', folded_name: 'spiel', created_at: at }
const note = {
  id: 1,
  game_id: game.id,
  person_id: 7,
  title: 'time',
  content: '{}',
  is_public: 0,
  created_at: at,
  updated_at: at,
}
const props = {
  person_id: 7,
  game_id: game.id,
  rating: 0,
  difficulty: 0,
  completion: 0,
  backlogged: 0,
  now_playing: 0,
  hidden: 0,
}

async function household() {
  const bench = await databaseBefore(name)
  await bench.insert('people', person)
  await bench.insert('settings', { name: 'hub_id', value: 'one' })
  await migrateTo(bench, name)
  return bench
}

async function library() {
  const bench = await household()
  await bench.insert('library_folders', folder)
  await bench.insert('platforms', platform)
  await bench.insert('games', game)
  await bench.insert('games', byName)
  await bench.insert('game_files', file)
  await bench.insert('game_aliases', alias)
  await bench.insert('notes', note)
  await bench.insert('game_props', props)
  return bench
}

test('what was there stays', async () => {
  const { rows } = await household()
  expect(await rows('people')).toMatchObject([person])
  expect(await rows('settings')).toEqual([{ name: 'hub_id', value: 'one' }])
})

test('nothing there is nothing to do', async () => {
  const bench = await databaseBefore(name)
  await migrateTo(bench, name)
  for (const table of ['platforms', 'games', 'game_files', 'notes']) {
    expect(await bench.rows(table)).toEqual([])
  }
})

test.each<[string, string, Record<string, unknown>]>([
  ['a platform twice', 'platforms', { ...platform, id: 1_000_002 }],
  ['a platform that is a path', 'platforms', { ...platform, id: 1_000_002, slug: '../gba' }],
  ['an id below the base', 'platforms', { ...platform, id: 5, slug: 'gb' }],
  ['a game with an id below the base', 'games', { ...byName, id: 5, folded_name: 'third' }],
  ['a game of no platform', 'games', { ...byName, id: 2_000_003, folded_name: 'third', platform_id: 9 }],
  ['a game twice at one place', 'games', { ...game, id: 2_000_003 }],
  ['a game by name twice', 'games', { ...byName, id: 2_000_003 }],
  ['a place outside the folder', 'games', { ...game, id: 2_000_003, relative_path: 'gba/../../etc/passwd' }],
  ['an absolute place', 'games', { ...game, id: 2_000_003, relative_path: '/etc/passwd' }],
  ['a place without a folder', 'games', { ...game, id: 2_000_003, folder_id: null }],
  ['a folder without a place', 'games', { ...game, id: 2_000_003, relative_path: null }],
  ['neither missing nor anywhere', 'games', { ...game, id: 2_000_003, folder_id: null, relative_path: null }],
  ['a missing game by name', 'games', { ...byName, id: 2_000_003, folded_name: 'third', missing_at: at }],
  ['a game without a name', 'games', { ...game, id: 2_000_003, relative_path: 'gba/x', name: '' }],
  ['regions that are no list', 'games', { ...game, id: 2_000_003, relative_path: 'gba/x', regions: '{}' }],
  ['a file twice', 'game_files', { ...file, id: 3_000_003 }],
  ['a file of no game', 'game_files', { ...file, id: 3_000_003, game_id: 9 }],
  ['a file outside its game', 'game_files', { ...file, id: 3_000_003, path: '..' }],
  ['one hash of three', 'game_files', { ...file, id: 3_000_003, path: 'x', crc: '00000000' }],
  ['a hash in capitals', 'game_files', { ...file, id: 3_000_003, path: 'x', crc: '0000000A' }],
  ['an alias twice', 'game_aliases', { ...alias, id: 3_000_003 }],
  ['a note without a title', 'notes', { ...note, id: 2, title: '' }],
  ['a note of nobody', 'notes', { ...note, id: 2, person_id: 9 }],
  ['a rating of eleven', 'game_props', { ...props, game_id: byName.id, rating: 11 }],
  ['a folder twice', 'library_folders', { ...folder, id: 2 }],
])('refused: %s', async (_case, table, row) => {
  const bench = await library()
  const before = await bench.rows(table)
  await expect(bench.insert(table, row)).rejects.toThrow('SQLITE_CONSTRAINT')
  expect(await bench.rows(table)).toEqual(before)
})

test('a folder with games, and a platform with games, cannot just go', async () => {
  const { writer } = await library()
  await expect(writer.query('DELETE FROM library_folders')).rejects.toThrow('SQLITE_CONSTRAINT')
  await expect(writer.query('DELETE FROM platforms')).rejects.toThrow('SQLITE_CONSTRAINT')
})

test('the look-ups use an index', async () => {
  const { writer } = await library()
  const plans = [
    `SELECT * FROM games WHERE platform_id = 1 ORDER BY name COLLATE NOCASE, id LIMIT 1`,
    `SELECT * FROM games WHERE folder_id = 1 AND relative_path = 'a'`,
    `SELECT * FROM games WHERE platform_id = 1 AND folded_name = 'a'`,
    `SELECT * FROM games WHERE updated_at >= '2026'`,
    `SELECT * FROM game_files WHERE game_id = 1 ORDER BY path`,
    `SELECT * FROM game_files WHERE sha1 = 'a'`,
    `SELECT * FROM game_files WHERE md5 = 'a'`,
    `SELECT * FROM game_aliases WHERE game_id = 1`,
    `SELECT * FROM notes WHERE game_id = 1`,
    `SELECT * FROM game_props WHERE person_id = 1 AND game_id = 1`,
  ]
  for (const query of plans) {
    const steps: { detail: string }[] = await writer.query(`EXPLAIN QUERY PLAN ${query}`)
    const details = steps.map(({ detail }) => detail).join('; ')
    expect(details, query).not.toMatch(/SCAN|TEMP B-TREE/)
  }
})
