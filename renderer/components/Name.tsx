import { balanced } from '../locales/isolate'
import styles from './Name.module.css'
import { classes } from './classes'

/** As many letters as may stand in a sentence like any other word. */
const short = 24

/**
 * A name that somebody else chose: of a device, a client, a person. It is text and nothing else, in its own writing
 * direction, and never wider than its place; the whole of it is in the title.
 */
export function Name({ children, wrap }: { readonly children: string; readonly wrap?: boolean }) {
  return (
    <bdi
      className={classes(styles.name, wrap && styles.wrap)}
      title={children}
      data-short={children.length <= short}
    >
      {balanced(children)}
    </bdi>
  )
}
