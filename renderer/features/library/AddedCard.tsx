import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Added } from '../../api/library'
import { useGameCount } from '../../api/library'
import { useJobs, useLatestJob } from '../../api/jobs'
import { Button, ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Icon } from '../../components/Icon'
import { JobEnd } from '../jobs/JobEnd'
import { JobProgress } from '../jobs/JobProgress'
import styles from './AddedCard.module.css'

/** The job that reads the new folder, as it is now. */
function useReading(added: Added) {
  const listed = useJobs().data?.find(({ id }) => id === added.job?.id)
  const hashing = useLatestJob('hash')
  const reading = listed ?? added.job
  return { reading, hashing: hashing?.state === 'running' ? hashing : undefined }
}

/** Games come in, or are in: what happens now, and what is next. */
export function AddedCard({ added, onMore }: { readonly added: Added; readonly onMore: () => void }) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const { reading, hashing } = useReading(added)
  const total = useGameCount()
  const isReading = reading?.state === 'running'
  useEffect(() => heading.current?.focus(), [])
  return (
    <Card labelledBy="which-added" className={styles.card}>
      <div className={styles.badge} data-done={!isReading}>
        <Icon name={isReading ? 'hourglass' : 'check'} />
      </div>
      <h2 id="which-added" ref={heading} tabIndex={-1} className={styles.title}>
        {isReading ? t('which.reading') : t('which.added', { count: total ?? added.count })}
      </h2>
      <p className={styles.text}>
        {isReading ? t('which.reading.text') : hashing ? t('which.hashing.text') : t('which.added.text')}
      </p>
      {isReading ? (
        <div className={styles.job}>
          <JobProgress job={reading} />
        </div>
      ) : hashing ? (
        <div className={styles.job}>
          <JobProgress job={hashing} />
        </div>
      ) : null}
      {reading && !isReading ? <JobEnd job={reading} /> : null}
      <div className={styles.actions}>
        <Button onClick={onMore}>{t('which.more')}</Button>
        <ButtonLink to="/library" look={isReading ? 'plain' : 'primary'}>
          {t('which.toLibrary')}
        </ButtonLink>
      </div>
    </Card>
  )
}
