import { useTranslation } from 'react-i18next'
import type { Comparison } from '../../../shared/api/version-contents'
import { byteSize } from '../../components/byte-size'
import { Name } from '../../components/Name'
import { Notice } from '../../components/Notice'
import { Pill, type Tone } from '../../components/Pill'
import { SideScroll } from '../../components/SideScroll'
import type { TextKey } from '../../locales/text-key'
import styles from './Contents.module.css'
import { offsetText, pairsOf } from './hex'

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

interface DifferencesProps {
  readonly comparison: Comparison
  /** There is more of one side than was compared. */
  readonly isCut: boolean
  readonly labels: { readonly was: string; readonly is: string }
}

function Bytes({ comparison, isCut, labels }: DifferencesProps) {
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
        <SideScroll sunk className={styles.scroll} label={t('compare.places')}>
          <table className={styles.rows}>
            <thead>
              <tr>
                <th scope="col">{t('compare.place')}</th>
                <th scope="col">{labels.was}</th>
                <th scope="col">{labels.is}</th>
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
        </SideScroll>
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

/** What differs between two versions: bytes side by side, or the files of two archives. */
export function Differences(props: DifferencesProps) {
  const { t } = useTranslation()
  switch (props.comparison.kind) {
    case 'same':
      return <Notice tone="safe">{t('compare.same')}</Notice>
    case 'bytes':
      return <Bytes {...props} />
    case 'archive':
      return <Files comparison={props.comparison} />
  }
}
