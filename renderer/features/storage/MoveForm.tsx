import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { moveData } from '../../../shared/api/move'
import { call } from '../../api/call'
import { FolderForm } from '../../components/FolderForm'
import styles from './SideCards.module.css'

/** Where the data folder is to go, and what happens on the way. */
export function MoveForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const moving = useMutation({
    mutationFn: (folder: string) => call(moveData, { body: { folder } }),
    onSuccess: onClose,
    onSettled: () =>
      Promise.all(['jobs', 'storage'].map((word) => queries.invalidateQueries({ queryKey: [word] }))),
  })
  return (
    <div className={styles.card}>
      <p className={styles.text}>{t('move.how')}</p>
      <FolderForm
        label={t('move.folder')}
        title={t('move.dialog')}
        hint={t('move.hint')}
        placeholder={t('move.placeholder')}
        action={t('move.go')}
        busy={t('move.starting')}
        primary
        starting={moving}
        onCancel={onClose}
      />
    </div>
  )
}
