import { useTranslation } from 'react-i18next'
import type { ImportResult } from '../../../shared/api/import'
import { deleteVersions } from '../../../shared/api/version-contents'
import { call } from '../../api/call'
import { useImportResult, useJob, useMovingSaves } from '../../api/import'
import { Button } from '../../components/Button'
import { DialogActions } from '../../components/Dialog'
import { Fact, Facts } from '../../components/Facts'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import { inParts } from '../../components/use-near'
import { JobEnd } from '../jobs/JobEnd'
import { JobProgress } from '../jobs/JobProgress'
import styles from './ImportDialog.module.css'

const counts = ['became_head', 'kept_beside', 'already_here', 'left_out', 'failed', 'games_added'] as const

interface ImportEndProps {
  readonly id: string
  readonly jobId: string
  readonly onClose: () => void
}

/** The bin takes so many versions at once, of one person. */
const atOnce = 1_000

async function takeBack(heads: ImportResult['heads']): Promise<void> {
  for (const { person_id: person, versions } of heads) {
    for (const some of inParts(versions, atOnce)) {
      await call(deleteVersions, { query: { person }, body: { versions: [...some] } })
    }
  }
}

/** How far an import is, then what came of it, and the way to take it back. */
export function ImportEnd({ id, jobId, onClose }: ImportEndProps) {
  const { t, i18n } = useTranslation()
  const asked = useJob(jobId)
  const job = asked.data
  const hasEnded = job !== undefined && job.state !== 'running'
  const answer = useImportResult(id, hasEnded)
  const result = answer.data?.result
  const undoing = useMovingSaves(takeBack)
  const mayUndo = result && result.heads.length > 0 && !undoing.isSuccess
  return (
    <div className={styles.steps}>
      {job?.state === 'running' ? (
        <>
          <JobProgress job={job} />
          <p className={styles.text}>{t('import.goesOn')}</p>
        </>
      ) : null}
      {job && hasEnded ? <JobEnd job={job} /> : null}
      {undoing.isSuccess ? (
        <Notice tone="calm" alert title={t('import.undone')}>
          <p>{t('import.undone.text')}</p>
        </Notice>
      ) : result ? (
        <>
          {job?.state === 'done' && result.failed === 0 ? (
            <Notice tone="safe" alert title={t('import.done')} />
          ) : null}
          <Facts figures>
            {counts.map((count) => (
              <Fact key={count} label={t(`import.result.${count}`)}>
                {new Intl.NumberFormat(i18n.language).format(result[count])}
              </Fact>
            ))}
          </Facts>
        </>
      ) : null}
      {mayUndo ? <p className={styles.text}>{t('import.undo.text')}</p> : null}
      <Problem error={asked.error ?? answer.error ?? undoing.error} />
      <DialogActions>
        {mayUndo ? (
          <Button
            busy={undoing.isPending && t('import.undoing')}
            onClick={() => undoing.mutate(result.heads)}
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
