import styles from './Portrait.module.css'

/** A round with the first letter of a name, beside the name itself. */
export function Portrait({ name, large }: { readonly name: string; readonly large?: boolean }) {
  return (
    <span className={styles.portrait} data-large={large ?? false} aria-hidden="true">
      {[...name][0]?.toUpperCase()}
    </span>
  )
}
