import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { setBackupFolder, startBackup } from '../../../shared/api/backup'
import { call } from '../../api/call'
import { announce } from '../../components/Announcer'
import { FolderForm } from '../../components/FolderForm'

/** Picks the folder of the backups, and makes the first one at once. */
export function BackupFolder({ onDone }: { readonly onDone?: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const picking = useMutation({
    mutationFn: async (folder: string) => {
      await call(setBackupFolder, { body: { folder } })
      await call(startBackup, {})
    },
    onSuccess: () => {
      announce(t('backup.picked'))
      onDone?.()
    },
    onSettled: () =>
      Promise.all(
        ['jobs', 'storage', 'health'].map((word) => queries.invalidateQueries({ queryKey: [word] })),
      ),
  })
  return (
    <FolderForm
      label={t('backup.folder')}
      title={t('backup.dialog')}
      placeholder={t('backup.placeholder')}
      action={t('backup.pick')}
      busy={t('backup.picking')}
      primary
      starting={picking}
      onCancel={onDone}
    />
  )
}
