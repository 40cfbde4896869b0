import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import styles from './Notice.module.css'
import type { Tone } from './Pill'
import { classes } from './classes'

const icons = { safe: 'check', warn: 'warning', bad: 'warning', calm: 'info' } as const satisfies Record<
  Tone,
  IconName
>

interface NoticeProps {
  readonly tone: Tone
  readonly title?: ReactNode
  readonly children?: ReactNode
  /** Spoken when it appears: it answers something the person just did. */
  readonly alert?: boolean
}

/** What happened, what was kept, what to do. */
export function Notice({ tone, title, children, alert }: NoticeProps) {
  return (
    <div className={classes(styles.notice, styles[tone])} role={alert ? 'alert' : undefined}>
      <Icon name={icons[tone]} />
      <div className={styles.words}>
        {title ? <p className={styles.title}>{title}</p> : null}
        {children}
      </div>
    </div>
  )
}
