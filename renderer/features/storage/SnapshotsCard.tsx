import { useTranslation } from 'react-i18next'
import type { SnapshotFacts } from '../../../shared/api/backup'
import { byteSize } from '../../components/byte-size'
import { Card } from '../../components/Card'
import { Moment } from '../../components/Moment'
import type { TextKey } from '../../locales/text-key'
import styles from './SideCards.module.css'

const kinds = {
  daily: 'snapshot.daily',
  migration: 'snapshot.migration',
  backup: 'snapshot.backup',
} as const satisfies Record<SnapshotFacts['kind'], TextKey>

/** As many as are taken in at a glance. */
const atOnce = 3

function List({ snapshots }: { readonly snapshots: readonly SnapshotFacts[] }) {
  const { t, i18n } = useTranslation()
  return (
    <ul className={styles.list}>
      {snapshots.map((snapshot) => (
        <li key={snapshot.name}>
          <Moment at={snapshot.at} />
          <span>
            {t(kinds[snapshot.kind])} · {byteSize(snapshot.size_bytes, i18n.language)}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Copies of the list of everything, in the data folder itself. */
export function SnapshotsCard({ snapshots }: { readonly snapshots: readonly SnapshotFacts[] }) {
  const { t } = useTranslation()
  const older = snapshots.slice(atOnce)
  return (
    <Card labelledBy="storage-snapshots" className={styles.card}>
      <h2 id="storage-snapshots">{t('snapshot.title')}</h2>
      <p className={styles.text}>{snapshots.length === 0 ? t('snapshot.none') : t('snapshot.text')}</p>
      <List snapshots={snapshots.slice(0, atOnce)} />
      {older.length > 0 ? (
        <details className={styles.more}>
          <summary>{t('snapshot.older', { count: older.length })}</summary>
          <List snapshots={older} />
        </details>
      ) : null}
    </Card>
  )
}
