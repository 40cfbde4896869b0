import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import styles from './BackupsCard.module.css'
import { ImportDialog } from './ImportDialog'

/** Saves of another place: looked at first, then taken in. */
export function ImportCard() {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <Card labelledBy="storage-import" className={styles.card}>
      <h2 id="storage-import">{t('import.title')}</h2>
      <p className={styles.text}>{t('import.text')}</p>
      <div>
        <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {t('import.open')}
        </Button>
      </div>
      {isOpen ? <ImportDialog onClose={() => setOpen(false)} /> : null}
    </Card>
  )
}
