import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { copyText } from '../../components/copy-text'
import { Dialog, DialogActions } from '../../components/Dialog'
import styles from './SettingsPage.module.css'

/** The last fault, as it was written down on this machine: nobody else has seen it. */
export function FaultReport() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const report = useQuery({
    queryKey: ['fault-report'],
    queryFn: async () => (await window.roost?.faultReport()) ?? null,
    networkMode: 'always',
    staleTime: 0,
  }).data
  if (!report) return null

  async function copy(text: string) {
    if (await copyText(text)) announce(t('fault.copied'))
  }

  return (
    <>
      <Button look="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('fault.show')}
      </Button>
      {open ? (
        <Dialog title={t('fault.title')} wide onClose={() => setOpen(false)}>
          <p>{t('fault.text')}</p>
          <pre className={styles.report} tabIndex={0}>
            {report}
          </pre>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>{t('close')}</Button>
            <Button look="primary" onClick={() => void copy(report)}>
              {t('fault.copy')}
            </Button>
          </DialogActions>
        </Dialog>
      ) : null}
    </>
  )
}
