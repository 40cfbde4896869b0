import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { removeOldData } from '../../../shared/api/move'
import { call } from '../../api/call'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { ConfirmAction } from '../../components/ConfirmAction'
import { Phrase } from '../../components/Phrase'
import { balanced } from '../../locales/isolate'
import styles from './SideCards.module.css'

interface OldDataProps {
  readonly folder: string
}

function Removing({ folder, onClose }: OldDataProps & { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const removing = useMutation({
    mutationFn: () => call(removeOldData, {}),
    onSuccess: async () => {
      flushSync(onClose)
      document.getElementById('storage-folder')?.focus()
      announce(t('move.old.removed'))
      await queries.invalidateQueries({ queryKey: ['storage'] })
    },
  })
  const path = <bdi className={styles.path}>{balanced(folder)}</bdi>
  return (
    <ConfirmAction
      title={t('move.old.title')}
      consequences={[
        <Phrase key="gone" text="move.old.consequence" slots={{ folder: path }} />,
        t('move.old.stays'),
      ]}
      action={t('move.old.action')}
      busy={removing.isPending && t('move.old.removing')}
      danger
      error={removing.error}
      onClose={onClose}
      onAction={() => removing.mutate()}
    />
  )
}

/** What a move left behind, until somebody says that it is not needed. */
export function OldData({ folder }: OldDataProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  return (
    <div className={styles.card}>
      <p className={styles.text}>{t('move.old.text')}</p>
      <p className={styles.path}>{folder}</p>
      <div>
        <Button aria-haspopup="dialog" onClick={() => setAsking(true)}>
          {t('move.old.open')}
        </Button>
      </div>
      {asking ? <Removing folder={folder} onClose={() => setAsking(false)} /> : null}
    </div>
  )
}
