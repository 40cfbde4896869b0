import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { job } from '../../shared/api/jobs'
import { listRoms } from '../../shared/api/roms'
import type { TestHub } from '../helpers/hub'
import { asOwner, call, hubForTest } from './call'
import { addFolder, folderWith, scan } from './library-steps'

const platforms = ['gb', 'gbc', 'gba', 'nes', 'snes', 'megadrive', 'psx', 'n64']
const perPlatform = 2_500
const all = platforms.length * perPlatform

/**
 * Milliseconds of processor time, client and server together: how long it takes by the wall depends on what else the
 * machine does, and is measured by the benchmark.
 */
const limits = { scan: 6_000, page: 25 }

async function bigLibrary(): Promise<string> {
  const folder = await folderWith()
  for (const platform of platforms) {
    await mkdir(join(folder, platform))
    for (let start = 0; start < perPlatform; start += 100) {
      await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          writeFile(join(folder, platform, `Game ${start + index} (USA) (En,Fr) [!].rom`), 'x'),
        ),
      )
    }
  }
  return folder
}

async function processorTime<Result>(work: () => Promise<Result>): Promise<{ result: Result; took: number }> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { result, took: (user + system) / 1_000 }
}

/** Or it would be measured with the pages. */
async function cancelHashing(hub: TestHub): Promise<void> {
  const running = job.parse((await call(hub, 'POST', '/api/library/hash', { as: asOwner })).body)
  const ended = await call(hub, 'DELETE', `/api/jobs/${running.id}`, { as: asOwner })
  expect(ended).toMatchObject({ status: 200, body: { kind: 'hash', state: 'cancelled', total: all } })
}

test(
  'a library of 20,000 files is read in 6 s and listed by pages of 250',
  { timeout: 120_000 },
  async () => {
    const hub = await hubForTest()
    const folder = await bigLibrary()
    const first = await processorTime(() => addFolder(hub, folder))
    expect(first.result.job).toMatchObject({ state: 'done', done: all, total: all, problems: [] })
    expect(first.took).toBeLessThan(limits.scan)
    const again = await processorTime(() => scan(hub))
    expect(again.result).toMatchObject({ state: 'done', done: all })
    expect(again.took).toBeLessThan(limits.scan)

    await cancelHashing(hub)
    const seen = new Set<number>()
    const times: number[] = []
    for (let offset = 0; offset < all; offset += 250) {
      const path = `/api/roms?with_files=true&limit=250&offset=${offset}`
      const { result, took } = await processorTime(() => call(hub, 'GET', path, { as: asOwner }))
      times.push(took)
      const page = listRoms.answer.parse(result.body)
      expect(page.total).toBe(all)
      for (const { id } of page.items) seen.add(id)
    }
    expect(seen.size).toBe(all)
    const middle = times.sort((one, other) => one - other)[times.length / 2] ?? Number.POSITIVE_INFINITY
    expect(middle).toBeLessThan(limits.page)
  },
)
