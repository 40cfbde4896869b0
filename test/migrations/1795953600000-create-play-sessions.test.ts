import { beforeEach, expect, test } from 'vitest'
import { type MigrationBench, migrateTo } from './fixture'
import { at, device, game, householdBefore, person } from './household-rows'

const name = 'CreatePlaySessions1795953600000'
const later = '2026-01-02T13:00:00.000Z'

const session = {
  id: 3,
  person_id: 7,
  device_id: 'pocket',
  game_id: 2_000_007,
  start_time: at,
  end_time: later,
  duration_ms: 3_000_000,
  identity: 'a'.repeat(64),
  created_at: later,
}

let bench: MigrationBench

beforeEach(async () => {
  bench = await householdBefore(name)
  await migrateTo(bench, name)
  await bench.insert('play_sessions', session)
})

test('what was there stays', async () => {
  expect(await bench.rows('people')).toMatchObject([person])
  expect(await bench.rows('devices')).toMatchObject([device])
  expect(await bench.rows('games')).toMatchObject([game])
})

test('a stretch is there once, also without a device or a game (W-51)', async () => {
  await expect(bench.insert('play_sessions', { ...session, id: 4 })).rejects.toThrow('UNIQUE')
  const nowhere = { ...session, id: 4, device_id: null, game_id: null }
  await expect(bench.insert('play_sessions', nowhere)).rejects.toThrow('UNIQUE')
  await bench.insert('play_sessions', { ...nowhere, identity: 'b'.repeat(64) })
})

test('a stretch ends after it began, and its moments are those of the wire', async () => {
  const other = { ...session, id: 4, identity: 'b'.repeat(64) }
  await expect(bench.insert('play_sessions', { ...other, end_time: at })).rejects.toThrow(
    'ends_after_its_start',
  )
  await expect(bench.insert('play_sessions', { ...other, start_time: '2026-01-02' })).rejects.toThrow('CHECK')
  await expect(bench.insert('play_sessions', { ...other, duration_ms: -1 })).rejects.toThrow('CHECK')
})

test('what was played stays when its device or its game goes', async () => {
  await bench.writer.query(`DELETE FROM devices WHERE id = 'pocket'`)
  await bench.writer.query('DELETE FROM games')
  expect(await bench.rows('play_sessions')).toMatchObject([{ id: 3, device_id: null, game_id: null }])
})
