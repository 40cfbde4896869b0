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
  let cancel = lookAfter(clock, look)
  function look(expected: number): void {
    const jump = clock.now() - expected
    cancel = lookAfter(clock, look)
    if (Math.abs(jump) > tolerance) onJump(jump)
  }
  return () => {
    cancel()
  }
}

function lookAfter(clock: Clock, look: (expected: number) => void): () => void {
  const expected = clock.now() + pause
  return clock.after(pause, () => {
    look(expected)
  })
}
