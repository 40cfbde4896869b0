import type { ReactNode } from 'react'
import { classes } from './classes'
import styles from './Facts.module.css'

interface FactsProps {
  readonly children: ReactNode
  /** Nothing but counts. */
  readonly figures?: boolean
}

/** Things known, each under its name. */
export function Facts({ children, figures }: FactsProps) {
  return <dl className={classes(styles.facts, figures && styles.figures)}>{children}</dl>
}

export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
