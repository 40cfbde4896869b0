import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Fact, Facts } from '../../components/Facts'
import { Page } from '../../components/Page'
import { Standalone } from '../../components/Standalone'
import { balanced } from '../../locales/isolate'
import styles from './ElsewherePage.module.css'
import { useObstacle } from './use-obstacle'

/** The hub did not start, because another program has its port: who, and how to go on. */
export function PortTakenPage() {
  const { t } = useTranslation()
  const taken = useObstacle('taken-port', window.roost?.takenPort)
  return (
    <Standalone>
      <Page title={t('portTaken.title')} lead={t('portTaken.lead')}>
        <div className={styles.stack}>
          {taken ? (
            <Facts>
              <Fact label={t('address.port')}>{taken.port}</Fact>
              <Fact label={t('portTaken.program')}>
                <bdi>{balanced(taken.program ?? t('portTaken.unknown'))}</bdi>
              </Fact>
              {taken.pid === null ? null : <Fact label={t('portTaken.process')}>{taken.pid}</Fact>}
            </Facts>
          ) : null}
          <div className={styles.choices}>
            <Button look="primary" onClick={() => void window.roost?.startAgain()}>
              {t('again')}
            </Button>
          </div>
          <p className={styles.hint}>{t('portTaken.hint')}</p>
        </div>
      </Page>
    </Standalone>
  )
}
