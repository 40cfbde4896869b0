import type { QueryClient } from '@tanstack/react-query'
import { events } from '../../shared/api/health'
import { hubEvent, type HubEvent } from '../../shared/api/events'
import { Freshness } from './freshness'
import { Unreachable } from './refusal'

export type LiveState = 'connecting' | 'open' | 'lost'

const kinds = ['pairing', 'device', 'health', 'library', 'save', 'sync', 'conflict', 'backup'] as const
/** A blink of the network is not worth a word. */
const grace = 1_000
const longestPause = 15_000

/** Which queries an event makes doubtful, by the first word of their key. */
const touches: Readonly<Record<HubEvent['type'], readonly string[]>> = {
  pairing: ['pairing', 'devices', 'tokens', 'activity'],
  device: ['devices', 'pairing', 'tokens', 'activity'],
  health: ['health', 'storage', 'network'],
  library: ['library', 'games', 'home'],
  save: ['saves', 'sync', 'conflicts', 'games', 'storage', 'home'],
  sync: ['sync', 'devices', 'play'],
  conflict: ['conflicts', 'sync', 'games'],
  backup: ['storage', 'health', 'jobs'],
}

/** A job's progress is told several times a second; what it changes is told by itself. */
function touchedBy(event: HubEvent): readonly string[] {
  const isProgress = (event.type === 'library' || event.type === 'backup') && event.state === 'job'
  return isProgress ? ['jobs'] : touches[event.type]
}

/**
 * The hub's event stream. It makes queries ask again when something happened, and all of them after a gap. The
 * browser reconnects by itself while the hub answers; when it gives up (a refusal, a hub that is off) we try again.
 */
export class LiveEvents {
  #state: LiveState = 'connecting'
  #source: EventSource | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #graceTimer: ReturnType<typeof setTimeout> | undefined
  #pause = 1_000
  readonly #watchers = new Set<() => void>()
  readonly #listeners = new Set<(event: HubEvent) => void>()

  readonly #freshness: Freshness

  constructor(queries: QueryClient) {
    this.#freshness = new Freshness(queries)
    // What somebody did while the stream was lost, and the hub took or refused, shows that the hub is there again.
    queries.getMutationCache().subscribe((happened) => {
      if (this.#state !== 'lost' || happened.type !== 'updated') return
      const { action } = happened
      const isAnswered =
        action.type === 'success' || (action.type === 'error' && !(action.error instanceof Unreachable))
      if (isAnswered) this.tryNow()
    })
  }

  readonly state = (): LiveState => this.#state

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Hears every event, before the queries ask again. */
  listen(listener: (event: HubEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  open(): void {
    this.close()
    const source = new EventSource(events.path)
    this.#source = source
    source.addEventListener('open', () => this.#opened())
    source.addEventListener('error', () => this.#failed(source))
    for (const kind of [...kinds, 'message']) {
      source.addEventListener(kind, (message) => this.#received(message))
    }
  }

  close(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#graceTimer)
    this.#source?.close()
    this.#source = null
  }

  /** Tries at once, for the person who does not want to wait. */
  readonly tryNow = (): void => {
    this.#pause = 1_000
    this.open()
  }

  #become(state: LiveState): void {
    if (state === this.#state) return
    this.#state = state
    for (const watcher of this.#watchers) watcher()
  }

  #opened(): void {
    clearTimeout(this.#graceTimer)
    this.#pause = 1_000
    this.#become('open')
    // Whatever happened before the stream stood was not told.
    this.#freshness.doubt()
  }

  #failed(source: EventSource): void {
    clearTimeout(this.#graceTimer)
    this.#graceTimer = setTimeout(() => this.#become('lost'), grace)
    if (source.readyState !== EventSource.CLOSED) return
    // A refused stream may mean that this session has ended; asking who we are tells.
    this.#freshness.doubt({ queryKey: ['me'] })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#again(), this.#pause)
    this.#pause = Math.min(this.#pause * 2, longestPause)
  }

  #again(): void {
    const pause = this.#pause
    this.open()
    this.#pause = pause
    if (this.#state !== 'lost') this.#graceTimer = setTimeout(() => this.#become('lost'), grace)
  }

  #received(message: Event): void {
    if (!(message instanceof MessageEvent) || typeof message.data !== 'string') return
    const event = hubEvent.safeParse(parsed(message.data))
    if (!event.success) return
    for (const listener of this.#listeners) listener(event.data)
    for (const word of touchedBy(event.data)) this.#freshness.doubt({ queryKey: [word] })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
