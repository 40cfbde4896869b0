import { useId, type ReactNode } from 'react'
import styles from './Switch.module.css'

interface SwitchProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly label: string
  readonly detail?: ReactNode
  readonly disabled?: boolean
}

export function Switch({ checked, onChange, label, detail, disabled }: SwitchProps) {
  const id = useId()
  return (
    <div className={styles.row}>
      <input
        type="checkbox"
        role="switch"
        id={id}
        className={styles.switch}
        checked={checked}
        disabled={disabled}
        aria-describedby={detail ? `${id}-detail` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div className={styles.words}>
        <label htmlFor={id}>{label}</label>
        {detail ? (
          <p className={styles.detail} id={`${id}-detail`}>
            {detail}
          </p>
        ) : null}
      </div>
    </div>
  )
}
