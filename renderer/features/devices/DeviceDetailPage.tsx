import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Device } from '../../../shared/api/devices'
import { useDevice, useMayManage, usePeople } from '../../api/queries'
import { isRefusal } from '../../api/refusal'
import { BackLink } from '../../components/BackLink'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Page } from '../../components/Page'
import { ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { DeviceFacts } from './DeviceFacts'
import { DeviceHelp } from './DeviceHelp'
import { DeviceKeys } from './DeviceKeys'
import styles from './DeviceDetailPage.module.css'
import { useDeviceName } from './DeviceLine'
import { DeviceNotices } from './DeviceNotices'
import { HandOver } from './HandOver'
import { KeyState } from './KeyState'
import { MergeDevice } from './MergeDevice'
import { PauseDevice } from './PauseDevice'
import { RemoveDevice } from './RemoveDevice'
import { RenamableName } from './RenamableName'

function Actions({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const mayManage = useMayManage()
  const several = usePeople().length > 1
  return (
    <Card labelledBy="device-actions" className={styles.actions}>
      <h2 id="device-actions" className="spoken-only">
        {t('detail.actions')}
      </h2>
      <PauseDevice device={device} />
      <div className={styles.buttons}>
        {mayManage && several ? <HandOver device={device} /> : null}
        <MergeDevice device={device} />
        <RemoveDevice device={device} look="danger" onRemoved={() => navigate('/devices')} />
      </div>
    </Card>
  )
}

function Known({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const name = useDeviceName(device)
  return (
    <Page
      title={name}
      heading={<RenamableName device={device} />}
      above={<BackLink to="/devices">{t('devices.title')}</BackLink>}
      action={<KeyState device={device} />}
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <DeviceNotices device={device} />
          <DeviceFacts device={device} />
          <DeviceKeys device={device} />
        </div>
        <div className={styles.column}>
          <Actions device={device} />
          <DeviceHelp device={device} />
        </div>
      </div>
    </Page>
  )
}

/** All about one device, and what can be done with it. */
export function DeviceDetailPage({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const device = useDevice(id)
  if (device.data && !isRefusal(device.error, 404)) return <Known device={device.data} />
  if (isRefusal(device.error, 403, 404)) {
    return (
      <Page title={t('detail.unknown')} lead={t('detail.unknown.text')}>
        <ButtonLink to="/devices" look="primary">
          {t('pairing.toDevices')}
        </ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={t('detail.title')} above={<BackLink to="/devices">{t('devices.title')}</BackLink>}>
      {device.error ? <ReadProblem error={device.error} /> : <Spinner />}
    </Page>
  )
}
