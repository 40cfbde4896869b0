import type { Clock } from '../clock'

/** Milliseconds between two looks. */
const pause = 30_000

/** What the two clocks may differ by between two looks without anybody having slept or set one. */
const tolerance = 5_000

/**
 * Notices that the machine slept or that its clock was set: the wall clock then went another way than the looks, which
 * come by a clock that neither happens to.
 *
 * @param onJump told with the milliseconds of the jump, negative for backwards
 * @returns ends the watch
 */
export function watchTimeJumps(clock: Clock, onJump: (milliseconds: number) => void): () => void {
  let cancel: () => void = () => undefined
  const look = (expected: number): void => {
    const jump = clock.now() - expected
    if (Math.abs(jump) > tolerance) onJump(jump)
    wait()
  }
  const wait = (): void => {
    const expected = clock.now() + pause
    cancel = clock.after(pause, () => {
      look(expected)
    })
  }
  wait()
  return () => {
    cancel()
  }
}
