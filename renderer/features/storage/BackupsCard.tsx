import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BackupFacts, startBackup } from '../../../shared/api/backup'
import { call } from '../../api/call'
import { useLatestJob } from '../../api/jobs'
import { Button } from '../../components/Button'
import { byteSize } from '../../components/byte-size'
import { Card } from '../../components/Card'
import { Fact, Facts } from '../../components/Facts'
import { Moment } from '../../components/Moment'
import { Notice } from '../../components/Notice'
import { Pill } from '../../components/Pill'
import { Problem } from '../../components/Problem'
import { JobEnd } from '../jobs/JobEnd'
import { JobProgress } from '../jobs/JobProgress'
import { hubText } from '../../locales/hub-text'
import styles from './BackupsCard.module.css'
import { BackupFolder } from './BackupFolder'
import { ForgetBackup } from './ForgetBackup'
import { RestoreHelp } from './RestoreHelp'

function BackupState({ backup }: { readonly backup: BackupFacts | null }) {
  const { t } = useTranslation()
  const run = backup?.last_run
  if (backup === null) return <Pill tone="warn">{t('backup.none')}</Pill>
  if (!run) return <Pill tone="calm">{t('backup.soon')}</Pill>
  if (run.state === 'failed') return <Pill tone="bad">{t('backup.failed')}</Pill>
  return run.state === 'done' && run.lacking === 0 ? (
    <Pill tone="safe">{t('backup.good')}</Pill>
  ) : (
    <Pill tone="warn">{t(run.state === 'done' ? 'backup.lacks' : 'backup.stopped')}</Pill>
  )
}

function BackupNotices({ backup }: { readonly backup: BackupFacts }) {
  const { t } = useTranslation()
  const run = backup.last_run
  return (
    <>
      {backup.same_disk ? (
        <Notice tone="warn" title={t('backup.sameDisk')}>
          <p>{t('backup.sameDisk.text')}</p>
        </Notice>
      ) : null}
      {run?.state === 'failed' ? (
        <Notice tone="bad" title={t('backup.failed.title')}>
          {run.problem === null ? null : <p>{hubText(run.problem, t)}</p>}
          <p>{t('backup.failed.text')}</p>
        </Notice>
      ) : null}
      {run && run.lacking > 0 ? (
        <Notice tone="warn" title={t('backup.lacking', { count: run.lacking })}>
          <p>{t('backup.lacking.text')}</p>
        </Notice>
      ) : null}
    </>
  )
}

function BackupFactList({ backup }: { readonly backup: BackupFacts }) {
  const { t, i18n } = useTranslation()
  const run = backup.last_run
  return (
    <Facts>
      <Fact label={t('backup.folder')}>
        <span className={styles.path}>{backup.folder}</span>
      </Fact>
      <Fact label={t('backup.last')}>
        {backup.last_good_at === null ? t('backup.never') : <Moment at={backup.last_good_at} />}
      </Fact>
      {run?.state === 'done' ? (
        <Fact label={t('backup.holds')}>
          {t('backup.contents', { count: run.contents, size: byteSize(run.size_bytes, i18n.language) })}
        </Fact>
      ) : null}
    </Facts>
  )
}

/** A folder was picked: how the last backup went, one now, another folder, or none any more. */
function Existing({ backup }: { readonly backup: BackupFacts }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const job = useLatestJob('backup')
  const [open, setOpen] = useState<'folder' | 'forget'>()
  const starting = useMutation({
    mutationFn: () => call(startBackup, {}),
    onSettled: () =>
      Promise.all(['jobs', 'storage'].map((word) => queries.invalidateQueries({ queryKey: [word] }))),
  })
  const isRunning = job?.state === 'running'
  return (
    <>
      <BackupFactList backup={backup} />
      <BackupNotices backup={backup} />
      {isRunning ? <JobProgress job={job} /> : job && job.state !== 'failed' ? <JobEnd job={job} /> : null}
      <Problem error={starting.error} />
      <div className={styles.actions}>
        {isRunning ? null : (
          <Button
            look="primary"
            busy={starting.isPending && t('backup.starting')}
            onClick={() => starting.mutate()}
          >
            {t('backup.now')}
          </Button>
        )}
        <Button
          aria-expanded={open === 'folder'}
          onClick={() => setOpen(open === 'folder' ? undefined : 'folder')}
        >
          {t('backup.another')}
        </Button>
        <Button look="quiet" aria-haspopup="dialog" onClick={() => setOpen('forget')}>
          {t('backup.forget')}
        </Button>
      </div>
      {open === 'folder' ? <BackupFolder onDone={() => setOpen(undefined)} /> : null}
      {open === 'forget' ? <ForgetBackup onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}

/** The second copy: where it is, how it went, and how to get everything back from it. */
export function BackupsCard({ backup }: { readonly backup: BackupFacts | null }) {
  const { t } = useTranslation()
  return (
    <Card labelledBy="storage-backups" calling={backup === null} className={styles.card}>
      <div className={styles.head}>
        <h2 id="storage-backups" tabIndex={-1}>
          {t('backup.title')}
        </h2>
        <BackupState backup={backup} />
      </div>
      {backup === null ? (
        <>
          <p className={styles.text}>{t('backup.why')}</p>
          <BackupFolder />
        </>
      ) : (
        <Existing backup={backup} />
      )}
      <RestoreHelp folder={backup?.folder ?? null} />
    </Card>
  )
}
