import { useSyncExternalStore } from 'react'
import type { HubEvent } from '../../../shared/api/events'
import type { PairingRequest } from '../../../shared/api/pairing'

export type OutcomeState = 'approved' | 'denied' | 'expired' | 'collected'

export interface Outcome {
  readonly state: OutcomeState
  /** Decided on this screen, not on another one. */
  readonly here: boolean
  /** The name it was given. */
  readonly name?: string
}

interface Board {
  readonly outcomes: ReadonlyMap<string, Outcome>
  /** Requests as last seen: a decided one leaves the hub's list, but its card has still something to say. */
  readonly seen: ReadonlyMap<string, PairingRequest>
}

const keepAtMost = 100
let board: Board = { outcomes: new Map(), seen: new Map() }
/** Decisions on their way from this screen; the event may overtake the answer. */
const deciding = new Set<string>()
const watchers = new Set<() => void>()

function change(next: Partial<Board>): void {
  board = { ...board, ...next }
  for (const watcher of watchers) watcher()
}

function newest<Value>(entries: ReadonlyMap<string, Value>): Map<string, Value> {
  return new Map([...entries].slice(-keepAtMost))
}

function record(id: string, outcome: Outcome): void {
  const outcomes = newest(board.outcomes)
  outcomes.set(id, { ...outcomes.get(id), ...outcome })
  change({ outcomes })
}

/** Keeps what the cards showed, for when the requests have left the list. */
export function rememberRequests(requests: readonly PairingRequest[]): void {
  if (requests.every((request) => board.seen.get(request.id) === request)) return
  const seen = newest(board.seen)
  for (const request of requests) seen.set(request.id, request)
  change({ seen })
}

/** Marks a decision of this screen as begun. */
export function beginDecision(id: string): void {
  deciding.add(id)
}

/** The hub took the decision of this screen; a device may have collected its key already. */
export function recordDecision(id: string, state: 'approved' | 'denied', name: string): void {
  const known = board.outcomes.get(id)?.state
  record(id, { state: known === 'collected' ? known : state, here: true, name })
  deciding.delete(id)
}

/** The hub refused the decision of this screen, or did not answer. */
export function abandonDecision(id: string): void {
  deciding.delete(id)
  const outcome = board.outcomes.get(id)
  if (outcome?.here) record(id, { ...outcome, here: false })
}

/** Follows the event stream. */
export function followPairing(event: HubEvent): void {
  if (event.type !== 'pairing' || event.state === 'opened') return
  const here = deciding.has(event.id) || (board.outcomes.get(event.id)?.here ?? false)
  record(event.id, { state: event.state, here })
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export function useBoard(): Board {
  return useSyncExternalStore(watch, () => board)
}
