import { expect, it } from 'vitest'
import { watchTimeJumps } from '../../../main/domain/network/time-jumps'
import { Traffic } from '../../../main/domain/network/traffic'

/** A clock whose timers run by one time and whose face shows another. */
class SettableClock {
  private shown = 1_000_000
  private timer: { due: number; call: () => void } | null = null
  private passed = 0

  now(): number {
    return this.shown
  }

  after(delay: number, call: () => void): () => void {
    this.timer = { due: this.passed + delay, call }
    return () => {
      this.timer = null
    }
  }

  set(by: number): void {
    this.shown += by
  }

  pass(milliseconds: number): void {
    this.passed += milliseconds
    this.shown += milliseconds
    const due = this.timer
    if (due === null || due.due > this.passed) return
    this.timer = null
    due.call()
  }

  get isWaiting(): boolean {
    return this.timer !== null
  }
}

it('time that passes is no jump; a clock that is set, or slept through, is one', () => {
  const clock = new SettableClock()
  const jumps: number[] = []
  const end = watchTimeJumps(clock, (jump) => jumps.push(jump))
  clock.pass(30_000)
  clock.set(4_000)
  clock.pass(30_000)
  expect(jumps).toEqual([])
  clock.set(3_600_000)
  clock.pass(30_000)
  clock.set(-7_200_000)
  clock.pass(30_000)
  clock.pass(30_000)
  expect(jumps).toEqual([3_600_000, -7_200_000])
  end()
  expect(clock.isWaiting).toBe(false)
})

it('traffic counts what has begun and not ended, once each, and says when nothing is left', async () => {
  const traffic = new Traffic()
  const counts: number[] = []
  traffic.watch(() => counts.push(traffic.count))
  await traffic.idle()
  const first = traffic.begin()
  const second = traffic.begin()
  let isIdle = false
  const idle = traffic.idle().then(() => (isIdle = true))
  first()
  first()
  await Promise.resolve()
  expect([counts, isIdle]).toEqual([[1, 2, 1], false])
  second()
  await idle
  expect([traffic.count, isIdle]).toEqual([0, true])
})
