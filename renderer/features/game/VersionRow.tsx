import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { VersionChange } from '../../../shared/api/version-contents'
import type { Version } from '../../../shared/api/versions'
import { Button } from '../../components/Button'
import { byteSize } from '../../components/byte-size'
import { classes } from '../../components/classes'
import { Icon } from '../../components/Icon'
import { Menu, MenuItem } from '../../components/Menu'
import { dateOnly, exactTime, Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Pill } from '../../components/Pill'
import { balanced } from '../../locales/isolate'
import { DeviceChip } from './DeviceChip'
import { DownloadLink } from './DownloadLink'
import type { NamedDevice } from './use-device-names'
import { changeText, stateLooks } from './version-texts'
import styles from './VersionRow.module.css'

export type VersionAction = 'restore' | 'unbin' | 'pin' | 'note' | 'look' | 'compare' | 'remove'

interface VersionRowProps {
  readonly version: Version
  readonly change: VersionChange | undefined
  readonly person: number | undefined
  /** Devices that hold it now. */
  readonly holders: readonly string[] | undefined
  readonly deviceOf: (id: string) => NamedDevice
  /** The version another one is to be chosen for, while one is. */
  readonly comparing: number | null
  readonly onAction: (action: VersionAction, version: Version) => void
}

/** A claimed time that is more than a day off says something about the device's clock. */
const notable = 86_400_000

function Facts({ version, change, deviceOf }: Pick<VersionRowProps, 'version' | 'change' | 'deviceOf'>) {
  const { t, i18n } = useTranslation()
  const { origin_device_id: origin, claimed_at: claimed } = version
  const changed = changeText(change, t, i18n.language)
  const isOff = claimed !== null && Math.abs(Date.parse(claimed) - Date.parse(version.arrived_at)) > notable
  return (
    <ul className={styles.facts}>
      <li>
        {origin === null ? (
          t('version.fromNone')
        ) : (
          <Phrase text="version.from" slots={{ name: <Name>{deviceOf(origin).name}</Name> }} />
        )}
      </li>
      {isOff ? (
        <li>{t('version.clockSaid', { date: dateOnly(Date.parse(claimed), i18n.language) })}</li>
      ) : null}
      <li>
        <span className={styles.size}>{byteSize(version.size_bytes, i18n.language)}</span>
      </li>
      {changed === null ? null : <li>{changed}</li>}
    </ul>
  )
}

function Holders({ holders, deviceOf }: Pick<VersionRowProps, 'holders' | 'deviceOf'>) {
  const { t } = useTranslation()
  if (!holders) return null
  return (
    <ul className={styles.holders} aria-label={t('version.heldBy')}>
      {holders.map((id) => (
        <li key={id}>
          <DeviceChip named={deviceOf(id)} />
        </li>
      ))}
    </ul>
  )
}

function Actions({
  version,
  person,
  time,
  onAction,
}: Pick<VersionRowProps, 'version' | 'person' | 'onAction'> & { readonly time: string }) {
  const { t } = useTranslation()
  const isLive = version.state === 'head' || version.state === 'past'
  const act = (action: VersionAction) => () => onAction(action, version)
  return (
    <div className={styles.actions}>
      {version.state === 'head' ? (
        <DownloadLink version={version} person={person} label={t('version.downloadLabel', { time })}>
          {t('version.download')}
        </DownloadLink>
      ) : (
        <Button
          aria-label={t('version.restoreLabel', { time })}
          onClick={act(version.state === 'deleted' ? 'unbin' : 'restore')}
        >
          {t('version.restore')}
        </Button>
      )}
      <Menu label={t('version.actions', { time })}>
        <MenuItem onClick={act('look')}>{t('version.look')}</MenuItem>
        <MenuItem onClick={act('compare')}>{t('version.compareWith')}</MenuItem>
        <MenuItem onClick={act('pin')}>{t(version.pinned ? 'version.unpin' : 'version.pin')}</MenuItem>
        <MenuItem onClick={act('note')}>
          {t(version.note === null ? 'version.addNote' : 'version.editNote')}
        </MenuItem>
        {isLive ? (
          <MenuItem danger onClick={act('remove')}>
            {t('version.remove')}
          </MenuItem>
        ) : null}
      </Menu>
    </div>
  )
}

/** A version of a save: when it came, from where, and what it changed. */
export const VersionRow = memo(function VersionRow(props: VersionRowProps) {
  const { version, change, comparing, person, onAction } = props
  const { t, i18n } = useTranslation()
  const time = exactTime(Date.parse(version.arrived_at), i18n.language)
  const look = version.state === 'past' ? null : stateLooks[version.state]
  const picture = person === undefined ? (change?.screenshot_id ?? null) : null
  return (
    <li className={classes(styles.version, styles[version.state])}>
      <span className={styles.dot} aria-hidden="true" />
      <div className={styles.words}>
        <div className={styles.title}>
          <strong>
            <Moment at={version.arrived_at} />
          </strong>
          {look ? <Pill tone={look.tone}>{t(look.text)}</Pill> : null}
          {version.pinned ? (
            <span className={styles.pinned}>
              <Icon name="pin" />
              {t('version.pinned')}
            </span>
          ) : null}
        </div>
        <Facts {...props} />
        {version.note === null ? null : (
          <p className={styles.note}>
            <bdi>{balanced(version.note)}</bdi>
          </p>
        )}
        <Holders {...props} />
      </div>
      {picture === null ? null : (
        <button
          type="button"
          className={styles.picture}
          aria-label={t('version.pictureLabel', { time })}
          onClick={() => onAction('look', version)}
        >
          <img src={`/api/screenshots/${picture}/content`} alt="" loading="lazy" />
        </button>
      )}
      {comparing === null ? (
        <Actions version={version} person={person} time={time} onAction={onAction} />
      ) : (
        <div className={styles.actions}>
          {comparing === version.id ? (
            <span className={styles.chosen}>{t('compare.chosen')}</span>
          ) : (
            <Button
              aria-label={t('compare.withLabel', { time })}
              onClick={() => onAction('compare', version)}
            >
              {t('compare.with')}
            </Button>
          )}
        </div>
      )}
    </li>
  )
})
