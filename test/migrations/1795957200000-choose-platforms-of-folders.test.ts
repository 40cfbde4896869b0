import { expect, test } from 'vitest'
import { databaseBefore, migrateTo } from './fixture'

const name = 'ChoosePlatformsOfFolders1795957200000'
const at = '2026-01-02T12:00:00.000Z'
const folder = { id: 3, path: '/games', scanned_at: at, created_at: at }

test('folders stay, with nothing said about theirs; only an object can be said', async () => {
  const bench = await databaseBefore(name)
  await bench.insert('library_folders', folder)
  await migrateTo(bench, name)
  expect(await bench.rows('library_folders')).toEqual([{ ...folder, platforms: '{}' }])
  for (const bad of ['', 'gba', '[]']) {
    await expect(bench.writer.query('UPDATE library_folders SET platforms = ?', [bad])).rejects.toThrow(
      'SQLITE_CONSTRAINT',
    )
  }
})
