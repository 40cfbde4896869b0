import type { HubEvent } from '../../../shared/api/events'
import type { Random } from '../random'

/** Who may see an event: every person, or one person and the owners. */
export type Audience = 'everyone' | { readonly personId: number }

export interface LoggedEvent {
  /** `<start of the hub>-<number>`: an id of an earlier start is recognised as such. */
  readonly id: string
  readonly event: HubEvent
  readonly audience: Audience
}

const kept = 1_000

/** The last 1,000 events, and everybody who listens (own.md, `GET /events`). */
export class EventLog {
  private readonly events: LoggedEvent[] = []
  private readonly listeners = new Set<(event: LoggedEvent) => void>()
  private readonly start: string
  private count = 0

  constructor(random: Random) {
    this.start = random.uuid().slice(0, 8)
  }

  publish(event: HubEvent, audience: Audience = 'everyone'): void {
    this.count += 1
    const logged = { id: `${this.start}-${this.count}`, event, audience }
    this.events.push(logged)
    if (this.events.length > kept) this.events.shift()
    for (const listener of this.listeners) listener(logged)
  }

  /** Calls back for every later event; the answer ends it. */
  subscribe(listener: (event: LoggedEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** What came after the event with this id; nothing when it is not among those kept. */
  since(id: string): readonly LoggedEvent[] {
    const index = this.events.findIndex((event) => event.id === id)
    return index === -1 ? [] : this.events.slice(index + 1)
  }
}
