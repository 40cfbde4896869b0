import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './UserCode.module.css'
import { classes } from './classes'

interface UserCodeProps {
  readonly code: string
  readonly size?: 'small' | 'large'
  /** Written with a dash, as clients of the older flow show it (wire.md 15.2). */
  readonly dashed?: boolean
  /** What is seen of it, to be marked. */
  readonly seen?: Ref<HTMLSpanElement>
}

function groupsOf(code: string): string[] {
  return code.match(/.{1,4}/gu) ?? []
}

/** A code as people compare it: two groups of four to look at, letter by letter to listen to. */
export function UserCode({ code, size = 'large', dashed, seen }: UserCodeProps) {
  const { t } = useTranslation()
  const groups = groupsOf(code)
  const letters = groups.map((group) => [...group].join(' ')).join(', ')
  return (
    <span className={classes(styles.code, styles[size])}>
      <span className="spoken-only">{t('code.spoken', { letters })}</span>
      <span ref={seen} aria-hidden="true">
        {groups.map((group, index) => (
          <span key={index} className={dashed ? undefined : styles.group}>
            {dashed && index > 0 ? '-' : null}
            {group}
          </span>
        ))}
      </span>
    </span>
  )
}
