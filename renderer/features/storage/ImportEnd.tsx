import { useTranslation } from 'react-i18next'
import { deleteVersions } from '../../../shared/api/version-contents'
import { call } from '../../api/call'
import { type ImportPerson, useImportResult, useJob, useMovingSaves } from '../../api/import'
import { Button } from '../../components/Button'
import { DialogActions } from '../../components/Dialog'
import { Fact, Facts } from '../../components/Facts'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import { JobEnd } from '../jobs/JobEnd'
import { JobProgress } from '../jobs/JobProgress'
import styles from './ImportDialog.module.css'

const counts = ['became_head', 'kept_beside', 'already_here', 'left_out', 'failed', 'games_added'] as const

interface ImportEndProps {
  readonly id: string
  readonly jobId: string
  readonly person: ImportPerson
  readonly onClose: () => void
}

/** How far an import is, then what came of it, and the way to take it back. */
export function ImportEnd({ id, jobId, person, onClose }: ImportEndProps) {
  const { t, i18n } = useTranslation()
  const asked = useJob(jobId)
  const job = asked.data
  const hasEnded = job !== undefined && job.state !== 'running'
  const answer = useImportResult(id, hasEnded)
  const result = answer.data?.result
  const undoing = useMovingSaves((versions: number[]) =>
    call(deleteVersions, { query: person === 'all' ? {} : { person }, body: { versions } }),
  )
  // The bin takes versions of one person at a time.
  const mayUndo = person !== 'all' && result && result.head_version_ids.length > 0 && !undoing.data
  return (
    <div className={styles.steps}>
      {job?.state === 'running' ? <JobProgress job={job} /> : null}
      {job && hasEnded ? <JobEnd job={job} /> : null}
      {result ? (
        <>
          {job?.state === 'done' && result.failed === 0 ? (
            <Notice tone="safe" alert title={t('import.done')} />
          ) : null}
          <Facts>
            {counts.map((count) => (
              <Fact key={count} label={t(`import.result.${count}`)}>
                {new Intl.NumberFormat(i18n.language).format(result[count])}
              </Fact>
            ))}
          </Facts>
        </>
      ) : null}
      {mayUndo ? <p className={styles.text}>{t('import.undo.text')}</p> : null}
      {undoing.data ? <Notice tone="calm" alert title={t('import.undone')} /> : null}
      <Problem error={asked.error ?? answer.error ?? undoing.error} />
      <DialogActions>
        {mayUndo ? (
          <Button
            busy={undoing.isPending && t('import.undoing')}
            onClick={() => undoing.mutate(result.head_version_ids)}
          >
            {t('import.undo')}
          </Button>
        ) : null}
        <Button look="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </DialogActions>
    </div>
  )
}
