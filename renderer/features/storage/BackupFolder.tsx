import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setBackupFolder, startBackup } from '../../../shared/api/backup'
import { call } from '../../api/call'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { FolderField } from '../../components/FolderField'
import { Problem } from '../../components/Problem'
import styles from './BackupsCard.module.css'

/** Picks the folder of the backups, and makes the first one at once. */
export function BackupFolder({ onDone }: { readonly onDone?: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [folder, setFolder] = useState('')
  const [tried, setTried] = useState(false)
  const isMissing = folder.trim() === ''
  const picking = useMutation({
    mutationFn: async () => {
      await call(setBackupFolder, { body: { folder: folder.trim() } })
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
    <form
      noValidate
      className={styles.folder}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!isMissing && !picking.isPending) picking.mutate()
      }}
    >
      <FolderField
        label={t('backup.folder')}
        title={t('backup.dialog')}
        problem={tried && isMissing ? t('which.noPath') : null}
        placeholder={t('backup.placeholder')}
        value={folder}
        onChange={setFolder}
      />
      <Problem error={picking.error} />
      <div className={styles.actions}>
        <Button type="submit" look="primary" busy={picking.isPending && t('backup.picking')}>
          {t('backup.pick')}
        </Button>
        {onDone ? <Button onClick={onDone}>{t('cancel')}</Button> : null}
      </div>
    </form>
  )
}
