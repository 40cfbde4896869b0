import { useTranslation } from 'react-i18next'
import { contentBounds, type VersionPreview } from '../../../shared/api/version-contents'
import type { Version } from '../../../shared/api/versions'
import { useChanges, usePreview } from '../../api/saves'
import { Button } from '../../components/Button'
import { byteSize } from '../../components/byte-size'
import { Dialog, DialogActions } from '../../components/Dialog'
import { Fact, Facts } from '../../components/Facts'
import { exactTime } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Problem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { hexDump } from './hex'
import styles from './Contents.module.css'
import type { NamedDevice } from './use-device-names'

function Files({ preview }: { readonly preview: VersionPreview }) {
  const { t, i18n } = useTranslation()
  const left = preview.file_count - preview.files.length
  return (
    <section aria-labelledby="look-files">
      <h3 id="look-files" className={styles.heading}>
        {t('look.files', { count: preview.file_count })}
      </h3>
      <ul className={styles.files}>
        {preview.files.map((file, index) => (
          <li key={index}>
            <Name>{file.name}</Name>
            <span>{byteSize(file.size_bytes, i18n.language)}</span>
          </li>
        ))}
      </ul>
      {left > 0 ? <p className={styles.more}>{t('look.moreFiles', { count: left })}</p> : null}
    </section>
  )
}

function Bytes({ preview }: { readonly preview: VersionPreview }) {
  const { t } = useTranslation()
  const isWhole = preview.size_bytes <= contentBounds.preview
  return (
    <div>
      <h3 id="look-bytes" className={styles.heading}>
        {t(isWhole ? 'look.allBytes' : 'look.firstBytes')}
      </h3>
      <pre className={styles.dump} tabIndex={0} role="region" aria-labelledby="look-bytes">
        {hexDump(preview.start, 16)}
      </pre>
    </div>
  )
}

interface LookDialogProps {
  readonly version: Version
  readonly person: number | undefined
  readonly deviceOf: (id: string) => NamedDevice
  readonly onClose: () => void
}

function Picture({ version, person }: Pick<LookDialogProps, 'version' | 'person'>) {
  const { t } = useTranslation()
  const changes = useChanges(version.line_id, person, { sequence: version.sequence }).data
  const change = changes?.get(version.id)
  if (person !== undefined || !change?.screenshot_id) return null
  return (
    <img
      className={styles.picture}
      src={`/api/screenshots/${change.screenshot_id}/content`}
      alt={t('look.picture')}
    />
  )
}

/** All that is known of one version, and what is in it. */
export function LookDialog({ version, person, deviceOf, onClose }: LookDialogProps) {
  const { t, i18n } = useTranslation()
  const preview = usePreview(version.id, person)
  const exact = (moment: string) => exactTime(Date.parse(moment), i18n.language)
  const origin = version.origin_device_id
  return (
    <Dialog title={exact(version.arrived_at)} onClose={onClose} wide>
      <div className={styles.look}>
        <Picture version={version} person={person} />
        <Facts>
          <Fact label={t('look.name')}>
            <Name wrap>{version.file_name}</Name>
          </Fact>
          <Fact label={t('look.device')}>
            {origin === null ? t('version.fromNone') : <Name>{deviceOf(origin).name}</Name>}
          </Fact>
          {version.claimed_at === null ? null : (
            <Fact label={t('look.claimed')}>{exact(version.claimed_at)}</Fact>
          )}
          <Fact label={t('look.size')}>{byteSize(version.size_bytes, i18n.language)}</Fact>
          <Fact label={t('look.checksum')}>
            <span className={styles.checksum}>{version.sha256}</span>
          </Fact>
        </Facts>
        {preview.isPending ? <Spinner /> : null}
        <Problem error={preview.error} />
        {preview.data?.kind === 'archive' ? <Files preview={preview.data} /> : null}
        {preview.data?.kind === 'bytes' ? <Bytes preview={preview.data} /> : null}
      </div>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {t('close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
