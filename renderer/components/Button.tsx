import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Link } from 'wouter'
import styles from './Button.module.css'
import { classes } from './classes'
import { Spinner } from './Spinner'

type Look = 'primary' | 'plain' | 'quiet' | 'danger'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: Look
  readonly tall?: boolean
  /** What is going on, shown with a spinner instead of the label. The button stays focusable and does nothing. */
  readonly busy?: string | false
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'plain', tall, busy, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(styles.button, styles[look], tall && styles.tall, className)}
      aria-disabled={busy ? true : undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {busy ? <Spinner /> : null}
      {busy ? busy : children}
    </button>
  )
}

interface ButtonLinkProps {
  readonly to: string
  readonly look?: Look
  readonly tall?: boolean
  readonly children: ReactNode
}

/** Looks like a button, is a link: it goes somewhere. */
export function ButtonLink({ to, look = 'plain', tall, children }: ButtonLinkProps) {
  return (
    <Link href={to} className={classes(styles.button, styles[look], tall && styles.tall)}>
      {children}
    </Link>
  )
}
