import { lazy, Suspense, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { useOpenConflicts } from '../../api/conflicts'
import { usePairing } from '../../api/queries'
import { KeySequence, type Wish } from './key-map'
import { showShortcuts, useShortcutsShown } from './shown'
import { hasSingleKeys } from './single-keys'

const ShortcutsDialog = lazy(async () => ({ default: (await import('./ShortcutsDialog')).ShortcutsDialog }))

const writes =
  'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=file])'

/** A key belongs to the field somebody writes in, and to the dialog that is open. */
function isTaken(event: KeyboardEvent): boolean {
  const isWriting = event.target instanceof Element && event.target.matches(writes) && event.key !== 'F1'
  return (
    event.defaultPrevented ||
    event.isComposing ||
    isWriting ||
    document.querySelector('dialog[open]') !== null
  )
}

/** Listens for the shortcuts on every page, and shows the list of them. */
export function Shortcuts() {
  const [, navigate] = useLocation()
  const request = usePairing().data?.[0]
  const decision = useOpenConflicts().data?.[0]
  const isShown = useShortcutsShown()
  const sequence = useRef(new KeySequence())

  useEffect(() => {
    const follow = (wish: Wish): boolean => {
      switch (wish.to) {
        case 'help':
          showShortcuts(true)
          return true
        case 'search':
          return focusSearch()
        case 'request':
          if (request) navigate(`/devices/pair/${request.id}`)
          return request !== undefined
        case 'decision':
          if (decision) navigate(`/sync/conflicts/${decision.id}`)
          return decision !== undefined
        case 'place':
          navigate(wish.path)
          return true
      }
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTaken(event)) return
      const wish = sequence.current.press(event, hasSingleKeys())
      if (wish && follow(wish)) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [navigate, request, decision])

  useEffect(() => window.roost?.listen('shortcuts', () => showShortcuts(true)), [])
  return isShown ? (
    <Suspense>
      <ShortcutsDialog onClose={() => showShortcuts(false)} />
    </Suspense>
  ) : null
}

/** @returns false where there is nothing to search in: the key then does what it does in this browser */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('main input[type=search]')
  field?.select()
  return field !== null
}
