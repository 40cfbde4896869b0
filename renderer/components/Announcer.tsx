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

/** Has a screen reader say a sentence: when it is free, or at once. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  spoken = { ...spoken, [urgency]: { text, turn: !spoken[urgency].turn } }
  for (const watcher of watchers) watcher()
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
