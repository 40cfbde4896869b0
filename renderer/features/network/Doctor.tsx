import { useTranslation } from 'react-i18next'
import { useDiagnosis } from '../../api/network'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Moment } from '../../components/Moment'
import { Notice } from '../../components/Notice'
import { Phrase } from '../../components/Phrase'
import { Problem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { CopyReport } from './CopyReport'
import styles from './Doctor.module.css'
import { FindingRow } from './FindingRow'

/** Why a handheld may not get through, one thing after the other, each with what to do. */
export function Doctor() {
  const { t } = useTranslation()
  const { data, error, isPending, isFetching, refetch } = useDiagnosis()
  const bad = data?.findings.filter(({ state }) => state === 'bad').length ?? 0
  return (
    <Card labelledBy="doctor" className={styles.card}>
      <h2 id="doctor">{t('doctor.title')}</h2>
      <Problem error={error} />
      {isPending ? <Spinner /> : null}
      {data ? (
        <>
          <div role="status">
            <Notice
              tone={bad > 0 ? 'bad' : 'safe'}
              title={bad > 0 ? t('doctor.inTheWay', { count: bad }) : t('doctor.clear')}
            />
          </div>
          <ul className={styles.findings}>
            {data.findings.map((finding) => (
              <FindingRow key={finding.id} finding={finding} />
            ))}
          </ul>
        </>
      ) : null}
      {isPending ? null : (
        <div className={styles.choices}>
          <Button look="primary" busy={isFetching && t('doctor.looking')} onClick={() => void refetch()}>
            {t('doctor.again')}
          </Button>
          {data ? <CopyReport report={data.report} /> : null}
          {data ? (
            <span className={styles.checked}>
              <Phrase text="doctor.checked" slots={{ time: <Moment at={data.checked_at} /> }} />
            </span>
          ) : null}
        </div>
      )}
    </Card>
  )
}
