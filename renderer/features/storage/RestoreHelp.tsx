import { useTranslation } from 'react-i18next'
import { Phrase } from '../../components/Phrase'
import styles from './BackupsCard.module.css'

/** How everything comes back on a new computer or disk: said before it is needed. */
export function RestoreHelp({ folder }: { readonly folder: string | null }) {
  const { t } = useTranslation()
  const command = <code>npm run serve -- --restore {folder ?? t('restore.folder')}</code>
  return (
    <details className={styles.help}>
      <summary>{t('restore.title')}</summary>
      <ol>
        <li>{t('restore.one')}</li>
        <li>
          <Phrase text="restore.two" slots={{ command }} />
        </li>
        <li>{t('restore.three')}</li>
      </ol>
    </details>
  )
}
