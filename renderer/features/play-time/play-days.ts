import type { PlayTime } from '../../../shared/api/play-sessions'

export interface PlayDay {
  /** Midnight of this machine's zone. */
  readonly at: number
  readonly duration: number
}

function pad(part: number): string {
  return String(part).padStart(2, '0')
}

/** The same day in every zone: `2026-03-01`. */
function dayKey(date: Date): string {
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

/** Every one of the last days, oldest first, also those without play. */
export function lastDays(days: PlayTime['days'], count: number, now: number): readonly PlayDay[] {
  const known = new Map(days.map(({ date, duration_ms }) => [date, duration_ms]))
  const today = new Date(now)
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (count - 1 - index))
    return { at: day.getTime(), duration: known.get(dayKey(day)) ?? 0 }
  })
}
