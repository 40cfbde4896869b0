import { memo, useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device } from '../../../shared/api/devices'
import { useDevices, usePairing } from '../../api/queries'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Page } from '../../components/Page'
import { ReadProblem } from '../../components/Problem'
import { Silhouette } from '../../components/Silhouette'
import { Spinner } from '../../components/Spinner'
import { inParts, useNear } from '../../components/use-near'
import { LinkPhoneButton } from '../link-phone/LinkPhone'
import { AddressChanged } from '../network/AddressChanged'
import { RequestList } from '../pairing/RequestRow'
import { DeviceLine } from './DeviceLine'
import styles from './DevicesPage.module.css'
import { RemoveDevice } from './RemoveDevice'

const partSize = 40
/** Pixels; only until a part has been drawn once. */
const lineHeight = 70

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

const noDevices: readonly Device[] = []

interface ListedProps {
  readonly devices: readonly Device[]
  readonly onRemoved: () => void
}

const Part = memo(function Part({ devices, onRemoved, first }: ListedProps & { readonly first: boolean }) {
  const place = useRef<HTMLUListElement>(null)
  const { near, height } = useNear(place, first, devices.length * lineHeight)
  return (
    <ul ref={place} className={styles.part} style={near ? undefined : { height }}>
      {near
        ? devices.map((device) => (
            <DeviceLine
              key={device.id}
              device={device}
              full
              action={<RemoveDevice device={device} onRemoved={onRemoved} />}
            />
          ))
        : null}
    </ul>
  )
})

/** All devices; only those near the window are drawn. */
function Listed({ devices, onRemoved }: ListedProps) {
  const parts = useMemo(() => inParts(devices, partSize), [devices])
  return parts.map((part, index) => (
    <Part key={index} devices={part} onRemoved={onRemoved} first={index === 0} />
  ))
}

function DeviceList() {
  const { t } = useTranslation()
  const devices = useDevices()
  const heading = useRef<HTMLHeadingElement>(null)
  const onRemoved = useCallback(() => heading.current?.focus(), [])
  return (
    <Card labelledBy="paired-devices">
      <h2 id="paired-devices" ref={heading} tabIndex={-1} className={styles.heading}>
        {devices.data?.length ? t('devices.count', { count: devices.data.length }) : t('devices.paired')}
      </h2>
      <ReadProblem error={devices.error} />
      {devices.isPending ? <Spinner /> : null}
      {devices.data?.length === 0 ? <NoDevices /> : null}
      <Listed devices={devices.data ?? noDevices} onRemoved={onRemoved} />
    </Card>
  )
}

export function DevicesPage() {
  const { t } = useTranslation()
  const requests = usePairing().data ?? []
  return (
    <Page title={t('devices.title')} lead={t('devices.lead')} action={<LinkPhoneButton />}>
      <RequestList requests={requests} label={t('request.list')} />
      <AddressChanged />
      <DeviceList />
    </Page>
  )
}
