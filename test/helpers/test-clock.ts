import type { Clock } from '../../main/domain/clock'

interface Timer {
  readonly due: number
  readonly callback: () => void
}

/** Time that stands still until a test moves it. */
export class TestClock implements Clock {
  private time: number
  private readonly timers = new Set<Timer>()

  constructor(start = Date.parse('2026-03-01T12:00:00.000Z')) {
    this.time = start
  }

  readonly now = (): number => this.time

  after(delay: number, callback: () => void): () => void {
    const timer = { due: this.time + delay, callback }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  /** Moves on, and runs every timer that falls due on the way, in order; lets what they started take its first steps. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds
    for (;;) {
      const [next] = [...this.timers]
        .filter(({ due }) => due <= end)
        .sort((one, other) => one.due - other.due)
      if (!next) break
      this.timers.delete(next)
      this.time = Math.max(this.time, next.due)
      next.callback()
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.time = end
  }
}
