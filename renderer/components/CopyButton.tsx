import { useTranslation } from 'react-i18next'
import { announce } from './Announcer'
import { Button } from './Button'
import { copyText } from './copy-text'
import { Icon } from './Icon'
import { useCopyOutcome } from './use-copy-outcome'

interface CopyButtonProps {
  /** What is copied, in a word. */
  readonly label: string
  readonly value: string
  /** Marks what is copied where the page may not copy: the person does it then. */
  readonly onMark: () => void
  readonly onCopied?: (() => void) | undefined
  readonly className?: string | undefined
}

/** Copies a value that stands beside it, and says how that went. */
export function CopyButton({ label, value, onMark, onCopied, className }: CopyButtonProps) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useCopyOutcome()

  async function press() {
    const copied = await copyText(value)
    if (!copied) onMark()
    setOutcome(copied ? 'copied' : 'marked')
    announce(copied ? t('copy.copied', { label }) : t('copy.marked', { label }))
    if (copied) onCopied?.()
  }

  return (
    <Button className={className} aria-label={t('copy.title', { label })} onClick={() => void press()}>
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
      {outcome === 'copied' ? t('copy.done') : outcome === 'marked' ? t('copy.selected') : t('copy.button')}
    </Button>
  )
}
