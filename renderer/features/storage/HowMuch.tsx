import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Storage, StoredSizes } from '../../../shared/api/storage'
import { byteSize } from '../../components/byte-size'
import { Card } from '../../components/Card'
import { Name } from '../../components/Name'
import { Segments } from '../../components/Segments'
import { DiskMeter } from './DiskMeter'
import styles from './HowMuch.module.css'

interface Row extends StoredSizes {
  readonly id: number
  readonly name: string
}

/** Sizes beside each other, the largest first. */
function Bars({ rows }: { readonly rows: readonly Row[] }) {
  const { t, i18n } = useTranslation()
  const largest = Math.max(1, ...rows.map((row) => row.size_bytes))
  const sorted = [...rows].sort((one, other) => other.size_bytes - one.size_bytes)
  return (
    <dl className={styles.bars}>
      {sorted.map((row) => (
        <div key={row.id} className={styles.row}>
          <dt>
            <Name>{row.name}</Name>
          </dt>
          <dd>
            <span className={styles.track} aria-hidden="true">
              <span style={{ inlineSize: `${(row.size_bytes / largest) * 100}%` }} />
            </span>
            <span className={styles.size}>{byteSize(row.size_bytes, i18n.language)}</span>
            <span className={styles.count}>{t('storage.saves', { count: row.saves + row.states })}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** How much is kept, of what and of whom, and how much room is left. */
export function HowMuch({ storage }: { readonly storage: Storage }) {
  const { t, i18n } = useTranslation()
  const [by, setBy] = useState<'platform' | 'person'>('platform')
  const several = storage.people.length > 1
  const rows =
    by === 'platform' || !several
      ? storage.platforms.map((row) => ({ ...row, id: row.platform_id }))
      : storage.people.map((row) => ({ ...row, id: row.person_id, name: row.username }))
  const { versions, pruned, bin, held } = storage
  const bytes = (count: number) => byteSize(count, i18n.language)
  return (
    <Card labelledBy="storage-much" className={styles.card}>
      <div>
        <h2 id="storage-much" className={styles.label}>
          {t('storage.much')}
        </h2>
        <p className={styles.total}>{bytes(storage.size_bytes)}</p>
        <ul className={styles.facts}>
          <li>{t('storage.saves', { count: storage.saves + storage.states })}</li>
          <li>{t('storage.versions', { count: versions - pruned })}</li>
          {held.versions > 0 ? <li>{t('storage.held', { count: held.versions })}</li> : null}
          {bin.versions > 0 ? (
            <li>
              <Link href="/bin">
                {t('storage.bin', { count: bin.versions, size: bytes(bin.size_bytes) })}
              </Link>
            </li>
          ) : null}
          {pruned > 0 ? <li>{t('storage.pruned', { count: pruned })}</li> : null}
        </ul>
      </div>
      {rows.length > 0 ? (
        <div className={styles.split}>
          {several ? (
            <Segments
              label={t('storage.by')}
              value={by}
              options={[
                ['platform', t('storage.byPlatform')],
                ['person', t('storage.byPerson')],
              ]}
              onChange={setBy}
            />
          ) : null}
          <Bars rows={rows} />
        </div>
      ) : (
        <p className={styles.none}>{t('storage.none')}</p>
      )}
      <DiskMeter storage={storage} />
    </Card>
  )
}
