import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Device } from '../../../shared/api/devices'
import { useOpenConflicts } from '../../api/conflicts'
import { useDevices } from '../../api/queries'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Notice } from '../../components/Notice'
import { Phrase } from '../../components/Phrase'
import { conflictPath } from '../sync/use-conflict'
import { useDeviceName } from './DeviceLine'

function Twin({ device }: { readonly device: Device }) {
  const name = useDeviceName(device)
  return (
    <Phrase
      text="detail.duplicate.text"
      slots={{
        name: (
          <Link href={`/devices/${encodeURIComponent(device.id)}`}>
            <Name>{name}</Name>
          </Link>
        ),
      }}
    />
  )
}

/** Copies of it that were refused, and wait until somebody chooses. */
function Decisions({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const theirs = useOpenConflicts().data?.filter((entry) => entry.device_id === device.id) ?? []
  const [first] = theirs
  if (!first) return null
  return (
    <Notice tone="warn" title={t('nav.conflicts', { count: theirs.length })}>
      <p>
        <Link href={theirs.length === 1 ? conflictPath(first) : '/sync'}>{t('need.conflicts.action')}</Link>
      </p>
    </Notice>
  )
}

/** What a person should know about a device before anything else. */
export function DeviceNotices({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const twin = useDevices().data?.find((other) => other.id === device.duplicate_of)
  return (
    <>
      {device.cloned_at === null ? null : (
        <Notice tone="warn" title={t('detail.cloned')}>
          <p>
            <Phrase text="detail.cloned.text" slots={{ time: <Moment at={device.cloned_at} /> }} />
          </p>
          <p>{t('detail.cloned.todo')}</p>
        </Notice>
      )}
      <Decisions device={device} />
      {twin ? (
        <Notice tone="calm" title={t('detail.duplicate')}>
          <p>
            <Twin device={twin} />
          </p>
        </Notice>
      ) : null}
      {device.sync_enabled ? null : (
        <Notice tone="calm">
          <p>{t('detail.paused')}</p>
        </Notice>
      )}
      {device.secrets_lost ? (
        <Notice tone="warn">
          <p>{t('detail.secretsLost')}</p>
        </Notice>
      ) : null}
    </>
  )
}
