import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { classes } from './classes'
import styles from './Dialog.module.css'

interface DialogProps {
  readonly title: ReactNode
  readonly children: ReactNode
  readonly onClose: () => void
  readonly wide?: boolean
}

/** A native modal: the browser keeps the focus in it, closes it on Escape and gives the focus back. */
export function Dialog({ title, children, onClose, wide }: DialogProps) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  // Closed before React takes it out of the page: only then the browser gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    // The browser goes to the first control: where that is far down, a long text would be begun at its end.
    if (element && element.scrollTop > 0) {
      heading.current?.focus()
      element.scrollTop = 0
    }
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={classes(styles.dialog, wide && styles.wide)}
      aria-labelledby={id}
      onCancel={(event) => {
        // Whether it closes is for the one who opened it to say: something in it may have to be asked first.
        event.preventDefault()
        onClose()
      }}
    >
      <h2 ref={heading} id={id} tabIndex={-1} className={styles.title}>
        {title}
      </h2>
      {children}
    </dialog>
  )
}

export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>
}
