import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from './Announcer'
import { Button } from './Button'
import { Icon } from './Icon'
import { Problem } from './Problem'
import styles from './Toast.module.css'
import { useCountdown } from './use-countdown'
import { usesKeyboard } from './uses-keyboard'

/** Seconds an undo is offered, unless somebody is with it. */
const stay = 10

interface Offer {
  readonly id: number
  readonly text: ReactNode
  readonly onUndo: () => Promise<void>
}

let offers: readonly Offer[] = []
let last = 0
const watchers = new Set<() => void>()

function change(next: readonly Offer[]): void {
  offers = next
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function withdraw(id: number): void {
  const hadFocus = document.activeElement?.closest('[data-toast]')
  change(offers.filter((offer) => offer.id !== id))
  if (hadFocus) document.getElementById('content')?.focus()
}

/** Offers for some seconds to undo what was just done. `spoken` is the same sentence as text. */
export function offerUndo(text: ReactNode, spoken: string, onUndo: () => Promise<void>): void {
  last += 1
  change([...offers.slice(-2), { id: last, text, onUndo }])
  announce(spoken)
}

/** The button that undoes, with the seconds left for it. Who works by keyboard is taken to it, and it waits. */
function Waiting({ id, onPress }: { readonly id: number; readonly onPress: () => void }) {
  const { t } = useTranslation()
  const { left, paused, handlers } = useCountdown(stay, () => withdraw(id))
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (usesKeyboard()) button.current?.focus()
  }, [])
  return (
    <div {...handlers}>
      <Button ref={button} onClick={onPress}>
        {t('toast.undo')}
        <span className={styles.left} aria-hidden="true">
          {paused ? <Icon name="pause" /> : left}
        </span>
      </Button>
    </div>
  )
}

function OfferCard({ offer }: { readonly offer: Offer }) {
  const { t } = useTranslation()
  const [error, setError] = useState<unknown>(null)
  const [state, setState] = useState<'waiting' | 'undoing' | 'failed'>('waiting')

  async function undo() {
    setState('undoing')
    try {
      await offer.onUndo()
      announce(t('toast.undone'))
      withdraw(offer.id)
    } catch (failure) {
      setError(failure)
      setState('failed')
    }
  }

  return (
    <li className={styles.offer} data-toast>
      <div className={styles.line}>
        <p className={styles.text}>{offer.text}</p>
        <div className={styles.actions}>
          {state === 'waiting' ? (
            <Waiting id={offer.id} onPress={() => void undo()} />
          ) : (
            <Button busy={state === 'undoing' && t('toast.undoing')} onClick={() => void undo()}>
              {t('again')}
            </Button>
          )}
          <button
            type="button"
            className={styles.close}
            title={t('toast.dismiss')}
            aria-label={t('toast.dismiss')}
            onClick={() => withdraw(offer.id)}
          >
            <Icon name="cross" />
          </button>
        </div>
      </div>
      {state === 'failed' ? <Problem error={error} /> : null}
    </li>
  )
}

/** Where undo is offered: above everything. */
export function Toasts() {
  const { t } = useTranslation()
  const shown = useSyncExternalStore(watch, () => offers)
  if (shown.length === 0) return null
  return (
    <section className={styles.place} aria-label={t('toast.label')}>
      <ul>
        {shown.map((offer) => (
          <OfferCard key={offer.id} offer={offer} />
        ))}
      </ul>
    </section>
  )
}
