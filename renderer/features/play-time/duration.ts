const minute = 60_000

function unit(value: number, name: 'hour' | 'minute' | 'second', locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
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
