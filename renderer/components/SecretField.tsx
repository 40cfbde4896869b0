import { useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from './Announcer'
import { Button } from './Button'
import { copyText } from './copy-text'
import { Icon } from './Icon'
import styles from './SecretField.module.css'
import { useCopyOutcome } from './use-copy-outcome'

interface SecretFieldProps {
  readonly label: string
  readonly value: string
  /** The value is in the clipboard, or is marked for the person to copy. */
  readonly onCopied?: () => void
}

/** A value that may be long, in a field that cannot be changed, with the button that copies it. */
export function SecretField({ label, value, onCopied }: SecretFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useCopyOutcome()

  async function press() {
    const copied = await copyText(value)
    if (!copied) {
      field.current?.focus()
      field.current?.select()
    }
    setOutcome(copied ? 'copied' : 'marked')
    announce(copied ? t('copy.copied', { label }) : t('copy.marked', { label }))
    if (copied) onCopied?.()
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
        <Button className={styles.copy} aria-label={t('copy.title', { label })} onClick={() => void press()}>
          <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
          {outcome === 'copied'
            ? t('copy.done')
            : outcome === 'marked'
              ? t('copy.selected')
              : t('copy.button')}
        </Button>
      </div>
    </div>
  )
}
