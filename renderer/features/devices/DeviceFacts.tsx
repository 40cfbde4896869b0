import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Device } from '../../../shared/api/devices'
import { knownClient, platformName } from '../../../shared/known-devices'
import { usePeople } from '../../api/queries'
import { Card } from '../../components/Card'
import { Fact, Facts } from '../../components/Facts'
import { Moment, shortTime } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Silhouette } from '../../components/Silhouette'
import { balanced } from '../../locales/isolate'
import styles from './DeviceFacts.module.css'

function When({ at }: { readonly at: string }) {
  const { i18n } = useTranslation()
  return (
    <>
      <Moment at={at} />
      <span className={styles.exact}>{shortTime(Date.parse(at), i18n.language)}</span>
    </>
  )
}

function Client({ device }: { readonly device: Device }) {
  if (device.client === null) return null
  const name = knownClient(device.client).name
  const slots = { client: <Name>{name}</Name>, version: <Name>{device.client_version ?? ''}</Name> }
  return device.client_version ? <Phrase text="client.version" slots={slots} /> : slots.client
}

function Whose({ device }: { readonly device: Device }) {
  const owner = usePeople().find((person) => person.id === device.user_id)
  if (!owner) return null
  return (
    <Link href={`/people/${owner.id}`} className={styles.person}>
      <Name>{owner.username}</Name>
    </Link>
  )
}

interface TechnicalProps {
  readonly label: string
  readonly value: string | null
}

function Technical({ label, value }: TechnicalProps) {
  if (value === null || value === '') return null
  return (
    <Fact label={label}>
      <bdi className={styles.technical}>{balanced(value)}</bdi>
    </Fact>
  )
}

/** What a device is, and when it was here. */
export function DeviceFacts({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  return (
    <Card labelledBy="device-facts">
      <div className={styles.head}>
        <Silhouette client={device.client} platform={device.platform} size="large" />
        <h2 id="device-facts">{t('detail.facts')}</h2>
      </div>
      <Facts>
        <Fact label={t('decision.person')}>
          <Whose device={device} />
        </Fact>
        {device.client === null ? null : (
          <Fact label={t('detail.client')}>
            <Client device={device} />
          </Fact>
        )}
        {device.platform ? (
          <Fact label={t('detail.platform')}>
            <Name>{platformName(device.platform)}</Name>
          </Fact>
        ) : null}
        <Fact label={t('detail.seen')}>
          {device.last_seen === null ? t('device.neverSeen') : <When at={device.last_seen} />}
        </Fact>
        <Fact label={t('detail.paired')}>
          <When at={device.created_at} />
        </Fact>
        <Technical label={t('detail.address')} value={device.ip_address} />
        <Technical label={t('detail.hostname')} value={device.hostname} />
        <Technical label={t('detail.mac')} value={device.mac_address} />
        <Technical label={t('detail.identifier')} value={device.client_device_identifier} />
      </Facts>
    </Card>
  )
}
