import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mebibyte } from '../unit/blobs/fixture'
import { temporaryFolder } from '../unit/blobs/real-store'
import { bundle, callElsewhere, scriptPath } from './run-elsewhere'

/** What a function of measure.ts says in a process of its own, where nothing else takes memory or time. */
async function measured(call: (folder: string) => string): Promise<string> {
  const folder = await temporaryFolder()
  const data = join(folder, 'data')
  await mkdir(data)
  const file = await bundle(scriptPath(new URL('./measure.ts', import.meta.url)), folder)
  const { child, gone } = callElsewhere(file, call(JSON.stringify(data)))
  const line: unknown[] = await Promise.race([once(createInterface(child.stdout), 'line'), gone])
  await gone
  return String(line[0])
}

test('one put of 128 MiB takes no more memory than a small one', async () => {
  const growth = Number(await measured((folder) => `growthOfOnePut(${folder}, ${128 * mebibyte})`))
  console.log(`memory growth during one put of 128 MiB: ${(growth / mebibyte).toFixed(1)} MiB`)
  expect(growth).toBeGreaterThanOrEqual(0)
  expect(growth).toBeLessThanOrEqual(30 * mebibyte)
})

test('durable puts cost little more than their bare steps', async () => {
  const said = await measured((folder) => `comparePuts(${folder}, 800)`)
  const { store, bare } = JSON.parse(said) as { store: number; bare: number }
  const ratio = store / bare
  console.log(
    `durable puts of 32 KiB, 8 callers: ${store.toFixed(0)}/s, bare ${bare.toFixed(0)}/s, ratio ${ratio.toFixed(2)}`,
  )
  // The aim is 0.6 for whole uploads; a put alone must leave room for the rest of one.
  expect(ratio).toBeGreaterThan(0.4)
})
