import { Link } from 'wouter'
import styles from './BackLink.module.css'
import { Icon } from './Icon'

/** Above a page's heading: the list it belongs to. */
export function BackLink({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <Link href={to} className={styles.back}>
      <Icon name="back" />
      {children}
    </Link>
  )
}
