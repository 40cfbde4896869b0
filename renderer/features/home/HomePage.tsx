import { useTranslation } from 'react-i18next'
import { useDevices, usePairing } from '../../api/queries'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Page } from '../../components/Page'
import { Problem } from '../../components/Problem'
import { DeviceLine } from '../devices/DeviceLine'
import { RequestList } from '../pairing/RequestRow'
import { AddHandheld } from './AddHandheld'
import styles from './HomePage.module.css'
import { Welcome } from './Welcome'

/** As many as are taken in at a glance; the rest is on the page of devices. */
const shownDevices = 5

function DevicesCard() {
  const { t } = useTranslation()
  const devices = useDevices()
  const all = devices.data ?? []
  return (
    <Card labelledBy="home-devices" className={styles.devices}>
      <div className={styles.cardHead}>
        <h2 id="home-devices">{t('devices.title')}</h2>
        {all.length > 0 ? (
          <span className={styles.count}>{t('devices.count', { count: all.length })}</span>
        ) : null}
      </div>
      <Problem error={devices.error} />
      <ul>
        {all.slice(0, shownDevices).map((device) => (
          <DeviceLine key={device.id} device={device} />
        ))}
      </ul>
      {all.length > shownDevices ? (
        <ButtonLink to="/devices" look="quiet">
          {t('home.allDevices')}
        </ButtonLink>
      ) : null}
    </Card>
  )
}

function useHeadline(requests: number, devices: number | undefined) {
  const { t } = useTranslation()
  const lead =
    devices === undefined ? null : devices === 0 ? t('home.firstSteps') : t('home.paired', { count: devices })
  if (requests > 0) return { title: t('home.wants', { count: requests }), lead: t('home.wants.lead') }
  if (devices === 0) return { title: t('home.welcome'), lead }
  return { title: t('home.ready'), lead: lead ?? '\u00A0' }
}

/** What needs a person comes first, in a sentence; then how things are. */
export function HomePage() {
  const { t } = useTranslation()
  const requests = usePairing().data ?? []
  const devices = useDevices().data
  const { title, lead } = useHeadline(requests.length, devices?.length)
  return (
    <Page title={title} lead={lead}>
      <RequestList requests={requests} label={t('request.list')} />
      {devices?.length === 0 ? (
        <Welcome />
      ) : (
        <div className={styles.columns}>
          <DevicesCard />
          <AddHandheld />
        </div>
      )}
    </Page>
  )
}
