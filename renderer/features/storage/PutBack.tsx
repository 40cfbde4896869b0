import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import styles from './BackupsCard.module.css'

/** Starts Roost anew to put its database back; only the window can. */
export function PutBack() {
  const { t } = useTranslation()
  return (
    <div className={styles.putBack}>
      <p>{t('restore.desktop.text')}</p>
      <Button onClick={() => void window.roost?.startToRestore()}>{t('restore.desktop.do')}</Button>
    </div>
  )
}
