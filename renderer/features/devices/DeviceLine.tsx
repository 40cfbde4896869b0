import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Device } from '../../../shared/api/devices'
import { usePeople } from '../../api/queries'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Silhouette } from '../../components/Silhouette'
import { ClientLine } from '../pairing/ClientLine'
import styles from './DeviceLine.module.css'
import { KeyState } from './KeyState'

/** A device without a name of its own goes by its client's word for itself, or none. */
export function useDeviceName(device: Device): string {
  const { t } = useTranslation()
  return device.name ?? device.hostname ?? t('device.unnamed')
}

function Seen({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  if (device.last_seen === null) return t('device.neverSeen')
  return <Phrase text="device.seen" slots={{ time: <Moment at={device.last_seen} /> }} />
}

interface DeviceLineProps {
  readonly device: Device
  /** With client, version and platform. */
  readonly full?: boolean
  /** Among the devices of one person. */
  readonly ownerless?: boolean
  readonly action?: ReactNode
}

/** A device in a list: its silhouette, whose it is, when it was here, whether its key is good. */
export function DeviceLine({ device, full, ownerless, action }: DeviceLineProps) {
  const { t } = useTranslation()
  const people = usePeople()
  const name = useDeviceName(device)
  const owner =
    people.length > 1 && !ownerless
      ? people.find((person) => person.id === device.user_id)?.username
      : undefined
  return (
    <li className={styles.device}>
      <Silhouette client={device.client} platform={device.platform} />
      <div className={styles.words}>
        <p className={styles.name}>
          <Link href={`/devices/${encodeURIComponent(device.id)}`} className={styles.link}>
            <Name wrap>{name}</Name>
          </Link>
        </p>
        <ul className={styles.facts}>
          {owner === undefined ? null : (
            <li>
              <Name>{owner}</Name>
            </li>
          )}
          {full && device.client !== null ? (
            <li>
              <ClientLine client={device.client} version={device.client_version} platform={device.platform} />
            </li>
          ) : null}
          {device.cloned_at === null ? null : <li className={styles.cloned}>{t('detail.cloned')}</li>}
          <li>
            <Seen device={device} />
          </li>
        </ul>
      </div>
      <div className={styles.end}>
        <KeyState device={device} />
        {action}
      </div>
    </li>
  )
}
