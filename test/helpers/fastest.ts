/**
 * Milliseconds of the fastest of some rounds: what the work takes where no other program of the machine holds it up.
 * @param rounds how often it is done, one after the other.
 * @param measured gives the milliseconds where not the whole round counts.
 */
export async function fastest(rounds: number, measured: () => Promise<number | void>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now()
    const own = await measured()
    times.push(own ?? performance.now() - started)
  }
  return Math.min(...times)
}
