import { useTranslation } from 'react-i18next'
import { Fact, Facts } from '../../components/Facts'
import tls from './TlsCard.module.css'

/** Which program can use HTTPS, and what it needs for that (clients.md 1). */
export function WhoCanUseTls() {
  const { t } = useTranslation()
  return (
    <details className={tls.who}>
      <summary>{t('tls.who')}</summary>
      <Facts>
        <Fact label="Argosy Launcher">{t('tls.who.argosy')}</Fact>
        <Fact label="grout">{t('tls.who.grout')}</Fact>
        <Fact label="decky-romm-sync">{t('tls.who.decky')}</Fact>
        <Fact label={t('tls.who.browsers')}>{t('tls.who.browsers.text')}</Fact>
      </Facts>
    </details>
  )
}
