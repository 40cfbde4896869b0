import { useId, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { Icon } from './Icon'
import styles from './Menu.module.css'

const gap = 6

interface MenuProps {
  readonly label: string
  readonly children: ReactNode
}

/**
 * A few actions behind one button. The browser's popover closes it on Escape and on a press elsewhere, and gives the
 * focus back; it stands in the top layer, so that no card cuts it off.
 */
export function Menu({ label, children }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)

  function place() {
    const anchor = button.current?.getBoundingClientRect()
    const menu = list.current
    if (!anchor || !menu) return
    const below = anchor.bottom + gap
    const fits = below + menu.offsetHeight <= window.innerHeight
    menu.style.top = `${fits ? below : Math.max(gap, anchor.top - gap - menu.offsetHeight)}px`
    menu.style.left = `${Math.max(gap, Math.min(anchor.right, window.innerWidth - gap) - menu.offsetWidth)}px`
    menu.querySelector('button')?.focus()
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.open}
        title={label}
        aria-label={label}
        aria-expanded={open}
        popoverTarget={id}
      >
        <Icon name="more" />
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        className={styles.menu}
        onToggle={(event) => {
          // Its place depends on its size: the actions have to be in it first.
          flushSync(() => setOpen(event.newState === 'open'))
          if (event.newState === 'open') place()
        }}
      >
        {open ? children : null}
      </div>
    </>
  )
}

interface MenuItemProps {
  readonly children: string
  readonly danger?: boolean
  readonly onClick: () => void
}

export function MenuItem({ children, danger, onClick }: MenuItemProps) {
  return (
    <button
      type="button"
      className={styles.item}
      data-danger={danger ?? false}
      onClick={(event) => {
        const menu = event.currentTarget.closest('[popover]')
        if (menu instanceof HTMLElement) menu.hidePopover()
        onClick()
      }}
    >
      {children}
    </button>
  )
}
