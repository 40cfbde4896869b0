import { useTranslation } from 'react-i18next'
import type { Job } from '../../../shared/api/jobs'
import { Notice } from '../../components/Notice'
import { hubText } from '../../locales/hub-text'
import styles from './JobEnd.module.css'

/** What went wrong with single things: one is said at once, several are behind one line. */
export function JobProblems({ problems }: { readonly problems: readonly string[] }) {
  const { t } = useTranslation()
  const [first] = problems
  if (first === undefined) return null
  if (problems.length === 1) return <p className={styles.problem}>{hubText(first, t)}</p>
  return (
    <details className={styles.problems}>
      <summary>{t('jobs.problems', { count: problems.length })}</summary>
      <ul>
        {problems.map((problem, index) => (
          <li key={index}>{hubText(problem, t)}</li>
        ))}
      </ul>
    </details>
  )
}

/** What became of a job that did not simply work. */
export function JobEnd({ job }: { readonly job: Job }) {
  const { t } = useTranslation()
  if (job.state === 'running') return null
  if (job.state === 'done' && job.problems.length === 0) return null
  const tone = job.state === 'failed' ? 'bad' : job.state === 'done' ? 'warn' : 'calm'
  const title =
    job.state === 'failed'
      ? t('jobs.end.failed')
      : job.state === 'done'
        ? t('jobs.end.problems')
        : t('jobs.end.stopped')
  return (
    <Notice tone={tone} title={title}>
      <JobProblems problems={job.problems} />
    </Notice>
  )
}
