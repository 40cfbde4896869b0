import { useTranslation } from 'react-i18next'
import { useLiveState } from '../../api/live-context'
import { useHealth } from '../../api/queries'
import { Phrase } from '../../components/Phrase'
import { Pill } from '../../components/Pill'
import styles from './OnTheAir.module.css'

/** Whether handhelds can find this hub, and where. Says nothing before it is known, or while nobody knows. */
export function OnTheAir() {
  const { t } = useTranslation()
  const health = useHealth().data
  const isLost = useLiveState() === 'lost'
  if (!health?.addresses) return <div className={styles.air} />
  const [first] = health.addresses
  if (!first || health.listening === false) {
    return <div className={styles.air}>{isLost ? null : <Pill tone="warn">{t('air.off')}</Pill>}</div>
  }
  return (
    <div className={styles.air}>
      {isLost ? null : <Pill tone="safe">{t('air.on')}</Pill>}
      <p className={styles.address}>
        <span>{first.host}</span>
        <span>
          <Phrase text="air.port" slots={{ port: first.port }} />
        </span>
      </p>
    </div>
  )
}
