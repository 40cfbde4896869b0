import { beforeEach, describe, expect, test } from 'vitest'
import { type MigrationBench, migrateTo } from './fixture'
import { at, device, householdBefore, line, version } from './household-rows'

const name = 'CreateSync1795694400000'
const later = '2026-01-02T12:00:00.001Z'

const held = {
  ...version,
  id: 12,
  sequence: 2,
  updated_at: later,
  origin_device_id: 'deck',
  state: 'held',
}
const mark = {
  device_id: 'pocket',
  line_id: 3,
  version_id: 11,
  how: 'upload',
  doubtful: 1,
  at,
  untracked: 0,
}
const session = {
  id: 21,
  person_id: 7,
  device_id: 'pocket',
  mode: 'api',
  status: 'IN_PROGRESS',
  initiated_at: at,
  expires_at: later,
  operations_planned: 1,
  operations_completed: 0,
  operations_failed: 0,
  uploads: 1,
  downloads: 0,
  conflicts: 0,
  no_ops: 0,
  created_at: at,
  updated_at: at,
}
const conflict = {
  id: 31,
  person_id: 7,
  line_id: 3,
  device_id: 'pocket',
  head_version_id: 11,
  content_hash: 'c'.repeat(32),
  reason: 'unseen',
  opened_at: at,
  updated_at: at,
}

let bench: MigrationBench
const run = (sql: string) => bench.writer.query(sql)

beforeEach(async () => {
  bench = await householdBefore(name)
  await bench.insert('devices', { ...device, id: 'deck' })
  await bench.insert('save_lines', line)
  await bench.insert('versions', version)
  await bench.insert('versions', held)
  await bench.insert('marks', mark)
  await bench.insert('marks', { ...mark, device_id: 'deck', doubtful: 0 })
  await migrateTo(bench, name)
})

test('what was there stays, and a device in doubt may be trusted again', async () => {
  expect(await bench.rows('versions')).toMatchObject([version, held])
  expect(await bench.rows('marks')).toHaveLength(2)
  expect(await bench.rows('device_doubts')).toEqual([{ device_id: 'pocket', since: at }])
})

test('a copy that was refused before is in the inbox', async () => {
  expect(await bench.rows('conflicts')).toMatchObject([
    { person_id: 7, line_id: 3, device_id: 'deck', held_version_id: 12, reason: 'unseen', closed_at: null },
  ])
})

describe('a session', () => {
  beforeEach(() => bench.insert('sync_sessions', session))

  test('is the only active one of its device (W-40)', async () => {
    await expect(bench.insert('sync_sessions', { ...session, id: 22 })).rejects.toThrow('UNIQUE')
    await run(`UPDATE sync_sessions SET status = 'COMPLETED', completed_at = '${at}'`)
    await bench.insert('sync_sessions', { ...session, id: 22 })
  })

  test('has a moment of its end exactly when it ended', async () => {
    await expect(run(`UPDATE sync_sessions SET status = 'COMPLETED'`)).rejects.toThrow('finished')
    await expect(run(`UPDATE sync_sessions SET completed_at = '${at}'`)).rejects.toThrow('finished')
  })

  test('counts nothing below zero (W-42)', async () => {
    await expect(run('UPDATE sync_sessions SET operations_failed = -1')).rejects.toThrow('CHECK')
  })

  test('goes with its device, and takes its operations along', async () => {
    await bench.insert('sync_operations', {
      session_id: 21,
      game_id: 404,
      kind: 'save',
      key: 'autosave',
      position: 0,
      action: 'no_op',
      reason: 'unknown-game',
      file_name: 'Game.srm',
    })
    await run(`DELETE FROM marks`)
    await run(`DELETE FROM devices WHERE id = 'pocket'`)
    expect(await bench.rows('sync_sessions')).toEqual([])
    expect(await bench.rows('sync_operations')).toEqual([])
  })
})

describe('a conflict', () => {
  beforeEach(() => bench.insert('conflicts', conflict))

  test('is one while it is open, for a device and line, and for callers without a device', async () => {
    await expect(bench.insert('conflicts', { ...conflict, id: 32 })).rejects.toThrow('UNIQUE')
    await bench.insert('conflicts', { ...conflict, id: 32, device_id: null })
    await expect(bench.insert('conflicts', { ...conflict, id: 33, device_id: null })).rejects.toThrow(
      'UNIQUE',
    )
    await run(`UPDATE conflicts SET closed_at = '${at}', closed_by = 'person', decision = 'hub'`)
    await bench.insert('conflicts', { ...conflict, id: 34 })
  })

  test('is about bytes or a hash, and is closed by somebody', async () => {
    await expect(run('UPDATE conflicts SET content_hash = NULL')).rejects.toThrow('about_something')
    await expect(run(`UPDATE conflicts SET closed_at = '${at}'`)).rejects.toThrow('closed_by_somebody')
  })

  test('keeps its device and line', async () => {
    await run('DELETE FROM marks')
    await expect(run(`DELETE FROM devices WHERE id = 'pocket'`)).rejects.toThrow('FOREIGN KEY')
  })
})

test('one decision waits for a device and line', async () => {
  await bench.insert('conflicts', conflict)
  const waiting = {
    device_id: 'pocket',
    line_id: 3,
    conflict_id: 31,
    keep: 'device',
    has_bytes: 0,
    decided_at: at,
  }
  await bench.insert('waiting_decisions', waiting)
  await expect(bench.insert('waiting_decisions', waiting)).rejects.toThrow('UNIQUE')
})

test('a refusal says why', async () => {
  const row = { device_id: 'pocket', line_id: 3, refused_at: at }
  await expect(bench.insert('device_lines', row)).rejects.toThrow('refused_says_why')
  await bench.insert('device_lines', { ...row, refused_reason: 'unseen' })
})
