import { startBenchHub } from './bench-hub'
import { type Figure, median } from './measure'

const starts = 7

/** From the start of the process to the ready line, on an empty folder. */
export async function benchStart(): Promise<Figure[]> {
  const times: number[] = []
  for (let start = 0; start < starts; start += 1) {
    const hub = await startBenchHub()
    times.push(hub.startedIn)
    await hub.get('/api/users/me')
    await hub.stop()
  }
  return [{ name: 'headless, first start to ready, median', value: median(times), unit: 'ms', aim: 800 }]
}
