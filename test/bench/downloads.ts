import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { startBenchHub } from './bench-hub'
import { addGame, addHandheld } from './bench-saves'
import { Connection, multipart } from './connection'
import type { Figure } from './measure'
import { startBareServer } from './start-bare-server'

const callers = 8
const turns = 5

/** Bytes, and how many of them in a turn: a save, and a memory card or state. */
const sizes = [
  { bytes: 32 * 1024, count: 600 },
  { bytes: 8 * 1024 * 1024, count: 40 },
]

/** Downloads over 8 connections, in turns with a bare file server. */
export async function benchDownloads(): Promise<Figure[]> {
  const hub = await startBenchHub()
  const bare = await startBareServer()
  await addGame(hub)
  const [first, ...others] = await Promise.all(
    Array.from({ length: callers }, (_, index) => addHandheld(hub, `slot-${index}`)),
  )
  if (!first) return []
  const ours = [first, ...others].map(({ connection }) => connection)
  const theirs = Array.from({ length: callers }, () => new Connection(bare.url))
  const figures: Figure[] = []
  for (const { bytes, count } of sizes) {
    const content = randomBytes(bytes)
    const path = `${first.path}&overwrite=true`
    const saved = await first.connection.send({ method: 'POST', path, ...multipart(content) })
    const { id } = z.object({ id: z.number() }).parse(JSON.parse(saved.toString()))
    await writeFile(join(bare.folder, 'save.srm'), content)
    const rates = { ours: 0, theirs: 0 }
    for (let turn = 0; turn <= turns; turn += 1) {
      const plain = await rateOf(theirs, '/save.srm', count)
      const whole = await rateOf(ours, `/api/saves/${id}/content`, count)
      // The first turn warms both up.
      if (turn === 0) continue
      rates.ours += whole / turns
      rates.theirs += plain / turns
    }
    const name = `downloads of ${bytes / 1024} KiB, 8 connections`
    figures.push(
      { name, value: rates.ours, unit: '/s' },
      {
        name: `${name}, against a bare file server`,
        value: rates.ours / rates.theirs,
        unit: '×',
        least: 0.6,
      },
    )
  }
  for (const connection of [...ours, ...theirs]) connection.close()
  await hub.stop()
  await bare.stop()
  return figures
}

/** A second. */
async function rateOf(all: readonly Connection[], path: string, count: number): Promise<number> {
  let left = count
  const started = performance.now()
  await Promise.all(
    all.map(async (connection) => {
      for (; left > 0;) {
        left -= 1
        await connection.send({ method: 'GET', path })
      }
    }),
  )
  return count / ((performance.now() - started) / 1000)
}
