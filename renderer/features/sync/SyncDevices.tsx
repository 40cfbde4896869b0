import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useDevices, usePeople } from '../../api/queries'
import { type DeviceStatus, useSyncStatus } from '../../api/sync'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Empty } from '../../components/Empty'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Pill } from '../../components/Pill'
import { ReadProblem } from '../../components/Problem'
import { Silhouette } from '../../components/Silhouette'
import { Spinner } from '../../components/Spinner'
import { roughDuration } from '../play-time/duration'
import { LastRefusal } from './LastRefusal'
import { RecentSessions } from './RecentSessions'
import { deviceLook } from './status-looks'
import styles from './SyncDevices.module.css'

/** Less is nothing a person needs to know. */
const notableSkew = 5 * 60_000

function Time({ at }: { readonly at: string | null }) {
  const { t } = useTranslation()
  return at === null ? t('sync.never') : <Moment at={at} />
}

function Counts({ status }: { readonly status: DeviceStatus }) {
  const { t } = useTranslation()
  const { lines_current, lines_behind, lines_doubtful, waiting_decisions, open_conflicts } = status
  const counts = (
    [
      ['sync.conflicts', open_conflicts],
      ['sync.waiting', waiting_decisions],
      ['sync.current', lines_current],
      ['sync.behind', lines_behind],
      ['sync.doubtful', lines_doubtful],
    ] as const
  ).filter(([, count]) => count > 0)
  if (counts.length === 0) return null
  return (
    <ul className={styles.facts}>
      {counts.map(([text, count]) => (
        <li key={text}>{t(text, { count })}</li>
      ))}
    </ul>
  )
}

/** A clock that is wrong harms nothing, and explains times that look odd. */
function Clock({ status: { clock_skew_ms: skew } }: { readonly status: DeviceStatus }) {
  const { t, i18n } = useTranslation()
  if (skew === null || Math.abs(skew) < notableSkew) return null
  const time = roughDuration(Math.abs(skew), i18n.language)
  return <p className={styles.clock}>{t(skew > 0 ? 'sync.clock.ahead' : 'sync.clock.behind', { time })}</p>
}

/** It never synced, and its state says so already. */
function isNewDevice({
  paused,
  last_negotiated_at,
  last_upload_at,
  last_download_at,
}: DeviceStatus): boolean {
  return !paused && [last_negotiated_at, last_upload_at, last_download_at].every((at) => at === null)
}

function Times({ status }: { readonly status: DeviceStatus }) {
  const { t } = useTranslation()
  const times = [
    ['sync.contact', status.last_contact_at],
    ['sync.negotiated', status.last_negotiated_at],
    ['sync.upload', status.last_upload_at],
    ['sync.download', status.last_download_at],
  ] as const
  return (
    <dl className={styles.times}>
      {times.map(([text, at]) => (
        <div key={text}>
          <dt>{t(text)}</dt>
          <dd>
            <Time at={at} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function DeviceRow({ status }: { readonly status: DeviceStatus }) {
  const { t } = useTranslation()
  const device = useDevices().data?.find(({ id }) => id === status.device_id)
  const people = usePeople()
  const [isOpen, setOpen] = useState(false)
  const name = status.name ?? device?.hostname ?? t('device.unnamed')
  const look = deviceLook(status)
  const isNew = isNewDevice(status)
  const owner = people.length > 1 ? people.find(({ id }) => id === status.person)?.username : undefined
  return (
    <li className={styles.device}>
      <div className={styles.head}>
        <Silhouette client={device?.client ?? null} platform={device?.platform ?? null} />
        <div className={styles.words}>
          <p className={styles.name}>
            <Link href={`/devices/${encodeURIComponent(status.device_id)}`} className={styles.link}>
              <Name>{name}</Name>
            </Link>
            {owner === undefined ? null : (
              <span className={styles.owner}>
                <Name>{owner}</Name>
              </span>
            )}
          </p>
          <Counts status={status} />
          {isNew ? (
            <p className={styles.facts}>
              {t('sync.contact')} <Time at={status.last_contact_at} />
            </p>
          ) : null}
        </div>
        <Pill tone={look.tone ?? 'calm'}>{t(look.text)}</Pill>
      </div>
      {isNew ? null : <Times status={status} />}
      <Clock status={status} />
      <LastRefusal device={status.device_id} person={status.person} />
      {status.last_negotiated_at === null ? null : (
        <details className={styles.sessions} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            <Phrase text="session.of" slots={{ device: <Name>{name}</Name> }} />
          </summary>
          {isOpen ? <RecentSessions device={status.device_id} person={status.person} /> : null}
        </details>
      )}
    </li>
  )
}

/** How sync stands with every device, as far as the hub saw it. */
export function SyncDevices() {
  const { t } = useTranslation()
  const { data, error } = useSyncStatus()
  return (
    <Card labelledBy="sync-devices">
      <h2 id="sync-devices">{t('sync.devices')}</h2>
      {error && !data ? (
        <div className={styles.instead}>
          <ReadProblem error={error} />
        </div>
      ) : null}
      {!data && !error ? (
        <div className={styles.instead}>
          <Spinner />
        </div>
      ) : null}
      {data?.length === 0 ? (
        <Empty
          icon="devices"
          title={t('sync.noDevices')}
          action={<ButtonLink to="/devices">{t('pairing.toDevices')}</ButtonLink>}
        >
          {t('sync.noDevices.text')}
        </Empty>
      ) : null}
      <ul>
        {data?.map((status) => (
          <DeviceRow key={status.device_id} status={status} />
        ))}
      </ul>
    </Card>
  )
}
