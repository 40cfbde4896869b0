import type { ReactNode } from 'react'
import styles from './Pill.module.css'
import { classes } from './classes'

export type Tone = 'safe' | 'warn' | 'bad' | 'calm'

/** A state: a colour with a word beside it, never the colour alone. */
export function Pill({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return <span className={classes(styles.pill, styles[tone])}>{children}</span>
}
