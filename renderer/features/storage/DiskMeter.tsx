import { useTranslation } from 'react-i18next'
import type { Storage } from '../../../shared/api/storage'
import { byteSize } from '../../components/byte-size'
import { Notice } from '../../components/Notice'
import { Pill, type Tone } from '../../components/Pill'
import type { TextKey } from '../../locales/text-key'
import styles from './DiskMeter.module.css'

const levels = {
  ok: { tone: 'safe', text: 'storage.disk.ok' },
  low: { tone: 'warn', text: 'storage.disk.low' },
  full: { tone: 'bad', text: 'storage.disk.full' },
  unknown: { tone: 'calm', text: 'storage.disk.unknown' },
} as const satisfies Record<Storage['disk']['level'], { tone: Tone; text: TextKey }>

function percent(part: number, whole: number): string {
  return `${Math.max(0, Math.min(100, (part / whole) * 100))}%`
}

interface MeterProps {
  readonly storage: Storage
  readonly free: number
  readonly total: number
}

/** The disk as one bar: what Roost keeps, what others keep, what is free. */
function Meter({ storage, free, total }: MeterProps) {
  const { t, i18n } = useTranslation()
  const own = storage.size_bytes + storage.database_bytes
  const bytes = (count: number) => byteSize(count, i18n.language)
  const parts = [
    { name: 'own', text: t('storage.disk.own', { size: bytes(own) }), share: percent(own, total) },
    {
      name: 'others',
      text: t('storage.disk.others', { size: bytes(Math.max(0, total - free - own)) }),
      share: percent(total - free - own, total),
    },
  ]
  return (
    <>
      <div className={styles.meter} aria-hidden="true">
        {parts.map(({ name, share }) => (
          <span key={name} className={styles[name]} style={{ inlineSize: share }} />
        ))}
      </div>
      <ul className={styles.legend}>
        {parts.map(({ name, text }) => (
          <li key={name} data-part={name}>
            {text}
          </li>
        ))}
        <li data-part="free">{t('storage.disk.free', { size: bytes(free), total: bytes(total) })}</li>
      </ul>
    </>
  )
}

/** How much room there is on the disk, with the alarm where there is too little. */
export function DiskMeter({ storage }: { readonly storage: Storage }) {
  const { t, i18n } = useTranslation()
  const { level, free_bytes: free, total_bytes: total, refuse_below_bytes: limit } = storage.disk
  return (
    <div className={styles.disk}>
      <div className={styles.head}>
        <h3 className={styles.title}>{t('storage.disk')}</h3>
        <Pill tone={levels[level].tone}>{t(levels[level].text)}</Pill>
      </div>
      {free !== null && total !== null && total > 0 ? (
        <Meter storage={storage} free={free} total={total} />
      ) : null}
      {level === 'low' || level === 'full' ? (
        <Notice tone={levels[level].tone} title={t(`storage.disk.${level}.title`)}>
          <p>
            {t(`storage.disk.${level}.text`, {
              limit: limit === null ? '' : byteSize(limit, i18n.language),
            })}
          </p>
        </Notice>
      ) : null}
    </div>
  )
}
