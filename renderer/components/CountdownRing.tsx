import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from './Announcer'
import styles from './CountdownRing.module.css'
import { useNow } from './use-now'

interface CountdownProps {
  readonly until: string
}

/** Milliseconds left, counted on the hub's clock; zero and not below. */
export function useTimeLeft(until: string): number {
  return Math.max(0, Date.parse(until) - useNow(1_000))
}

/** "9:12" */
export function minutesAndSeconds(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Says once that the last minute has begun; not if it had when we came. */
export function useLastMinuteCall(left: number): void {
  const { t } = useTranslation()
  const early = useRef(left > 60_000)
  useEffect(() => {
    if (!early.current || left > 60_000 || left === 0) return
    early.current = false
    announce(t('countdown.lastMinute'))
  }, [left, t])
}

const circumference = 2 * Math.PI * 27

/** The time left as a ring that empties and in digits. */
export function CountdownRing({ until, lifetime }: CountdownProps & { readonly lifetime: number }) {
  const { t } = useTranslation()
  const left = useTimeLeft(until)
  useLastMinuteCall(left)
  const share = Math.min(1, left / Math.max(1, lifetime))
  return (
    <div className={styles.countdown} role="timer">
      <svg viewBox="0 0 64 64" className={styles.ring} aria-hidden="true">
        <circle cx="32" cy="32" r="27" className={styles.track} />
        {left > 0 ? (
          <circle
            cx="32"
            cy="32"
            r="27"
            className={styles.rest}
            data-urgent={left <= 60_000}
            strokeDasharray={`${circumference * share} ${circumference}`}
          />
        ) : null}
        <text x="32" y="37" textAnchor="middle" className={styles.digits}>
          {minutesAndSeconds(left)}
        </text>
      </svg>
      <span className={styles.left} aria-hidden="true">
        {t('countdown.left')}
      </span>
      <span className="spoken-only">{t('countdown.spoken', { time: minutesAndSeconds(left) })}</span>
    </div>
  )
}

/** The time left as words in a line. */
export function TimeLeft({ until }: CountdownProps) {
  const { t } = useTranslation()
  const left = useTimeLeft(until)
  useLastMinuteCall(left)
  return <span role="timer">{t('countdown.spoken', { time: minutesAndSeconds(left) })}</span>
}
