import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Page.module.css'

/** The first page keeps the focus where the browser put it; every later one takes it to its heading. */
let arrived = false

interface PageProps {
  /** For the window's title, as text. */
  readonly title: string
  readonly heading?: ReactNode
  /** The way back to what this page is part of. */
  readonly above?: ReactNode
  readonly lead?: ReactNode
  readonly action?: ReactNode
  readonly children?: ReactNode
}

/** A page's heading, what it says in one sentence, and its content. */
export function Page({ title, heading, above, lead, action, children }: PageProps) {
  const { t } = useTranslation()
  const top = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = t('page.title', { page: title })
  }, [title, t])
  useEffect(() => {
    if (arrived) top.current?.focus()
    arrived = true
  }, [])
  return (
    <>
      <header className={styles.header}>
        <div className={styles.words}>
          {above}
          <h1 ref={top} tabIndex={-1}>
            {heading ?? title}
          </h1>
          {lead ? <p className={styles.lead}>{lead}</p> : null}
        </div>
        {action}
      </header>
      {children}
    </>
  )
}
