import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react'
import styles from './Field.module.css'
import { classes } from './classes'

interface Labelled {
  readonly label: string
  readonly hint?: ReactNode
  readonly problem?: string | null | undefined
  /** Said, but not seen: what stands around it shows what it is for. */
  readonly isLabelHidden?: boolean
}

function Surround({
  id,
  label,
  hint,
  problem,
  isLabelHidden,
  children,
}: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label className={isLabelHidden ? 'spoken-only' : styles.label} htmlFor={id}>
        {label}
      </label>
      {children}
      {hint && !problem ? (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {problem ? (
        <p className={styles.problem} id={`${id}-problem`} role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}

function describedBy(id: string, { hint, problem }: Labelled): string | undefined {
  return problem ? `${id}-problem` : hint ? `${id}-hint` : undefined
}

type TextFieldProps = Labelled & InputHTMLAttributes<HTMLInputElement>

export function TextField({ label, hint, problem, className, ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <Surround id={id} label={label} hint={hint} problem={problem}>
      <input
        {...rest}
        id={id}
        className={classes(styles.input, className)}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, problem })}
      />
    </Surround>
  )
}

type TextAreaProps = Labelled & TextareaHTMLAttributes<HTMLTextAreaElement>

export function TextAreaField({ label, hint, problem, ...rest }: TextAreaProps) {
  const id = useId()
  return (
    <Surround id={id} label={label} hint={hint} problem={problem}>
      <textarea
        {...rest}
        id={id}
        className={classes(styles.input, styles.area)}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, problem })}
      />
    </Surround>
  )
}

type SelectFieldProps = Labelled & SelectHTMLAttributes<HTMLSelectElement>

export function SelectField({
  label,
  hint,
  problem,
  isLabelHidden = false,
  children,
  ...rest
}: SelectFieldProps) {
  const id = useId()
  return (
    <Surround id={id} label={label} hint={hint} problem={problem} isLabelHidden={isLabelHidden}>
      <select
        {...rest}
        id={id}
        className={classes(styles.input, styles.select)}
        aria-describedby={describedBy(id, { label, hint, problem })}
      >
        {children}
      </select>
    </Surround>
  )
}
