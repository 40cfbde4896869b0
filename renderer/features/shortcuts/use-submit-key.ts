import { type RefObject, useEffect } from 'react'

/** As `aria-keyshortcuts` names it. */
export const submitKey = 'Control+Enter'

/** Ctrl+Enter, on a Mac also ⌘+Enter, sends the form from wherever the focus is on its page. */
export function useSubmitKey(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isSubmit = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat
      if (!isSubmit || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      form.current?.requestSubmit()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [form])
}
