import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type Retention, retentionLimits } from '../../../shared/api/storage'
import { useLatestJob } from '../../api/jobs'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { TextField } from '../../components/Field'
import { Problem } from '../../components/Problem'
import { JobEnd } from '../jobs/JobEnd'
import { JobProgress } from '../jobs/JobProgress'
import { PrunePreviewLine } from './PrunePreviewLine'
import styles from './RetentionCard.module.css'
import { type RetentionChoice, useRetention } from './use-retention'

function Option({ choice, keep }: { readonly choice: RetentionChoice; readonly keep: Retention['keep'] }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={styles.option}>
      <input
        type="radio"
        id={id}
        name="retention"
        checked={choice.keep === keep}
        aria-describedby={`${id}-text`}
        onChange={() => choice.setKeep(keep)}
      />
      <div>
        <label className={styles.name} htmlFor={id}>
          {t(`keep.${keep}`)}
        </label>
        <p className={styles.text} id={`${id}-text`}>
          {t(`keep.${keep}.text`)}
        </p>
      </div>
    </div>
  )
}

function Numbers({ choice }: { readonly choice: RetentionChoice }) {
  const { t } = useTranslation()
  return (
    <div className={styles.numbers}>
      <TextField
        label={t('keep.newestOfEach')}
        inputMode="numeric"
        value={choice.newest}
        problem={choice.isBadNewest ? t('keep.range', { from: 1, to: retentionLimits.newest }) : null}
        onChange={(event) => choice.setNewest(event.target.value)}
      />
      <TextField
        label={t('keep.days')}
        inputMode="numeric"
        value={choice.days}
        problem={choice.isBadDays ? t('keep.range', { from: 0, to: retentionLimits.days }) : null}
        onChange={(event) => choice.setDays(event.target.value)}
      />
    </div>
  )
}

/** What is kept for how long; what would go is shown before anything does. */
export function RetentionCard({ retention }: { readonly retention: Retention }) {
  const { t } = useTranslation()
  const choice = useRetention(retention)
  const job = useLatestJob('prune')
  return (
    <Card labelledBy="storage-keep" className={styles.card}>
      <h2 id="storage-keep" tabIndex={-1}>
        {t('keep.title')}
      </h2>
      <fieldset className={styles.options}>
        <legend className="spoken-only">{t('keep.title')}</legend>
        <Option choice={choice} keep="everything" />
        <Option choice={choice} keep="newest" />
      </fieldset>
      {choice.keep === 'newest' ? <Numbers choice={choice} /> : null}
      <p className={styles.always}>{t('keep.always')}</p>
      {choice.wanted?.keep === 'newest' ? (
        <PrunePreviewLine
          wanted={choice.wanted}
          isSaved={!choice.isChanged}
          isRunning={job?.state === 'running'}
        />
      ) : null}
      {job?.state === 'running' ? <JobProgress job={job} /> : job ? <JobEnd job={job} /> : null}
      <Problem error={choice.saving.error} />
      {choice.isChanged ? (
        <div className={styles.actions}>
          <Button
            look="primary"
            disabled={choice.wanted === null}
            busy={choice.saving.isPending && t('keep.saving')}
            onClick={choice.save}
          >
            {t('keep.save')}
          </Button>
          <Button onClick={choice.reset}>{t('cancel')}</Button>
        </div>
      ) : null}
    </Card>
  )
}
