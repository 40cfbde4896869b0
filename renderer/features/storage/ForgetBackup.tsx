import { useMutation, useQueryClient } from '@tanstack/react-query'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { forgetBackupFolder } from '../../../shared/api/backup'
import { call } from '../../api/call'
import { ConfirmAction } from '../../components/ConfirmAction'

/** No more backups, after saying what stays. */
export function ForgetBackup({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const forgetting = useMutation({
    mutationFn: () => call(forgetBackupFolder, {}),
    onSuccess: async () => {
      flushSync(onClose)
      document.getElementById('storage-backups')?.focus()
      await Promise.all(
        ['jobs', 'storage', 'health'].map((word) => queries.invalidateQueries({ queryKey: [word] })),
      )
    },
  })
  return (
    <ConfirmAction
      title={t('backup.forget.title')}
      consequences={[t('backup.forget.stays'), t('backup.forget.means'), t('backup.forget.again')]}
      action={t('backup.forget.action')}
      busy={forgetting.isPending && t('backup.forgetting')}
      danger
      error={forgetting.error}
      onClose={onClose}
      onAction={() => forgetting.mutate()}
    />
  )
}
