/** Time as the domain sees it. Tests inject their own; nothing in the domain asks the system. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls back once after `delay` milliseconds; the answer cancels it. Never keeps the process alive. */
  after(delay: number, callback: () => void): () => void
}

/** A moment as stored and as sent: UTC, milliseconds, `Z` (own.md). */
export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
