import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Home } from '../../../shared/api/home'
import type { Storage } from '../../../shared/api/storage'
import { useMayManage, usePeople } from '../../api/queries'
import { useHome, useStorage } from '../../api/storage'
import { byteSize } from '../../components/byte-size'
import { Card } from '../../components/Card'
import { classes } from '../../components/classes'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import styles from './SafetyTiles.module.css'

interface TileProps {
  readonly label: string
  readonly to: string
  readonly value: ReactNode
  readonly isWarning?: boolean
  readonly children?: ReactNode
}

/** One number that matters, with what it is made of; the whole tile leads to more. */
function Tile({ label, to, value, isWarning, children }: TileProps) {
  return (
    <Card className={styles.tile}>
      <h2 className={styles.label}>
        <Link href={to} className={styles.link}>
          {label}
        </Link>
      </h2>
      <p className={classes(styles.value, isWarning && styles.warning)}>{value}</p>
      <p className={styles.detail}>{children ?? '\u00A0'}</p>
    </Card>
  )
}

function SavesTile({ storage, home }: { readonly storage: Storage; readonly home: Home }) {
  const { t, i18n } = useTranslation()
  const kept = storage.saves + storage.states
  return (
    <Tile label={t('home.saves')} to="/games" value={new Intl.NumberFormat(i18n.language).format(kept)}>
      {kept === 0
        ? t('home.saves.none', { count: home.games })
        : t('home.saves.detail', {
            games: t('home.saves.games', { count: home.saved_games }),
            versions: t('home.saves.versions', { count: storage.versions }),
          })}
    </Tile>
  )
}

function LastSaveTile({ home }: { readonly home: Home }) {
  const { t } = useTranslation()
  const several = usePeople().length > 1
  const last = home.last_save
  if (last === null) {
    return (
      <Tile label={t('home.last')} to="/games" value={t('home.last.none')}>
        {t('home.last.none.text')}
      </Tile>
    )
  }
  const game = <Name>{last.game}</Name>
  const device = last.device === null ? null : <Name>{last.device}</Name>
  return (
    <Tile label={t('home.last')} to="/games" value={<Moment at={last.at} />}>
      {device === null ? game : <Phrase text="home.last.from" slots={{ game, device }} />}
      {several ? (
        <>
          {' · '}
          <Name>{last.username}</Name>
        </>
      ) : null}
    </Tile>
  )
}

function BackupTile({ storage }: { readonly storage: Storage }) {
  const { t, i18n } = useTranslation()
  const mayManage = useMayManage()
  const run = storage.backup?.last_run
  const to = mayManage ? '/storage' : '/'
  if (!run) {
    const text = storage.backup ? 'home.backup.soon' : mayManage ? 'home.backup.pick' : 'home.backup.ask'
    return (
      <Tile label={t('home.backup')} to={to} value={t('home.backup.none')} isWarning={storage.saves > 0}>
        {t(text)}
      </Tile>
    )
  }
  const size = byteSize(run.size_bytes, i18n.language)
  return (
    <Tile label={t('home.backup')} to={to} value={<Moment at={run.at} />} isWarning={run.state !== 'done'}>
      {run.state === 'done' ? t('home.backup.checked', { size }) : t(`home.backup.${run.state}`)}
    </Tile>
  )
}

/** How many saves are safe, when the last came, when the last backup was taken; nothing while that cannot be read. */
export function SafetyTiles() {
  const storage = useStorage()
  const home = useHome()
  if (!storage.data || !home.data) {
    return storage.isPending || home.isPending ? <div className={styles.blank} /> : null
  }
  return (
    <div className={styles.tiles}>
      <SavesTile storage={storage.data} home={home.data} />
      <LastSaveTile home={home.data} />
      <BackupTile storage={storage.data} />
    </div>
  )
}
