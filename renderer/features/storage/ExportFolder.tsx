import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { exportFolder } from '../../../shared/api/export'
import { call } from '../../api/call'
import { useJob } from '../../api/import'
import { FolderForm } from '../../components/FolderForm'
import { Notice } from '../../components/Notice'
import { JobEnd } from '../jobs/JobEnd'
import { JobProgress } from '../jobs/JobProgress'

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
  const starting = useMutation({
    mutationFn: (path: string) => call(exportFolder, { body: { rom_id: game, person, history, path } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  return (
    <FolderForm
      label={t('export.folder')}
      title={t('export.folder.dialog')}
      hint={t('export.folder.text')}
      action={t('export.folder.go')}
      busy={t('backup.starting')}
      starting={starting}
    >
      {starting.data ? <Writing key={starting.data.id} id={starting.data.id} /> : null}
    </FolderForm>
  )
}
