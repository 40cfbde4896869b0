import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Page } from '../../components/Page'
import { Standalone } from '../../components/Standalone'
import { hubText } from '../../locales/hub-text'
import styles from './ElsewherePage.module.css'
import { RestoreDatabase } from './RestoreDatabase'
import { useObstacle } from './use-obstacle'

/** The hub did not start: what happened, what was kept, and what to do. */
export function CannotStartPage() {
  const { t } = useTranslation()
  const failure = useObstacle('start-failure', window.roost?.startFailure)
  if (failure?.restore) {
    return (
      <Standalone>
        <RestoreDatabase finding={failure.restore === 'asked' ? null : hubText(failure.message, t)} />
      </Standalone>
    )
  }
  return (
    <Standalone>
      <Page title={t('cannotStart.title')}>
        <div className={styles.stack}>
          <p className={styles.reason}>{failure ? hubText(failure.message, t) : ''}</p>
          <div className={styles.choices}>
            <Button look="primary" onClick={() => void window.roost?.startAgain()}>
              {t('again')}
            </Button>
          </div>
        </div>
      </Page>
    </Standalone>
  )
}
