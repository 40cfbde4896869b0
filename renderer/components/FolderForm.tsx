import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { FolderField } from './FolderField'
import styles from './FolderForm.module.css'
import { Problem } from './Problem'

interface FolderFormProps {
  readonly label: string
  /** Of the system's own dialog. */
  readonly title: string
  readonly hint?: string
  readonly placeholder?: string
  /** What the button says, and says while it is done. */
  readonly action: string
  readonly busy: string
  readonly primary?: boolean
  readonly starting: {
    readonly isPending: boolean
    readonly error: unknown
    readonly mutate: (path: string) => void
  }
  /** Between the field and the button. */
  readonly children?: ReactNode
  readonly onCancel?: (() => void) | undefined
}

/** Asks for one folder of the hub's computer, and does something with it. */
export function FolderForm({
  action,
  busy,
  primary,
  starting,
  children,
  onCancel,
  ...field
}: FolderFormProps) {
  const { t } = useTranslation()
  const [path, setPath] = useState('')
  const [tried, setTried] = useState(false)
  const wanted = path.trim()
  return (
    <form
      noValidate
      className={styles.folder}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (wanted !== '' && !starting.isPending) starting.mutate(wanted)
      }}
    >
      <FolderField
        {...field}
        problem={tried && wanted === '' ? t('which.noPath') : null}
        value={path}
        onChange={setPath}
      />
      <Problem error={starting.error} />
      {children}
      <div className={styles.actions}>
        <Button type="submit" look={primary ? 'primary' : 'plain'} busy={starting.isPending && busy}>
          {action}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{t('cancel')}</Button> : null}
      </div>
    </form>
  )
}
