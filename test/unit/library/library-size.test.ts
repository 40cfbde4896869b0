import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FolderScan } from '../../../main/domain/library/folder-scan'
import { createLibraryFiles } from '../../../main/platform/folder-files'
import { systemRandom } from '../../../main/platform/system-random'
import { presentRom } from '../../../main/server/routes/roms/presenter'
import { sameThreadHasher } from '../../helpers/library'
import { clock, noon, open, temporaryFolder } from '../store/fixture'

const platforms = ['gb', 'gbc', 'gba', 'nes', 'snes', 'megadrive', 'psx', 'n64']
const perPlatform = 2_500
const all = platforms.length * perPlatform

/**
 * Milliseconds of processor time: how long it takes by the wall depends on what else the machine does, and is for the
 * benchmark. Only the hub's own work: what tests do with its answers is several times as much.
 */
const limits = { scan: 6_000, page: 25 }

const quiet = {
  signal: new AbortController().signal,
  progress: () => {},
  problem: (text: string) => expect(text).toBe(''),
}

async function bigLibrary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-library-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const platform of platforms) {
    await mkdir(join(folder, platform))
    for (let start = 0; start < perPlatform; start += 100) {
      const names = Array.from({ length: 100 }, (_, index) => `Game ${start + index} (USA) (En,Fr) [!].rom`)
      await Promise.all(names.map((name) => writeFile(join(folder, platform, name), 'x')))
    }
  }
  return folder
}

async function processorTime<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return [result, (user + system) / 1_000]
}

test(
  'a library of 20,000 files is read in 6 s and listed by pages of 250',
  { timeout: 120_000 },
  async () => {
    const path = await bigLibrary()
    const store = await open(await temporaryFolder())
    const folder = { path, platforms: {}, scannedAt: null, createdAt: noon }
    const id = await store.write(({ library }) => library.insertFolder(folder))
    const scan = new FolderScan(store, createLibraryFiles(sameThreadHasher), clock, systemRandom)
    const [isChanged, first] = await processorTime(() => scan.run({ ...folder, id }, quiet))
    expect(isChanged).toBe(true)
    expect(first).toBeLessThan(limits.scan)
    const [isChangedAgain, again] = await processorTime(() => scan.run({ ...folder, id }, quiet))
    expect(isChangedAgain).toBe(false)
    expect(again).toBeLessThan(limits.scan)

    const seen = new Set<number>()
    const times: number[] = []
    for (let offset = 0; offset < all; offset += 250) {
      const [total, took] = await processorTime(async () => {
        const page = await store.read.library.games({
          platformIds: null,
          limit: 250,
          offset,
          order: 'name',
          isDescending: false,
          search: null,
          changedSince: null,
          isMissing: null,
          personId: 1,
        })
        for (const game of page.games) seen.add(game.id)
        expect(JSON.stringify(page.games.map((game) => presentRom(game))).length).toBeGreaterThan(250)
        return page.total
      })
      expect(total).toBe(all)
      times.push(took)
    }
    expect(seen.size).toBe(all)
    const middle = times.sort((one, other) => one - other)[times.length / 2] ?? Number.POSITIVE_INFINITY
    expect(middle).toBeLessThan(limits.page)
  },
)
