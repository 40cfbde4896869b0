import { useId, useRef } from 'react'
import { CopyButton } from './CopyButton'
import styles from './SecretField.module.css'

interface SecretFieldProps {
  readonly label: string
  readonly value: string
  /** The value is in the clipboard, or is marked for the person to copy. */
  readonly onCopied?: () => void
}

/** A value that may be long, in a field that cannot be changed, with the button that copies it. */
export function SecretField({ label, value, onCopied }: SecretFieldProps) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)

  function mark() {
    field.current?.focus()
    field.current?.select()
  }

  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.row}>
        <input
          ref={field}
          id={id}
          className={styles.value}
          readOnly
          value={value}
          spellCheck={false}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          // By the keyboard or the menu is as good.
          onCopy={onCopied}
        />
        <CopyButton className={styles.copy} label={label} value={value} onMark={mark} onCopied={onCopied} />
      </div>
    </div>
  )
}
