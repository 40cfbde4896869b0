import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLatestJob } from '../../api/jobs'
import { useMove } from '../../api/move'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Problem } from '../../components/Problem'
import { JobEnd } from '../jobs/JobEnd'
import { JobProgress } from '../jobs/JobProgress'
import { hubText } from '../../locales/hub-text'
import { MoveForm } from './MoveForm'
import { OldData } from './OldData'
import styles from './SideCards.module.css'

/** Moving it, where that is possible; why not, where it is not. */
function Moving() {
  const { t } = useTranslation()
  const move = useMove()
  const job = useLatestJob('move')
  const [open, setOpen] = useState(false)
  const { data } = move
  if (!data) return <Problem error={move.error} />
  if (data.restart_needed) return null
  if (job?.state === 'running') return <JobProgress job={job} />
  return (
    <>
      {job ? <JobEnd job={job} /> : null}
      {data.old_folder === null ? null : <OldData folder={data.old_folder} />}
      {data.obstacle !== null ? (
        <p className={styles.text}>{hubText(data.obstacle, t)}</p>
      ) : open ? (
        <MoveForm onClose={() => setOpen(false)} />
      ) : (
        <div>
          <Button onClick={() => setOpen(true)}>{t('move.open')}</Button>
        </div>
      )}
    </>
  )
}

/** Where everything lies, and the way to another disk. */
export function DataFolderCard({ path }: { readonly path: string }) {
  const { t } = useTranslation()
  return (
    <Card labelledBy="storage-folder" className={styles.card}>
      <h2 id="storage-folder" tabIndex={-1}>
        {t('storage.folder')}
      </h2>
      <p className={styles.path}>{path}</p>
      <p className={styles.text}>{t('storage.folder.text')}</p>
      <Moving />
    </Card>
  )
}
