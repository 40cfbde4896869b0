import { useTranslation } from 'react-i18next'
import { usePlatforms } from '../../api/games'
import { SelectField } from '../../components/Field'
import { isolatedValue } from '../../locales/isolate'
import styles from './PlatformRail.module.css'

interface PlatformsProps {
  readonly platform: number | undefined
  readonly onPlatform: (platform: number | undefined) => void
}

function useSortedPlatforms() {
  const { i18n } = useTranslation()
  const compare = new Intl.Collator(i18n.language, { numeric: true }).compare
  const platforms = usePlatforms().data ?? []
  return [...platforms].sort((one, other) => compare(one.display_name, other.display_name))
}

function useEntries() {
  const { t } = useTranslation()
  const platforms = useSortedPlatforms()
  const isKnown = usePlatforms().data !== undefined
  // Nothing is counted before it is known.
  const all = isKnown ? platforms.reduce((sum, { rom_count }) => sum + rom_count, 0) : null
  return [
    { id: undefined, name: t('games.allPlatforms'), count: all },
    ...platforms.map(({ id, display_name, rom_count }) => ({ id, name: display_name, count: rom_count })),
  ]
}

/** One platform or all of them, where there is no room for the list of them beside the games. */
export function PlatformSelect({ platform, onPlatform }: PlatformsProps) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <div className={styles.select}>
      <SelectField
        label={t('games.platform')}
        value={platform ?? ''}
        onChange={({ target }) => onPlatform(target.value === '' ? undefined : Number(target.value))}
      >
        {useEntries().map(({ id, name, count }) => (
          <option key={id ?? 'all'} value={id ?? ''}>
            {count === null ? name : `${isolatedValue(name)} (${number.format(count)})`}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

/** One platform or all of them, beside the games. */
export function PlatformRail({ platform, onPlatform }: PlatformsProps) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <ul className={styles.rail} aria-label={t('games.platform')}>
      {useEntries().map(({ id, name, count }) => (
        <li key={id ?? 'all'}>
          <button
            type="button"
            className={styles.entry}
            aria-pressed={id === platform}
            onClick={() => onPlatform(id)}
          >
            <span className={styles.name}>{name}</span>
            <span className={styles.count}>{count === null ? null : number.format(count)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
