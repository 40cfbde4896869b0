import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rom } from '../../../shared/api/roms'
import { Button } from '../../components/Button'
import { Dialog, DialogActions } from '../../components/Dialog'
import { ExportForm } from '../storage/ExportForm'
import styles from './GamePage.module.css'

interface ExportGameProps {
  readonly game: Rom
  readonly person: number | undefined
}

/** The saves of one game as plain files. */
export function ExportGame({ game, person }: ExportGameProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('export.game')}
      </Button>
      {open ? (
        <Dialog title={t('export.gameTitle')} onClose={() => setOpen(false)}>
          <div className={styles.column}>
            <ExportForm game={game.id} person={person} name={game.name} />
          </div>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>{t('close')}</Button>
          </DialogActions>
        </Dialog>
      ) : null}
    </>
  )
}
