import { createHash } from 'node:crypto'
import { playSessionEntry } from '../../../shared/api/play-sessions'

/** What a device says it played, understood. */
export interface PlayEntry {
  /** As the device said; perhaps of no game here. */
  readonly gameId: number | null
  readonly saveSlot: string | null
  /** Milliseconds since the epoch, whole seconds (wire.md 8.2). */
  readonly start: number
  readonly end: number
  /** Milliseconds. */
  readonly duration: number
}

/** Milliseconds: how far a device's clock may be ahead (wire.md 8.2.1). */
const tolerance = 5 * 60_000

/** Milliseconds by which cutting two moments to seconds may shorten what lies between them. */
const cut = 1_000

/**
 * Reads one entry of a batch: times without a zone are UTC, offsets are converted (W-48, W-49).
 * @param now milliseconds since the epoch.
 * @returns what is wrong with it as a sentence, when something is.
 */
export function readEntry(said: unknown, now: number): PlayEntry | string {
  const parsed = playSessionEntry.safeParse(said)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return [issue?.path.join('.') ?? '', issue?.message ?? 'Invalid'].filter((part) => part !== '').join(': ')
  }
  const { rom_id, save_slot, start_time, end_time, duration_ms: duration } = parsed.data
  const start = wholeSecond(start_time)
  const end = wholeSecond(end_time)
  if (end <= start) return 'end_time must be after start_time'
  if (end > now + tolerance) return 'end_time is too far in the future'
  // Somebody may pause, but not play longer than it took (W-53).
  if (duration > end - start + cut) return 'duration_ms is longer than from start_time to end_time'
  return { gameId: rom_id ?? null, saveSlot: save_slot || null, start, end, duration }
}

/** A moment of the wire as stored, UTC; one without a zone is UTC already. */
export function momentOf(said: string): number {
  return Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(said) ? said : `${said}Z`)
}

/**
 * One value for everything that tells of the same stretch, also without a device or a game, and different for games
 * that are not known here (W-51): the database keeps it unique.
 */
export function identityOf(personId: number, deviceId: string | null, entry: PlayEntry): string {
  const said = JSON.stringify([personId, deviceId, entry.gameId, entry.start])
  return createHash('sha256').update(said).digest('hex')
}

function wholeSecond(said: string): number {
  return Math.floor(momentOf(said) / 1000) * 1000
}
