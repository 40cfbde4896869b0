import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useHealth } from '../../api/queries'
import { BackLink } from '../../components/BackLink'
import { Card } from '../../components/Card'
import { Fact, Facts } from '../../components/Facts'
import { Page } from '../../components/Page'
import { Problem } from '../../components/Problem'
import styles from './AboutPage.module.css'
import { fetchLicences } from './licences'

/** Which Roost this is, and whose work it is made of. */
export function AboutPage() {
  const { t } = useTranslation()
  const version = useHealth().data?.version
  const licences = useQuery({ queryKey: ['licences'], queryFn: fetchLicences, staleTime: Infinity })
  return (
    <Page
      title={t('about.title')}
      above={<BackLink to="/settings">{t('settings.title')}</BackLink>}
      lead={t('about.lead')}
    >
      <div className={styles.stack}>
        <Card>
          <Facts>
            <Fact label={t('about.version')}>{version ?? '…'}</Fact>
            <Fact label={t('about.licence')}>MIT</Fact>
          </Facts>
        </Card>
        <Card labelledBy="about-licences">
          <h2 id="about-licences">{t('about.licences')}</h2>
          <p className={styles.text}>{t('about.licences.lead')}</p>
          <Problem error={licences.error} />
          <ul className={styles.list}>
            {licences.data?.map(({ name, version: of, licence, text }) => (
              <li key={`${name}@${of}`}>
                <details>
                  <summary>
                    <bdi>{name}</bdi> {of} · {licence}
                  </summary>
                  <pre className={styles.licence} tabIndex={0}>
                    {text}
                  </pre>
                </details>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </Page>
  )
}
