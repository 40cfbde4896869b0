import { setTimeout } from 'node:timers/promises'
import { startBenchHub } from './bench-hub'
import type { Figure } from './measure'

/** Milliseconds in which a start comes to rest: about 16 s after it the engine collects what only the start needed. */
const settling = 30_000
const watched = 60_000

/** What a headless hub takes that nobody asks anything: memory after a minute, and its share of one processor. */
export async function benchIdle(): Promise<Figure[]> {
  if (process.platform !== 'linux') return []
  const hub = await startBenchHub()
  await hub.get('/api/users/me')
  await setTimeout(settling)
  const before = await hub.processorTime()
  await setTimeout(watched)
  const share = ((await hub.processorTime()) - before) / watched
  const memory = await hub.residentMemory()
  await hub.stop()
  return [
    { name: 'headless, idle: resident memory', value: memory, unit: 'MiB', aim: 90 },
    { name: 'headless, idle for a minute: processor', value: share * 100, unit: '%', aim: 0.2 },
  ]
}
