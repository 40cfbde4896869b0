import { mkdir } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemRandom } from '../../main/platform/system-random'
import { nodeFiles } from '../../main/store/blobs/node-files'
import { openBlobStore } from '../../main/store/blobs/open-blob-store'
import { allOf, seeded } from '../unit/blobs/fixture'
import { temporaryFolder } from '../unit/blobs/real-store'
import { bundle, callElsewhere, scriptPath } from './run-elsewhere'

const kills = 30
const seed = 20_260_102

test('a process that stores without end is killed at random moments: nothing it had reported is lost', async () => {
  const folder = join(await temporaryFolder(), 'data')
  await mkdir(folder)
  const child = await bundle(scriptPath(new URL('./child.ts', import.meta.url)), join(folder, '..'))
  const chance = seeded(seed)
  const stored = new Set<string>()
  const described = new Map<number, string>()
  let losses = 0

  for (let round = 0; round < kills; round += 1) {
    const lines = await linesUntilKilled({ child, folder, round, chance })
    for (const line of lines) {
      const [what, first = '', second = ''] = line.split(' ')
      if (what === 'stored') stored.add(first)
      if (what === 'described') described.set(Number(first), second)
    }
    losses += await lossesIn(folder, stored, described)
  }
  console.log(`kills: ${kills}, losses: ${losses}`)
  expect(losses).toBe(0)
  expect(stored.size).toBeGreaterThan(kills * 3)
}, 240_000)

/** Kills it a random moment after a random one of its reports, and gives all reports that came. */
async function linesUntilKilled(one: {
  child: string
  folder: string
  round: number
  chance: () => number
}): Promise<string[]> {
  const { child, gone } = callElsewhere(
    one.child,
    `storeWithoutEnd(${JSON.stringify(one.folder)}, ${one.round})`,
  )
  const last = Math.floor(one.chance() * 40)
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line)
    if (lines.length === last + 1) setTimeout(() => child.kill('SIGKILL'), one.chance() * 4)
  })
  const [, signal] = (await gone) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  return lines
}

/** What a start after the kill finds lost or half done. */
async function lossesIn(
  folder: string,
  stored: ReadonlySet<string>,
  described: ReadonlyMap<number, string>,
): Promise<number> {
  const { blobs, descriptions } = await openBlobStore(nodeFiles(folder), systemRandom)
  let losses = 0
  const listed = new Set(await allOf(blobs.list()))
  for (const name of stored) if (!listed.has(name)) losses += 1
  for (const name of listed) if ((await blobs.verify(name)) !== 'intact') losses += 1
  const found = new Map<number, string>()
  for await (const one of descriptions.descriptions()) {
    if (one.kind === 'damaged') losses += 1
    else found.set(one.description.versionId, one.description.sha256)
  }
  for (const [versionId, name] of described) if (found.get(versionId) !== name) losses += 1
  const files = nodeFiles(folder)
  for (const path of ['blobs/incoming', 'sidecars/incoming']) losses += (await files.list(path)).length
  return losses
}
