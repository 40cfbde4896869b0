import { useTranslation } from 'react-i18next'
import type { Comparison } from '../../../shared/api/version-contents'
import type { Version } from '../../../shared/api/versions'
import { useComparison } from '../../api/saves'
import { Button } from '../../components/Button'
import { byteSize } from '../../components/byte-size'
import { Dialog, DialogActions } from '../../components/Dialog'
import { exactTime } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Notice } from '../../components/Notice'
import { Pill, type Tone } from '../../components/Pill'
import { Problem } from '../../components/Problem'
import { Silhouette } from '../../components/Silhouette'
import { Spinner } from '../../components/Spinner'
import type { TextKey } from '../../locales/text-key'
import styles from './Contents.module.css'
import { offsetText, pairsOf } from './hex'
import type { NamedDevice } from './use-device-names'

interface SideProps {
  readonly version: Version
  readonly label: string
  readonly deviceOf: (id: string) => NamedDevice
}

function Side({ version, label, deviceOf }: SideProps) {
  const { t, i18n } = useTranslation()
  const origin = version.origin_device_id === null ? null : deviceOf(version.origin_device_id)
  return (
    <div className={styles.side}>
      <Silhouette client={origin?.device?.client ?? null} platform={origin?.device?.platform ?? null} />
      <div className={styles.sideWords}>
        <p className={styles.sideLabel}>{label}</p>
        <p>{exactTime(Date.parse(version.arrived_at), i18n.language)}</p>
        <p className={styles.soft}>
          {origin === null ? t('version.fromNone') : <Name>{origin.name}</Name>}
          {' · '}
          {byteSize(version.size_bytes, i18n.language)}
        </p>
      </div>
    </div>
  )
}

function Pairs({ hex, against }: { readonly hex: string; readonly against: string }) {
  const others = pairsOf(against)
  return pairsOf(hex).map((pair, place) =>
    pair === others[place] ? (
      <span key={place}>{pair}</span>
    ) : (
      <mark key={place} className={styles.different}>
        {pair}
      </mark>
    ),
  )
}

function Bytes({ comparison, isCut }: { readonly comparison: Comparison; readonly isCut: boolean }) {
  const { t, i18n } = useTranslation()
  const left = comparison.row_count - comparison.rows.length
  return (
    <>
      <p className={styles.result}>{t('compare.bytes', { count: comparison.changed_bytes })}</p>
      {isCut ? (
        <p className={styles.more}>
          {t('compare.cut', { size: byteSize(comparison.compared_bytes, i18n.language) })}
        </p>
      ) : null}
      {comparison.rows.length > 0 ? (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('compare.places')}>
          <table className={styles.rows}>
            <thead>
              <tr>
                <th scope="col">{t('compare.place')}</th>
                <th scope="col">{t('compare.older')}</th>
                <th scope="col">{t('compare.newer')}</th>
              </tr>
            </thead>
            <tbody>
              {comparison.rows.map(({ offset, was, is }) => (
                <tr key={offset}>
                  <th scope="row">{offsetText(offset)}</th>
                  <td data-side="was">
                    <Pairs hex={was} against={is} />
                  </td>
                  <td data-side="is">
                    <Pairs hex={is} against={was} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {left > 0 ? <p className={styles.more}>{t('compare.morePlaces', { count: left })}</p> : null}
    </>
  )
}

const fileLooks: Readonly<
  Record<Comparison['files'][number]['change'], { readonly tone: Tone; readonly text: TextKey }>
> = {
  added: { tone: 'safe', text: 'compare.added' },
  changed: { tone: 'calm', text: 'compare.changed' },
  removed: { tone: 'bad', text: 'compare.removed' },
}

function Files({ comparison }: { readonly comparison: Comparison }) {
  const { t, i18n } = useTranslation()
  const size = (bytes: number | null) => (bytes === null ? '' : byteSize(bytes, i18n.language))
  const left = comparison.file_count - comparison.files.length
  return (
    <>
      <p className={styles.result}>
        {t('compare.files', { count: comparison.file_count })}{' '}
        <span className={styles.soft}>{t('compare.sameFiles', { count: comparison.same_files })}</span>
      </p>
      <ul className={styles.files}>
        {comparison.files.map((file, index) => {
          const { tone, text } = fileLooks[file.change]
          const sizes = [size(file.was_bytes), size(file.size_bytes)].filter(Boolean)
          return (
            <li key={index}>
              <Name>{file.name}</Name>
              <span>{sizes[0] === sizes[1] ? sizes[0] : sizes.join(' → ')}</span>
              <Pill tone={tone}>{t(text)}</Pill>
            </li>
          )
        })}
      </ul>
      {left > 0 ? <p className={styles.more}>{t('look.moreFiles', { count: left })}</p> : null}
    </>
  )
}

interface CompareDialogProps {
  readonly one: Version
  readonly other: Version
  readonly person: number | undefined
  readonly deviceOf: (id: string) => NamedDevice
  readonly onClose: () => void
}

/** Two versions side by side, the older one first, and what differs. */
export function CompareDialog({ one, other, person, deviceOf, onClose }: CompareDialogProps) {
  const { t } = useTranslation()
  const [older, newer] = one.sequence < other.sequence ? [one, other] : [other, one]
  const { data, error, isPending } = useComparison(newer.id, older.id, person)
  const isCut = data !== undefined && Math.max(older.size_bytes, newer.size_bytes) > data.compared_bytes
  return (
    <Dialog title={t('compare.title')} onClose={onClose} wide>
      <div className={styles.look}>
        <div className={styles.sides}>
          <Side version={older} label={t('compare.older')} deviceOf={deviceOf} />
          <Side version={newer} label={t('compare.newer')} deviceOf={deviceOf} />
        </div>
        {isPending ? <Spinner /> : null}
        <Problem error={error} />
        {data?.kind === 'same' ? <Notice tone="safe">{t('compare.same')}</Notice> : null}
        {data?.kind === 'bytes' ? <Bytes comparison={data} isCut={isCut} /> : null}
        {data?.kind === 'archive' ? <Files comparison={data} /> : null}
      </div>
      <DialogActions>
        <Button look="primary" onClick={onClose} autoFocus>
          {t('close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
