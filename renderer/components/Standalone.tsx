import type { ReactNode } from 'react'
import { Brand } from './Brand'
import styles from './Standalone.module.css'

/** A page without the shell: one narrow column, for phones and for people who are not signed in yet. */
export function Standalone({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <Brand />
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  )
}
