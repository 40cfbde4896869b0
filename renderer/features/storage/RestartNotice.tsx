import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMove } from '../../api/move'
import { Button } from '../../components/Button'
import { Notice } from '../../components/Notice'
import styles from './StoragePage.module.css'

/** The data was moved: nothing is stored until Roost starts again, so every page says so. */
export function RestartNotice() {
  const { t } = useTranslation()
  const [leaving, setLeaving] = useState(false)
  const desktop = window.roost
  if (!useMove().data?.restart_needed) return null
  return (
    <div className={styles.trouble}>
      <Notice tone="warn" title={t('move.again.title')} alert>
        <p>{t('move.again.text')}</p>
        {desktop ? (
          <Button
            look="primary"
            busy={leaving && t('move.stopping')}
            onClick={() => {
              setLeaving(true)
              void desktop.startAgain()
            }}
          >
            {t('move.again')}
          </Button>
        ) : (
          <p>{t('move.again.browser')}</p>
        )}
      </Notice>
    </div>
  )
}
