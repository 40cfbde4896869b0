import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moveData } from '../../../shared/api/move'
import { call } from '../../api/call'
import { Button } from '../../components/Button'
import { FolderField } from '../../components/FolderField'
import { Problem } from '../../components/Problem'
import styles from './SideCards.module.css'

/** Where the data folder is to go, and what happens on the way. */
export function MoveForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [folder, setFolder] = useState('')
  const [tried, setTried] = useState(false)
  const isMissing = folder.trim() === ''
  const moving = useMutation({
    mutationFn: () => call(moveData, { body: { folder: folder.trim() } }),
    onSuccess: onClose,
    onSettled: () =>
      Promise.all(['jobs', 'storage'].map((word) => queries.invalidateQueries({ queryKey: [word] }))),
  })
  return (
    <form
      noValidate
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!isMissing && !moving.isPending) moving.mutate()
      }}
    >
      <p className={styles.text}>{t('move.how')}</p>
      <FolderField
        label={t('move.folder')}
        title={t('move.dialog')}
        hint={t('move.hint')}
        problem={tried && isMissing ? t('which.noPath') : null}
        placeholder={t('move.placeholder')}
        value={folder}
        onChange={setFolder}
      />
      <Problem error={moving.error} />
      <div className={styles.actions}>
        <Button type="submit" look="primary" busy={moving.isPending && t('move.starting')}>
          {t('move.go')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
