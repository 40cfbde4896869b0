import styles from './ProgressBar.module.css'

interface ProgressBarProps {
  readonly label: string
  readonly done: number
  /** Null until it is known. */
  readonly total: number | null
}

/** How far something is; without a total it only shows that it goes on. */
export function ProgressBar({ label, done, total }: ProgressBarProps) {
  return total === null || total === 0 ? (
    <progress className={styles.bar} aria-label={label} />
  ) : (
    <progress className={styles.bar} aria-label={label} value={Math.min(done, total)} max={total} />
  )
}
