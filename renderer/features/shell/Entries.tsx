import { Children, type ReactNode, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon'
import { useNarrow } from '../../components/use-narrow'
import styles from './Navigation.module.css'

/** As many as a thumb can tell apart at the foot of a phone. */
const atOnce = 4

/** The rest, behind one more place at the foot of a phone. */
function More({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <li className={styles.moreItem}>
      <button type="button" className={styles.entry} aria-expanded={open} popoverTarget={id}>
        <Icon name="more" />
        <span className={styles.label}>{t('nav.more')}</span>
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        className={styles.sheet}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {/* A place that was chosen takes the sheet away; a key on a link is a click too. */}
        <ul onClickCapture={() => list.current?.hidePopover()}>{children}</ul>
      </div>
    </li>
  )
}

/** The places one can go to: all of them beside the page, the first few at the foot of a phone. */
export function Entries({ children }: { readonly children: ReactNode }) {
  const isNarrow = useNarrow()
  const all = Children.toArray(children)
  if (!isNarrow || all.length <= atOnce + 1) return <ul>{all}</ul>
  return (
    <ul>
      {all.slice(0, atOnce)}
      <More>{all.slice(atOnce)}</More>
    </ul>
  )
}
