import { useTranslation } from 'react-i18next'
import type { Version } from '../../../shared/api/versions'
import { useComparison } from '../../api/saves'
import { Button } from '../../components/Button'
import { byteSize } from '../../components/byte-size'
import { Dialog, DialogActions } from '../../components/Dialog'
import { exactTime } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Problem } from '../../components/Problem'
import { Silhouette } from '../../components/Silhouette'
import { Spinner } from '../../components/Spinner'
import styles from './Contents.module.css'
import { Differences } from './Differences'
import type { NamedDevice } from './use-device-names'

interface SideProps {
  readonly version: Version
  readonly label: string
  readonly deviceOf: (id: string) => NamedDevice
}

function Side({ version, label, deviceOf }: SideProps) {
  const { t, i18n } = useTranslation()
  const origin = version.origin_device_id === null ? null : deviceOf(version.origin_device_id)
  return (
    <div className={styles.side}>
      <Silhouette client={origin?.device?.client ?? null} platform={origin?.device?.platform ?? null} />
      <div className={styles.sideWords}>
        <p className={styles.sideLabel}>{label}</p>
        <p>{exactTime(Date.parse(version.arrived_at), i18n.language)}</p>
        <p className={styles.soft}>
          {origin === null ? t('version.fromNone') : <Name>{origin.name}</Name>}
          {' · '}
          {byteSize(version.size_bytes, i18n.language)}
        </p>
      </div>
    </div>
  )
}

interface CompareDialogProps {
  readonly one: Version
  readonly other: Version
  readonly person: number | undefined
  readonly deviceOf: (id: string) => NamedDevice
  readonly onClose: () => void
}

/** Two versions side by side, the older one first, and what differs. */
export function CompareDialog({ one, other, person, deviceOf, onClose }: CompareDialogProps) {
  const { t } = useTranslation()
  const [older, newer] = one.sequence < other.sequence ? [one, other] : [other, one]
  const { data, error, isPending } = useComparison(newer.id, older.id, person)
  const isCut = data !== undefined && Math.max(older.size_bytes, newer.size_bytes) > data.compared_bytes
  return (
    <Dialog title={t('compare.title')} onClose={onClose} wide>
      <div className={styles.look}>
        <div className={styles.sides}>
          <Side version={older} label={t('compare.older')} deviceOf={deviceOf} />
          <Side version={newer} label={t('compare.newer')} deviceOf={deviceOf} />
        </div>
        {isPending ? <Spinner /> : null}
        <Problem error={error} />
        {data ? (
          <Differences
            comparison={data}
            isCut={isCut}
            labels={{ was: t('compare.older'), is: t('compare.newer') }}
          />
        ) : null}
      </div>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {t('close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
