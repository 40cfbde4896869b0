import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exportFolder } from '../../../shared/api/export'
import { call } from '../../api/call'
import { useJob } from '../../api/import'
import { Button } from '../../components/Button'
import { FolderField } from '../../components/FolderField'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import { JobEnd } from '../jobs/JobEnd'
import { JobProgress } from '../jobs/JobProgress'
import styles from './BackupsCard.module.css'

/** How far the export into a folder is, and how it ended. */
function Writing({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const job = useJob(id).data
  if (job?.state === 'running') return <JobProgress job={job} />
  if (job?.state !== 'done' || job.problems.length > 0) return job ? <JobEnd job={job} /> : null
  return <Notice tone="safe" alert title={t('export.folder.done')} />
}

interface ExportFolderProps {
  readonly game: number | undefined
  readonly person: 'all' | number | undefined
  readonly history: boolean
}

/** The same files into a folder of the hub's computer. */
export function ExportFolder({ game, person, history }: ExportFolderProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [path, setPath] = useState('')
  const [tried, setTried] = useState(false)
  const isMissing = path.trim() === ''
  const starting = useMutation({
    mutationFn: () => call(exportFolder, { body: { rom_id: game, person, history, path: path.trim() } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  return (
    <form
      noValidate
      className={styles.folder}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!isMissing && !starting.isPending) starting.mutate()
      }}
    >
      <FolderField
        label={t('export.folder')}
        title={t('export.folder.dialog')}
        hint={t('export.folder.text')}
        problem={tried && isMissing ? t('which.noPath') : null}
        value={path}
        onChange={setPath}
      />
      <Problem error={starting.error} />
      {starting.data ? <Writing key={starting.data.id} id={starting.data.id} /> : null}
      <div className={styles.actions}>
        <Button type="submit" busy={starting.isPending && t('backup.starting')}>
          {t('export.folder.go')}
        </Button>
      </div>
    </form>
  )
}
