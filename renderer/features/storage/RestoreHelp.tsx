import { useTranslation } from 'react-i18next'
import { isDesktop } from '../../api/desktop'
import { CopyValue } from '../../components/CopyValue'
import { PutBack } from './PutBack'
import styles from './BackupsCard.module.css'

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `"${path}"`
}

/** How everything comes back on a new computer or disk: said before it is needed. */
export function RestoreHelp({ folder }: { readonly folder: string | null }) {
  const { t } = useTranslation()
  return (
    <details className={styles.help}>
      <summary>{t('restore.title')}</summary>
      {isDesktop ? <PutBack /> : <Commands folder={folder} />}
    </details>
  )
}

/** For a hub without a window. */
function Commands({ folder }: { readonly folder: string | null }) {
  const { t } = useTranslation()
  const restore = `npm run serve -- --restore ${folder === null ? t('restore.folder') : quoted(folder)}`
  return (
    <>
      <ol>
        <li>{t('restore.one')}</li>
        <li>{t('restore.two')}</li>
        <li>{t('restore.three')}</li>
      </ol>
      <dl className={styles.commands}>
        <CopyValue label={t('restore.command')} value={restore} />
        <CopyValue label={t('restore.snapshot')} value="npm run serve -- --restore latest" />
        <CopyValue label={t('restore.verify')} value="npm run serve -- --verify" />
      </dl>
    </>
  )
}
