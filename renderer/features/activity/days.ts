import type { ActivityEntry } from '../../../shared/api/activity'

export interface Day {
  /** Midnight of this machine's day, which is how people here count them. */
  readonly start: number
  readonly entries: readonly ActivityEntry[]
}

function dayOf(at: string | number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** Entries gathered by day, in the order they came in. */
export function byDay(entries: readonly ActivityEntry[]): Day[] {
  const days: { start: number; entries: ActivityEntry[] }[] = []
  for (const entry of entries) {
    const start = dayOf(entry.at)
    const last = days.at(-1)
    if (last?.start === start) last.entries.push(entry)
    else days.push({ start, entries: [entry] })
  }
  return days
}

/** "Today", "Yesterday", or the date. */
export function dayName(start: number, now: number, locale: string): string {
  const days = Math.round((start - dayOf(now)) / 86_400_000)
  const name =
    days === 0 || days === -1
      ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
      : new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(start)
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}
