import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock'
import { TooMany } from '../errors'
import { atMost } from './at-most'

interface Window {
  attempts: number
  readonly endsAt: number
}

/**
 * Counts attempts per key in windows that start with the first attempt (wire.md 3.1). The number of keys is bounded,
 * so a flood of addresses cannot fill the memory; count and end are one object, so no counter outlives its window (W-22).
 */
export class FixedWindow {
  private readonly windows: LRUCache<string, Window>

  constructor(
    private readonly clock: Clock,
    private readonly limit: { readonly attempts: number; readonly window: number },
    private readonly message: string,
    maximumKeys = 10_000,
  ) {
    this.windows = new LRUCache(atMost(maximumKeys))
  }

  /** Counts one attempt. @throws TooMany when the window already holds as many as allowed. */
  charge(key: string): void {
    this.check(key)
    const window = this.current(key)
    if (window) window.attempts += 1
    else this.windows.set(key, { attempts: 1, endsAt: this.clock.now() + this.limit.window })
  }

  /** Counts nothing. @throws TooMany when the next attempt would be one too many. */
  check(key: string): void {
    const window = this.current(key)
    if (window && window.attempts >= this.limit.attempts) {
      throw new TooMany(this.message, window.endsAt - this.clock.now())
    }
  }

  /** Whether the next attempt would be let through; counts nothing. */
  allows(key: string): boolean {
    const window = this.current(key)
    return !window || window.attempts < this.limit.attempts
  }

  /** Takes one counted attempt back. */
  refund(key: string): void {
    const window = this.current(key)
    if (window && window.attempts > 0) window.attempts -= 1
  }

  /** Forgets the attempts of a key, e.g. after a right password. */
  clear(key: string): void {
    this.windows.delete(key)
  }

  private current(key: string): Window | undefined {
    const window = this.windows.get(key)
    return window && window.endsAt > this.clock.now() ? window : this.dropped(key)
  }

  private dropped(key: string): undefined {
    this.windows.delete(key)
    return undefined
  }
}
