import { useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from './Announcer'
import styles from './CopyValue.module.css'
import { Icon } from './Icon'
import { classes } from './classes'
import { copyText } from './copy-text'
import { useCopyOutcome } from './use-copy-outcome'

interface CopyValueProps {
  readonly label: string
  readonly value: string
  readonly large?: boolean
}

/** A value to type elsewhere, with a button that copies it, or marks it where copying is not allowed. */
export function CopyValue({ label, value, large }: CopyValueProps) {
  const { t } = useTranslation()
  const id = useId()
  const text = useRef<HTMLElement>(null)
  const [outcome, setOutcome] = useCopyOutcome()

  async function press() {
    const copied = await copyText(value)
    if (!copied && text.current) window.getSelection()?.selectAllChildren(text.current)
    setOutcome(copied ? 'copied' : 'marked')
    announce(copied ? t('copy.copied', { label }) : t('copy.marked', { label }))
  }

  return (
    <div className={styles.value}>
      <dt className={styles.label} id={id}>
        {label}
      </dt>
      <dd className={classes(styles.box, large && styles.large)}>
        <span ref={text} className={styles.text}>
          {value}
        </span>
        <button
          type="button"
          className={styles.copy}
          onClick={() => void press()}
          title={t('copy.title', { label })}
        >
          <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
          <span className="spoken-only">{t('copy.title', { label })}</span>
        </button>
      </dd>
    </div>
  )
}
