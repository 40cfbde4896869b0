import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LibraryFolder } from '../../../shared/api/library'
import { Icon } from '../../components/Icon'
import { Menu, MenuItem } from '../../components/Menu'
import { Moment } from '../../components/Moment'
import { Notice } from '../../components/Notice'
import { Phrase } from '../../components/Phrase'
import { Pill } from '../../components/Pill'
import { hubText } from '../../locales/hub-text'
import { FolderPlatforms } from './FolderPlatforms'
import styles from './FolderLine.module.css'
import { RemoveFolder } from './RemoveFolder'

function State({ folder }: { readonly folder: LibraryFolder }) {
  const { t } = useTranslation()
  if (folder.problem !== null) return <Pill tone="bad">{t('library.away')}</Pill>
  return folder.watched ? (
    <Pill tone="safe">{t('library.watched')}</Pill>
  ) : (
    <Pill tone="calm">{t('library.again')}</Pill>
  )
}

/** A library folder: whether it is there and watched, how many games it has, and what can be done with it. */
export function FolderLine({ folder }: { readonly folder: LibraryFolder }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'platforms' | 'remove'>()
  const close = () => setOpen(undefined)
  return (
    <li className={styles.folder}>
      <span className={styles.badge}>
        <Icon name="folder" />
      </span>
      <div className={styles.words}>
        <p className={styles.path}>{folder.path}</p>
        <ul className={styles.facts}>
          <li>{t('library.games', { count: folder.game_count })}</li>
          {folder.missing_count > 0 ? (
            <li className={styles.missing}>{t('library.missing', { count: folder.missing_count })}</li>
          ) : null}
          <li>
            {folder.scanned_at === null ? (
              t('library.unread')
            ) : (
              <Phrase text="library.read" slots={{ time: <Moment at={folder.scanned_at} /> }} />
            )}
          </li>
        </ul>
      </div>
      <div className={styles.end}>
        <State folder={folder} />
        <Menu label={t('library.actions', { path: folder.path })}>
          <MenuItem onClick={() => setOpen('platforms')}>{t('library.platformsOf')}</MenuItem>
          <MenuItem danger onClick={() => setOpen('remove')}>
            {t('library.remove')}
          </MenuItem>
        </Menu>
      </div>
      {folder.problem === null ? null : (
        <div className={styles.problem}>
          <Notice tone="bad" title={hubText(folder.problem, t)}>
            <p>{t('library.away.text')}</p>
          </Notice>
        </div>
      )}
      {open === 'platforms' ? <FolderPlatforms folder={folder} onClose={close} /> : null}
      {open === 'remove' ? <RemoveFolder folder={folder} onClose={close} /> : null}
    </li>
  )
}
