import { useTranslation } from 'react-i18next'
import { Switch } from '../../components/Switch'
import { setSingleKeys } from './single-keys'

interface SingleKeysProps {
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

/** Who dictates, or presses keys by accident, turns off the shortcuts that need only one (WCAG 2.1.4). */
export function SingleKeys({ on, onChange }: SingleKeysProps) {
  const { t } = useTranslation()
  return (
    <Switch
      label={t('shortcuts.single')}
      detail={t('shortcuts.single.text')}
      checked={on}
      onChange={(wanted) => {
        setSingleKeys(wanted)
        onChange(wanted)
      }}
    />
  )
}
