import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { Dialog, DialogActions } from './Dialog'
import { Problem } from './Problem'
import styles from './ConfirmAction.module.css'

interface ConfirmActionProps {
  readonly title: ReactNode
  /** What it is about, where the title does not name it: a path. */
  readonly about?: string
  /** What it means, a sentence each. */
  readonly consequences: readonly ReactNode[]
  readonly children?: ReactNode
  readonly keep?: string
  readonly action: string
  /** What is going on once it was pressed. */
  readonly busy: string | false
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onAction: () => void
}

/** Says first what happens, then does it. */
export function ConfirmAction(props: ConfirmActionProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      {props.about === undefined ? null : <p className={styles.about}>{props.about}</p>}
      <ul className={styles.consequences}>
        {props.consequences.map((consequence, index) => (
          <li key={index}>{consequence}</li>
        ))}
      </ul>
      {props.children}
      <Problem error={props.error} />
      <DialogActions>
        <Button onClick={props.onClose} autoFocus>
          {props.keep ?? t('cancel')}
        </Button>
        <Button
          look={props.danger ? 'danger' : 'primary'}
          busy={props.busy}
          disabled={props.disabled}
          onClick={props.onAction}
        >
          {props.action}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
