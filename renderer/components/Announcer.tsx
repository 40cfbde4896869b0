import { useSyncExternalStore } from 'react'

type Urgency = 'polite' | 'assertive'
interface Said {
  /** Makes the same sentence a second time a new one, which is spoken again. */
  readonly id: number
  readonly text: string
}

let spoken: Readonly<Record<Urgency, readonly Said[]>> = { polite: [], assertive: [] }
let last = 0
const watchers = new Set<() => void>()

/** Long enough to be picked up; a sentence that stayed would be found later, when it is no longer true. */
const staysFor = 5_000

function change(urgency: Urgency, said: readonly Said[]): void {
  spoken = { ...spoken, [urgency]: said }
  for (const watcher of watchers) watcher()
}

/** Has a screen reader say a sentence: when it is free, or at once. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  last += 1
  const said = { id: last, text }
  change(urgency, [...spoken[urgency], said])
  setTimeout(() => {
    change(
      urgency,
      spoken[urgency].filter((one) => one !== said),
    )
  }, staysFor)
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

interface RegionProps {
  readonly role: 'status' | 'alert'
  readonly said: readonly Said[]
}

/** Each sentence is spoken by itself: whole regions, as both roles have it, would say the one before it again. */
function Region({ role, said }: RegionProps) {
  return (
    <div className="spoken-only" role={role} aria-atomic="false">
      {said.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  )
}

/** The two live regions. They stand in the page from the start: one that is added later is not heard. */
export function Announcer() {
  const { polite, assertive } = useSyncExternalStore(watch, () => spoken)
  return (
    <>
      <Region role="status" said={polite} />
      <Region role="alert" said={assertive} />
    </>
  )
}
