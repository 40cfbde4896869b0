import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { CopyValue } from '../../components/CopyValue'
import { Page } from '../../components/Page'
import { Standalone } from '../../components/Standalone'
import styles from './ElsewherePage.module.css'
import { useObstacle } from './use-obstacle'

/** The window's own hub did not start, because one without a window has the data folder open: the way to that one. */
export function ElsewherePage() {
  const { t } = useTranslation()
  const url = useObstacle('other-hub', window.roost?.otherHub)
  return (
    <Standalone>
      <Page title={t('elsewhere.title')} lead={t('elsewhere.lead')}>
        <div className={styles.stack}>
          {url ? (
            <dl>
              <CopyValue label={t('elsewhere.address')} value={url} />
            </dl>
          ) : null}
          <div className={styles.choices}>
            <Button look="primary" disabled={!url} onClick={() => void window.roost?.openOtherHub()}>
              {t('elsewhere.open')}
            </Button>
            <Button onClick={() => void window.roost?.startAgain()}>{t('elsewhere.again')}</Button>
          </div>
          <p className={styles.hint}>{t('elsewhere.hint')}</p>
        </div>
      </Page>
    </Standalone>
  )
}
