/** Bytes of the disk that holds the data folder. */
export interface DiskSpace {
  /** What this account may still write. */
  readonly freeBytes: number
  readonly totalBytes: number
}

/** Asks the system; null when it does not tell. */
export type MeasureDisk = () => Promise<DiskSpace | null>

/** Free bytes below which it is said, and below which no more uploads are taken. */
export interface DiskLimits {
  readonly warnBelow: number
  readonly refuseBelow: number
}

export type DiskLevel = 'ok' | 'low' | 'full' | 'unknown'

/** The disk as it was when it was asked last. */
export interface DiskState {
  readonly level: DiskLevel
  /** Null with `unknown`. */
  readonly space: DiskSpace | null
  readonly limits: DiskLimits | null
}

const gibibyte = 1024 ** 3

/**
 * The limits for a disk of this size: a warning at 5 GiB or 5 %, no uploads at 512 MiB or 1 %, whichever is more. A part of a very
 * large disk is more than a household's saves will ever need, and a whole small one less: both are bounded.
 */
export function usualDiskLimits(totalBytes: number): DiskLimits {
  return {
    warnBelow: Math.min(Math.max(5 * gibibyte, 0.05 * totalBytes), 50 * gibibyte, totalBytes / 4),
    refuseBelow: Math.min(Math.max(0.5 * gibibyte, 0.01 * totalBytes), 2 * gibibyte, totalBytes / 8),
  }
}

/** Pure. @param space null when the system does not tell. */
export function diskStateOf(
  space: DiskSpace | null,
  limitsOf: (totalBytes: number) => DiskLimits,
): DiskState {
  if (space === null) return { level: 'unknown', space, limits: null }
  const limits = limitsOf(space.totalBytes)
  const isBelow = (limit: number) => space.freeBytes < limit
  const level = isBelow(limits.refuseBelow) ? 'full' : isBelow(limits.warnBelow) ? 'low' : 'ok'
  return { level, space, limits }
}
