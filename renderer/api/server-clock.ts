let offset = 0

/**
 * Learns from a `Date` header how far this machine's clock is off the hub's. The header has whole seconds, so a
 * difference within two of them is taken as none: a countdown must not jump about for it.
 */
export function noteServerDate(header: string | null, receivedAt = Date.now()): void {
  const served = Date.parse(header ?? '')
  if (Number.isNaN(served)) return
  const difference = served + 500 - receivedAt
  offset = Math.abs(difference) > 2_000 ? difference : 0
}

/** The hub's present moment, in milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + offset
}
