import type { ReactNode } from 'react'
import { classes } from './classes'
import styles from './SideScroll.module.css'

interface SideScrollProps {
  readonly label: string
  readonly className?: string | undefined
  /** On the ground of the page, not of a card. */
  readonly sunk?: boolean
  readonly children: ReactNode
}

/** What may be wider than its place: its edge shows that there is more, and the arrow keys move it. */
export function SideScroll({ label, className, sunk, children }: SideScrollProps) {
  return (
    <div
      className={classes(styles.scroll, sunk && styles.sunk, className)}
      role="region"
      tabIndex={0}
      aria-label={label}
    >
      {children}
    </div>
  )
}
