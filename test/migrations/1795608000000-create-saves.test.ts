import { beforeEach, describe, expect, test } from 'vitest'
import { type MigrationBench, migrateTo } from './fixture'
import {
  at,
  device,
  game,
  householdBefore,
  line as lineRow,
  person,
  version as versionRow,
} from './household-rows'

const name = 'CreateSaves1795608000000'
const later = '2026-01-02T12:00:00.001Z'
const line = { ...lineRow, last_sequence: 0 }
const version = { ...versionRow, origin_device_id: 'pocket' }
const second = { ...version, id: 12, sequence: 2, updated_at: later, parent_id: 11 }

let bench: MigrationBench
const run = (sql: string) => bench.writer.query(sql)

beforeEach(async () => {
  bench = await householdBefore(name)
  await migrateTo(bench, name)
  await bench.insert('save_lines', line)
})

test('what was there stays', async () => {
  expect(await bench.rows('people')).toMatchObject([person])
  expect(await bench.rows('devices')).toMatchObject([device])
  expect(await bench.rows('games')).toMatchObject([game])
})

describe('a line', () => {
  test('is one for a person, game, kind and key', async () => {
    await expect(bench.insert('save_lines', { ...line, id: 4 })).rejects.toThrow('UNIQUE')
    await bench.insert('save_lines', { ...line, id: 4, kind: 'file' })
    await expect(bench.insert('save_lines', { ...line, id: 5, key: null })).rejects.toThrow('NOT NULL')
    await expect(bench.insert('save_lines', { ...line, id: 5, key: '' })).rejects.toThrow('CHECK')
  })

  test('has a head that is live and its own', async () => {
    await bench.insert('versions', version)
    await bench.insert('versions', { ...second, state: 'held' })
    await bench.insert('save_lines', { ...line, id: 4, key: 'other' })
    await expect(run('UPDATE save_lines SET head_version_id = 12 WHERE id = 3')).rejects.toThrow(
      'live version',
    )
    await expect(run('UPDATE save_lines SET head_version_id = 11 WHERE id = 4')).rejects.toThrow(
      'live version',
    )
    await run('UPDATE save_lines SET head_version_id = 11 WHERE id = 3')
    await expect(
      run(`UPDATE versions SET state = 'deleted', deleted_at = '${at}' WHERE id = 11`),
    ).rejects.toThrow('a head stays live')
  })

  test('keeps its game and its person: neither goes while there are saves (W-76)', async () => {
    await expect(run('DELETE FROM games')).rejects.toThrow('FOREIGN KEY')
    await expect(run('DELETE FROM people')).rejects.toThrow('FOREIGN KEY')
  })
})

describe('a version', () => {
  beforeEach(() => bench.insert('versions', version))

  test.each([
    `sha256 = '${'c'.repeat(64)}'`,
    `content_hash = '${'c'.repeat(32)}'`,
    'sequence = 9',
    'size_bytes = 9',
    `file_name = 'other'`,
    `updated_at = '${later}'`,
    'blank = 1',
  ])('never gets %s', async (change) => {
    await expect(run(`UPDATE versions SET ${change} WHERE id = 11`)).rejects.toThrow('never changes')
  })

  test('is never removed', async () => {
    await expect(run('DELETE FROM versions')).rejects.toThrow('never removed')
  })

  test('comes after all others of its line', async () => {
    await expect(bench.insert('versions', { ...second, sequence: 1 })).rejects.toThrow('last of its line')
    await expect(bench.insert('versions', { ...second, updated_at: at })).rejects.toThrow('last of its line')
    await bench.insert('versions', second)
  })

  test('stays when its device goes, and cannot be given to another', async () => {
    await bench.insert('devices', { ...device, id: 'deck' })
    await expect(run(`UPDATE versions SET origin_device_id = 'deck'`)).rejects.toThrow('came from')
    await run(`DELETE FROM devices WHERE id = 'pocket'`)
    expect(await bench.rows('versions')).toMatchObject([{ id: 11, origin_device_id: null }])
  })

  test('is due for a description again when what it tells changes', async () => {
    const due = async () =>
      (await bench.rows('versions')).filter((row) => Number(row['described']) < Number(row['revision']))
    expect(await due()).toHaveLength(1)
    await run('UPDATE versions SET described = revision')
    expect(await due()).toHaveLength(0)
    await run('UPDATE versions SET pinned = 1')
    expect(await due()).toHaveLength(1)
    await run('UPDATE versions SET described = revision')
    await run('UPDATE save_lines SET head_version_id = 11 WHERE id = 3')
    expect(await due()).toHaveLength(1)
  })
})

describe('a mark', () => {
  const mark = {
    device_id: 'pocket',
    line_id: 3,
    version_id: 11,
    how: 'upload',
    doubtful: 0,
    at,
    untracked: 0,
  }
  beforeEach(() => bench.insert('versions', version))

  test('is one for a device and line', async () => {
    await bench.insert('marks', mark)
    await expect(bench.insert('marks', mark)).rejects.toThrow('UNIQUE')
  })

  test('says something', async () => {
    const nothing = { ...mark, version_id: null, how: null }
    await expect(bench.insert('marks', nothing)).rejects.toThrow('says_something')
    await expect(bench.insert('marks', { ...mark, how: null })).rejects.toThrow('known_somehow')
    await bench.insert('marks', { ...nothing, untracked: 1 })
  })

  test('goes with its device', async () => {
    await bench.insert('marks', mark)
    await run(`DELETE FROM devices WHERE id = 'pocket'`)
    expect(await bench.rows('marks')).toEqual([])
  })
})
