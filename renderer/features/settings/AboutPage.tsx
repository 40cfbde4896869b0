import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHealth } from '../../api/queries'
import { BackLink } from '../../components/BackLink'
import { Card } from '../../components/Card'
import { Fact, Facts } from '../../components/Facts'
import { Page } from '../../components/Page'
import { Problem } from '../../components/Problem'
import styles from './AboutPage.module.css'
import { fetchLicences } from './licences'

interface LicenceTextProps {
  readonly name: string
  readonly title: string
  readonly text: string
}

/** One package; its text is put into the page when somebody opens it, for there are hundreds. */
function LicenceText({ name, title, text }: LicenceTextProps) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <bdi>{name}</bdi> {title}
      </summary>
      {open ? (
        <pre className={styles.licence} tabIndex={0}>
          {text}
        </pre>
      ) : null}
    </details>
  )
}

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
                <LicenceText title={`${of} · ${licence}`} name={name} text={text} />
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </Page>
  )
}
