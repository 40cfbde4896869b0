import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Moment.module.css'
import { useNow } from './use-now'

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "4 minutes ago": whole units, and tens of seconds within the first minute. */
export function relativeTime(then: number, now: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const seconds = Math.round((then - now) / 1_000)
  const step = steps.find(([, size]) => Math.abs(seconds) >= size)
  if (step) return format.format(Math.trunc(seconds / step[1]), step[0])
  return format.format(Math.trunc(seconds / 10) * 10 || 0, 'second')
}

export function exactTime(then: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(then)
}

/** As exact, for where there is little room. */
export function shortTime(then: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(then)
}

export function dateOnly(then: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(then)
}

/** A day, with the exact time where it is pointed at. */
export function ExactDate({ at }: { readonly at: string }) {
  const { i18n } = useTranslation()
  const then = Date.parse(at)
  return (
    <time dateTime={at} title={exactTime(then, i18n.language)}>
      {dateOnly(then, i18n.language)}
    </time>
  )
}

/** A moment in relative words; pointing at it or tabbing to it shows the exact time. */
export function Moment({ at }: { readonly at: string }) {
  const { i18n } = useTranslation()
  const now = useNow(10_000)
  const id = useId()
  const then = Date.parse(at)
  return (
    <span className={styles.moment} tabIndex={0} aria-describedby={id}>
      <time dateTime={at}>{relativeTime(Math.min(then, now), now, i18n.language)}</time>
      <span className={styles.exact} role="tooltip" id={id}>
        {exactTime(then, i18n.language)}
      </span>
    </span>
  )
}
