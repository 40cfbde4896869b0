import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive, useLiveState } from '../../api/live-context'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Spinner } from '../../components/Spinner'
import styles from './ConnectionNotice.module.css'

/** While the hub does not answer, what is on the screen may be old: that must be seen, and heard. */
export function ConnectionNotice() {
  const { t } = useTranslation()
  const live = useLive()
  const lost = useLiveState() === 'lost'
  const wasLost = useRef(false)
  useEffect(() => {
    if (wasLost.current && !lost) announce(t('connection.restored'))
    wasLost.current = lost
  }, [lost, t])
  return (
    <div role="status">
      {lost ? (
        <div className={styles.notice}>
          <Spinner />
          <p className={styles.words}>
            <strong>{t('connection.lost')}</strong> <span>{t('connection.text')}</span>
          </p>
          <Button className={styles.again} onClick={live.tryNow}>
            {t('connection.now')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
