import type { ReactNode } from 'react'
import styles from './Card.module.css'
import { classes } from './classes'

interface CardProps {
  readonly children: ReactNode
  /** Something in it waits for a person. */
  readonly calling?: boolean
  readonly className?: string | undefined
  readonly labelledBy?: string
}

export function Card({ children, calling, className, labelledBy }: CardProps) {
  const look = classes(styles.card, calling && styles.calling, className)
  return labelledBy ? (
    <section className={look} aria-labelledby={labelledBy}>
      {children}
    </section>
  ) : (
    <div className={look}>{children}</div>
  )
}
