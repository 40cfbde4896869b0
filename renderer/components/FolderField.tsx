import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canChooseFolder, chooseFolder } from '../api/choose-folder'
import { Button } from './Button'
import { TextField } from './Field'
import styles from './FolderField.module.css'
import { Icon } from './Icon'

interface FolderFieldProps {
  readonly label: string
  /** What the system's dialog is called. */
  readonly title: string
  readonly value: string
  readonly hint?: string
  readonly placeholder?: string
  readonly problem?: string | null
  readonly onChange: (path: string) => void
  /** A folder was chosen in the dialog, and not typed. */
  readonly onChosen?: (path: string) => void
}

/** A folder of the hub's computer: chosen in the window, typed in a browser, which cannot see that computer. */
export function FolderField({
  label,
  title,
  value,
  hint,
  placeholder,
  problem,
  onChange,
  onChosen,
}: FolderFieldProps) {
  const { t } = useTranslation()
  const [failed, setFailed] = useState(false)

  async function choose() {
    setFailed(false)
    try {
      const path = await chooseFolder(title)
      if (path === null) return
      onChange(path)
      onChosen?.(path)
    } catch {
      setFailed(true)
    }
  }

  return (
    <div className={styles.field}>
      <div className={styles.row}>
        <TextField
          label={label}
          hint={hint ?? (canChooseFolder ? undefined : t('folder.typed'))}
          problem={failed ? t('folder.noDialog') : problem}
          value={value}
          className={styles.path}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={placeholder ?? t('folder.placeholder')}
          onChange={(event) => onChange(event.target.value)}
        />
        {canChooseFolder ? (
          <Button className={styles.choose} aria-haspopup="dialog" onClick={() => void choose()}>
            <Icon name="folder" />
            {t('folder.choose')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
