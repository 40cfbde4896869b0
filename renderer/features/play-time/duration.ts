const minute = 60_000

function unit(value: number, name: 'day' | 'hour' | 'minute' | 'second', locale: string): string {
  const unitDisplay = name === 'day' ? 'long' : 'short'
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay }).format(value)
}

/** "11 hr 20 min"; seconds only below a minute. */
export function durationText(ms: number, locale: string): string {
  if (ms < minute) return unit(Math.round(ms / 1000), 'second', locale)
  const minutes = Math.round(ms / minute)
  const hours = Math.floor(minutes / 60)
  const parts = [
    hours === 0 ? null : unit(hours, 'hour', locale),
    minutes % 60 === 0 ? null : unit(minutes % 60, 'minute', locale),
  ]
  return parts.filter((part) => part !== null).join(' ')
}

const day = 24 * 60 * minute

/** The same where a rough idea is enough: whole days from two of them on. */
export function roughDuration(ms: number, locale: string): string {
  return ms < 2 * day ? durationText(ms, locale) : unit(Math.floor(ms / day), 'day', locale)
}
