import { useTranslation } from 'react-i18next'
import { useLastRefusal } from '../../api/sync'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { refusalOf } from './status-looks'
import styles from './SyncDevices.module.css'

/** What was refused of a device last, and why. */
export function LastRefusal({ device, person }: { readonly device: string; readonly person: number }) {
  const { t } = useTranslation()
  const refusal = useLastRefusal(device, person).data
  if (!refusal) return null
  return (
    <p className={styles.refusal}>
      <Phrase
        text="refusal.last"
        slots={{ game: <Name>{refusal.line.rom_name}</Name>, time: <Moment at={refusal.at} /> }}
      />{' '}
      {t(refusalOf(refusal.reason))}
    </p>
  )
}
