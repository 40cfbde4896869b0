import { knownPlatforms, platformName } from '../../shared/platforms'
import { useTranslation } from 'react-i18next'
import { SelectField } from './Field'

const sorted = [...knownPlatforms].sort((one, other) => one.name.localeCompare(other.name))

interface PlatformSelectProps {
  readonly label: string
  /** A slug; empty to leave out; null while nobody said. */
  readonly value: string | null
  readonly onChange: (value: string) => void
}

/** Which platform games are for, or that they are left out. One that nobody knows stays on offer under its own name. */
export function PlatformSelect({ label, value, onChange }: PlatformSelectProps) {
  const { t } = useTranslation()
  const isOwn = value !== null && value !== '' && !sorted.some(({ slug }) => slug === value)
  return (
    <SelectField
      label={label}
      isLabelHidden
      value={value ?? '?'}
      onChange={(event) => onChange(event.target.value)}
    >
      {value === null ? <option value="?">{t('platform.ask')}</option> : null}
      {isOwn ? <option value={value}>{t('platform.own', { name: platformName(value) })}</option> : null}
      {sorted.map(({ slug, name }) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ))}
      <option value="">{t('platform.leaveOut')}</option>
    </SelectField>
  )
}
