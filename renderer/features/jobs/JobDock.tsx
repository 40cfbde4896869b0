import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../shared/api/jobs'
import { useJobs } from '../../api/jobs'
import { announce } from '../../components/Announcer'
import { jobText } from './job-texts'
import { JobProgress } from './JobProgress'
import styles from './JobDock.module.css'

/** Milliseconds a job runs before it is shown: what is over at once would only flicker. */
const notAtOnce = 700

/** What a job that ended has changed. */
const touched = ['library', 'games', 'storage', 'home'] as const

/** Tells who cannot see the bar that something ended, and has the pages ask again. */
function useEndings(jobs: readonly Job[] | undefined): void {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const before = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (!jobs) return
    const ended = jobs.filter((job) => job.state !== 'running' && before.current.has(job.id))
    before.current = new Set(jobs.filter(({ state }) => state === 'running').map(({ id }) => id))
    if (ended.length === 0) return
    for (const word of touched) void queries.invalidateQueries({ queryKey: [word] })
    for (const job of ended) {
      // That is an alarm, also where nobody saw it run (StorageCalls): it is said once.
      if (job.kind === 'backup' && job.state === 'failed') continue
      const key =
        job.state === 'done' ? 'jobs.ended' : job.state === 'failed' ? 'jobs.failed' : 'jobs.stopped'
      announce(t(key, { what: t(jobText(job.kind)) }))
    }
  }, [jobs, queries, t])
}

/** Those of the running jobs that have run for a moment. */
function useLasting(running: readonly Job[]): readonly Job[] {
  const [lasting, setLasting] = useState<ReadonlySet<string>>(new Set())
  const ids = running.map(({ id }) => id).join(' ')
  useEffect(() => {
    const timer = setTimeout(() => setLasting(new Set(ids.split(' '))), notAtOnce)
    return () => clearTimeout(timer)
  }, [ids])
  return running.filter(({ id }) => lasting.has(id))
}

/** Every long job that runs, beside whatever page is open. */
export function JobDock() {
  const { t } = useTranslation()
  const jobs = useJobs().data
  useEndings(jobs)
  const shown = useLasting((jobs ?? []).filter(({ state }) => state === 'running'))
  if (shown.length === 0) return null
  return (
    <section aria-label={t('jobs.label')} className={styles.dock}>
      {shown.map((job) => (
        <JobProgress key={job.id} job={job} small />
      ))}
    </section>
  )
}
