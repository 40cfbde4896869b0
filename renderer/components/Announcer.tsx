import { useSyncExternalStore } from 'react'

type Urgency = 'polite' | 'assertive'
interface Said {
  readonly text: string
  /** Alternates, so that the same sentence twice is a change and is spoken twice. */
  readonly turn: boolean
}

const silence: Said = { text: '', turn: false }
let spoken: Readonly<Record<Urgency, Said>> = { polite: silence, assertive: silence }
const watchers = new Set<() => void>()

/** Long enough to be picked up; a sentence that stayed would be found later, when it is no longer true. */
const staysFor = 5_000

function say(urgency: Urgency, said: Said): void {
  spoken = { ...spoken, [urgency]: said }
  for (const watcher of watchers) watcher()
}

/** Has a screen reader say a sentence: when it is free, or at once. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  const said = { text, turn: !spoken[urgency].turn }
  say(urgency, said)
  setTimeout(() => {
    if (spoken[urgency] === said) say(urgency, { ...said, text: '' })
  }, staysFor)
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** The two live regions. They stand in the page from the start: one that is added later is not heard. */
export function Announcer() {
  const { polite, assertive } = useSyncExternalStore(watch, () => spoken)
  return (
    <>
      <div className="spoken-only" role="status">
        <p key={String(polite.turn)}>{polite.text}</p>
      </div>
      <div className="spoken-only" role="alert">
        <p key={String(assertive.turn)}>{assertive.text}</p>
      </div>
    </>
  )
}
