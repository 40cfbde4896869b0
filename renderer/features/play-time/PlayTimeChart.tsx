import { useTranslation } from 'react-i18next'
import type { PlayTime } from '../../../shared/api/play-sessions'
import { chartDays, usePlayTime } from '../../api/play'
import { Card } from '../../components/Card'
import { dateOnly } from '../../components/Moment'
import { Name } from '../../components/Name'
import { useNow } from '../../components/use-now'
import { durationText } from './duration'
import { lastDays, type PlayDay } from './play-days'
import styles from './PlayTimeChart.module.css'

const height = 72
const step = 8
const barWidth = 5

/** Bars of the last days. The table below says the same in words. */
function Bars({ days }: { readonly days: readonly PlayDay[] }) {
  const { t, i18n } = useTranslation()
  const longest = days.reduce((most, day) => (day.duration > most.duration ? day : most))
  const summary =
    longest.duration === 0
      ? t('play.chart.none')
      : t('play.chart.most', {
          date: dateOnly(longest.at, i18n.language),
          time: durationText(longest.duration, i18n.language),
        })
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${days.length * step - (step - barWidth)} ${height + 1}`}
      role="img"
      aria-label={t('play.chart', { summary })}
    >
      {days.map(({ at, duration }, index) => {
        // A minute that was played is to be seen, too.
        const size = duration === 0 ? 1 : Math.max(3, (duration / longest.duration) * height)
        return (
          <rect
            key={at}
            className={duration === 0 ? styles.none : styles.bar}
            x={index * step}
            y={height - size}
            width={barWidth}
            height={size}
            rx={Math.min(1.5, size / 2)}
          >
            <title>{`${dateOnly(at, i18n.language)}: ${durationText(duration, i18n.language)}`}</title>
          </rect>
        )
      })}
    </svg>
  )
}

function Ends({ days }: { readonly days: readonly PlayDay[] }) {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short' })
  const ends = [days[0], days.at(-1)]
  return (
    <p className={styles.ends} aria-hidden="true">
      {ends.map((day) => (day ? <span key={day.at}>{format.format(day.at)}</span> : null))}
    </p>
  )
}

function ByDevice({ played }: Pick<PlayTime, 'played'>) {
  const { t, i18n } = useTranslation()
  const longest = Math.max(1, ...played.map(({ duration_ms }) => duration_ms))
  return (
    <>
      <h3 className={styles.heading}>{t('play.byDevice')}</h3>
      <ul className={styles.devices}>
        {played.map(({ device_id, device_name, duration_ms }, index) => (
          <li key={device_id ?? index} style={{ '--share': duration_ms / longest }}>
            <span className={styles.device}>
              <Name>{device_name ?? t('play.noDevice')}</Name>
            </span>
            <span>{durationText(duration_ms, i18n.language)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function DayTable({ days }: { readonly days: readonly PlayDay[] }) {
  const { t, i18n } = useTranslation()
  const played = days.filter(({ duration }) => duration > 0).reverse()
  if (played.length === 0) return null
  return (
    <details className={styles.table}>
      <summary>{t('play.table')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('play.day')}</th>
            <th scope="col">{t('play.time')}</th>
          </tr>
        </thead>
        <tbody>
          {played.map(({ at, duration }) => (
            <tr key={at}>
              <th scope="row">{dateOnly(at, i18n.language)}</th>
              <td>{durationText(duration, i18n.language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

interface PlayTimeChartProps {
  readonly game: number
  readonly person: number | undefined
}

/** How long a game was played: by day, and in all by device. Nothing is drawn where no device ever told. */
export function PlayTimeChart({ game, person }: PlayTimeChartProps) {
  const { t, i18n } = useTranslation()
  const now = useNow(60_000)
  const played = usePlayTime(game, person).data
  if (!played || played.total_ms === 0) return null
  const days = lastDays(played.days, chartDays, now)
  const recent = days.reduce((sum, { duration }) => sum + duration, 0)
  return (
    <Card labelledBy="play-time" className={styles.card}>
      <div>
        <h2 id="play-time">{t('play.title')}</h2>
        <p className={styles.total}>
          {t('play.total', { time: durationText(played.total_ms, i18n.language) })}
        </p>
        <p className={styles.soft}>
          {t('play.days', { time: durationText(recent, i18n.language), count: chartDays })}
        </p>
      </div>
      <div>
        <Bars days={days} />
        <Ends days={days} />
      </div>
      <ByDevice played={played.played} />
      <DayTable days={days} />
    </Card>
  )
}
