import { startBenchHub } from './bench-hub'
import { type Figure, median } from './measure'

const starts = 7

/** From the start of the process to the ready line, on an empty folder, and the memory of an idle hub. */
export async function benchStart(): Promise<Figure[]> {
  const times: number[] = []
  const memory: number[] = []
  for (let start = 0; start < starts; start += 1) {
    const hub = await startBenchHub()
    times.push(hub.startedIn)
    await hub.get('/api/users/me')
    if (process.platform === 'linux') memory.push(await hub.residentMemory())
    await hub.stop()
  }
  return [
    { name: 'headless, first start to ready, median', value: median(times), unit: 'ms', aim: 1_000 },
    ...(memory.length === 0
      ? []
      : [
          {
            name: 'headless, resident memory after one request, median',
            value: median(memory),
            unit: 'MiB' as const,
            aim: null,
          },
        ]),
  ]
}
