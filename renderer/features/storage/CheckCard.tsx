import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type LastCheck, startVerify } from '../../../shared/api/backup'
import { isDesktop } from '../../api/desktop'
import { call } from '../../api/call'
import { useLatestJob } from '../../api/jobs'
import { useStorage } from '../../api/storage'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Moment } from '../../components/Moment'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import { JobEnd } from '../jobs/JobEnd'
import { JobProgress } from '../jobs/JobProgress'
import styles from './SideCards.module.css'

/** What the last check found, long after its job is forgotten. */
function Found({ last }: { readonly last: LastCheck }) {
  const { t } = useTranslation()
  const isWell = last.spoilt === 0 && last.database_intact
  return (
    <Notice tone={isWell ? 'safe' : 'bad'} title={t(isWell ? 'check.last.well' : 'check.last.bad')}>
      <p>
        <Moment at={last.at} />
      </p>
      <p>
        {isWell
          ? t('check.well.text', { count: last.checked })
          : last.spoilt > 0
            ? t('check.last.spoilt', { spoilt: last.spoilt })
            : t(isDesktop ? 'restore.desktop.damaged' : 'check.last.database')}
      </p>
    </Notice>
  )
}

/** Reads every stored content again and compares it with what it was. */
export function CheckCard() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const job = useLatestJob('verify')
  const last = useStorage().data?.last_check ?? null
  const starting = useMutation({
    mutationFn: () => call(startVerify, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const isRunning = job?.state === 'running'
  const isAllWell = job?.state === 'done' && job.problems.length === 0
  return (
    <Card labelledBy="storage-check" className={styles.card}>
      <h2 id="storage-check">{t('check.title')}</h2>
      <p className={styles.text}>{t('check.text')}</p>
      {isRunning ? <JobProgress job={job} /> : job ? <JobEnd job={job} /> : null}
      {isAllWell ? (
        <Notice tone="safe" title={t('check.well')}>
          <p>{t('check.well.text', { count: job.done })}</p>
        </Notice>
      ) : null}
      {!job && last ? <Found last={last} /> : null}
      <Problem error={starting.error} />
      {isRunning ? null : (
        <div>
          <Button busy={starting.isPending && t('backup.starting')} onClick={() => starting.mutate()}>
            {t('check.now')}
          </Button>
        </div>
      )}
    </Card>
  )
}
