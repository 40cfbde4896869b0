import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useDevices, usePairing } from '../../api/queries'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Page } from '../../components/Page'
import { Problem } from '../../components/Problem'
import { Silhouette } from '../../components/Silhouette'
import { Spinner } from '../../components/Spinner'
import { LinkPhoneButton } from '../link-phone/LinkPhone'
import { RequestList } from '../pairing/RequestRow'
import { DeviceLine } from './DeviceLine'
import styles from './DevicesPage.module.css'
import { RemoveDevice } from './RemoveDevice'

function NoDevices() {
  const { t } = useTranslation()
  return (
    <div className={styles.empty}>
      <Silhouette client={null} platform={null} size="large" />
      <p className={styles.emptyTitle}>{t('devices.empty')}</p>
      <p className={styles.emptyText}>{t('devices.empty.text')}</p>
      <ButtonLink to="/" look="primary">
        {t('devices.empty.action')}
      </ButtonLink>
    </div>
  )
}

function DeviceList() {
  const { t } = useTranslation()
  const devices = useDevices()
  const heading = useRef<HTMLHeadingElement>(null)
  return (
    <Card labelledBy="paired-devices">
      <h2 id="paired-devices" ref={heading} tabIndex={-1} className={styles.heading}>
        {devices.data?.length ? t('devices.count', { count: devices.data.length }) : t('devices.paired')}
      </h2>
      <Problem error={devices.error} />
      {devices.isPending ? <Spinner /> : null}
      {devices.data?.length === 0 ? <NoDevices /> : null}
      <ul>
        {devices.data?.map((device) => (
          <DeviceLine
            key={device.id}
            device={device}
            full
            action={<RemoveDevice device={device} onRemoved={() => heading.current?.focus()} />}
          />
        ))}
      </ul>
    </Card>
  )
}

export function DevicesPage() {
  const { t } = useTranslation()
  const requests = usePairing().data ?? []
  return (
    <Page title={t('devices.title')} lead={t('devices.lead')} action={<LinkPhoneButton />}>
      <RequestList requests={requests} label={t('request.list')} />
      <DeviceList />
    </Page>
  )
}
