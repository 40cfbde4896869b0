import type { Principal } from './principal'

/**
 * What has just stopped being good: one session, one access token or a family of them, everything of a person, or all
 * because the hub stops. `keep` stays good, with whatever needs no password: the person has changed it from there.
 */
export type Revocation =
  | { readonly sessionId: string }
  | { readonly grantId: number }
  | { readonly grantFamily: string }
  | { readonly personId: number; readonly keep?: { readonly sessionId: string | null } }
  | 'all'

/** Whether a credential is among what has ended. */
export function isRevoked(principal: Principal, revocation: Revocation): boolean {
  if (revocation === 'all') return true
  if ('sessionId' in revocation) return revocation.sessionId === principal.sessionId
  if ('grantId' in revocation) return revocation.grantId === principal.grant?.id
  if ('grantFamily' in revocation) return revocation.grantFamily === principal.grant?.family
  if (revocation.personId !== principal.person.id) return false
  const { keep } = revocation
  const isKept = principal.sessionId !== null && principal.sessionId === keep?.sessionId
  return keep === undefined || !(isKept || principal.method === 'window')
}

/** Tells open event streams at once that their credential ended (own.md, `GET /events`). */
export class Revocations {
  private readonly listeners = new Set<(revocation: Revocation) => void>()
  private hasStopped = false

  announce(revocation: Revocation): void {
    this.hasStopped ||= revocation === 'all'
    for (const listener of this.listeners) listener(revocation)
  }

  /** Whether the hub stops, so that no stream should begin: a reader that was ended asks again within a moment. */
  get isOver(): boolean {
    return this.hasStopped
  }

  subscribe(listener: (revocation: Revocation) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
