import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportToSave } from '../../../shared/ipc-saves'
import { saveExport } from '../../api/export-saves'
import { useMayManage } from '../../api/queries'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import { Switch } from '../../components/Switch'
import styles from './BackupsCard.module.css'
import { ExportFolder } from './ExportFolder'

interface ExportFormProps {
  readonly game?: number | undefined
  /** One's own without it. */
  readonly person: 'all' | number | undefined
  /** What the file is called, without the day and its ending. */
  readonly name: string
}

/** With earlier versions or without, and then the zip or the folder. */
export function ExportForm({ game, person, name }: ExportFormProps) {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  const [history, setHistory] = useState(false)
  const saving = useMutation({
    mutationFn: (wanted: ExportToSave) => saveExport(wanted),
    onSuccess: (outcome) => {
      if (outcome === 'saved') announce(t('export.saved'))
    },
  })
  return (
    <>
      <Switch
        label={t('export.history')}
        detail={t('export.history.text')}
        checked={history}
        onChange={setHistory}
      />
      <Problem error={saving.error} />
      {saving.data === 'failed' ? (
        <Notice tone="bad" alert>
          <p>{t('export.failed')}</p>
        </Notice>
      ) : null}
      <div className={styles.actions}>
        <Button
          busy={saving.isPending && t('export.going')}
          onClick={() =>
            saving.mutate({
              name: `${name}-${new Date().toISOString().slice(0, 10)}.zip`,
              request: { format: 'zip', history, rom_id: game, person },
            })
          }
        >
          {t('export.go')}
        </Button>
      </div>
      {mayManage ? <ExportFolder game={game} person={person} history={history} /> : null}
    </>
  )
}
