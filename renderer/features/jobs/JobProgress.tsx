import { useTranslation } from 'react-i18next'
import type { Job } from '../../../shared/api/jobs'
import { useCancelJob } from '../../api/jobs'
import { Button } from '../../components/Button'
import { Problem } from '../../components/Problem'
import { ProgressBar } from '../../components/ProgressBar'
import { jobText } from './job-texts'
import styles from './JobProgress.module.css'

/** How far, in words; nothing as long as nothing is counted. */
export function useFar(job: Job): string {
  const { t } = useTranslation()
  if (job.total !== null && job.total > 0) return t('jobs.of', { done: job.done, total: job.total })
  return job.done > 0 ? t('jobs.done', { count: job.done }) : t('jobs.begun')
}

interface JobProgressProps {
  readonly job: Job
  /** For the narrow place beside every page. */
  readonly small?: boolean
}

/** A job that runs: what it does, how far it is, and the way to stop it. The same wherever it is shown. */
export function JobProgress({ job, small }: JobProgressProps) {
  const { t } = useTranslation()
  const cancelling = useCancelJob()
  const label = t(jobText(job.kind))
  const far = useFar(job)
  return (
    <div className={small ? styles.small : styles.job}>
      <p className={styles.label}>{label}</p>
      <ProgressBar label={label} done={job.done} total={job.total} />
      <div className={styles.below}>
        <p className={styles.far}>{far}</p>
        <Button
          look="quiet"
          className={styles.stop}
          aria-label={t('jobs.stopLabel', { what: label })}
          busy={cancelling.isPending && t('jobs.stopping')}
          onClick={() => cancelling.mutate(job.id)}
        >
          {t('jobs.stop')}
        </Button>
      </div>
      <Problem error={cancelling.error} />
    </div>
  )
}
