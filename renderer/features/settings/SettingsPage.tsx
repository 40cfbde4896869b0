import { useTranslation } from 'react-i18next'
import { isDesktop } from '../../api/desktop'
import { useMayManage } from '../../api/queries'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Page } from '../../components/Page'
import { FaultReport } from './FaultReport'
import { KeyboardCard } from './KeyboardCard'
import { LanguageCard } from './LanguageCard'
import styles from './SettingsPage.module.css'
import { ThisPc } from './ThisPc'
import { TlsCard } from './TlsCard'
import { UpdatesCard } from './UpdatesCard'

/** What a person can choose for the app; a browser has only what works there. */
export function SettingsPage() {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  return (
    <Page title={t('settings.title')}>
      <div className={styles.stack}>
        {isDesktop ? (
          <>
            <ThisPc />
            <UpdatesCard />
          </>
        ) : null}
        <LanguageCard />
        <KeyboardCard />
        {mayManage ? <TlsCard /> : null}
        <Card labelledBy="settings-about">
          <h2 id="settings-about">{t('about.title')}</h2>
          <p className={styles.text}>{t('about.lead')}</p>
          <div className={styles.choices}>
            <ButtonLink to="/settings/about">{t('about.open')}</ButtonLink>
            {isDesktop ? <FaultReport /> : null}
          </div>
        </Card>
      </div>
    </Page>
  )
}
