import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { showShortcuts } from '../shortcuts/shown'
import styles from './SettingsPage.module.css'

/** Where the list of shortcuts is found by who does not know the key for it. */
export function KeyboardCard() {
  const { t } = useTranslation()
  return (
    <Card labelledBy="settings-keyboard">
      <h2 id="settings-keyboard">{t('shortcuts.keyboard')}</h2>
      <p className={styles.text}>{t('shortcuts.keyboard.text')}</p>
      <div className={styles.choices}>
        <Button aria-haspopup="dialog" onClick={() => showShortcuts(true)}>
          {t('shortcuts.show')}
        </Button>
      </div>
    </Card>
  )
}
