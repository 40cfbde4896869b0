import { deviceAuthorization } from '../../../shared/api/device-authorization'

/**
 * Where a request stands (wire.md 3.7). `approving` and `collecting` last while the database is written: whoever moved
 * the request there has won, and everybody else is told so. An expired request is simply no longer there.
 */
export type PairingState = 'pending' | 'approving' | 'approved' | 'collecting' | 'collected' | 'denied'

const transitions: Readonly<Record<PairingState, readonly PairingState[]>> = {
  pending: ['approving', 'denied'],
  approving: ['approved', 'pending'],
  approved: ['collecting'],
  collecting: ['collected', 'approved'],
  collected: [],
  denied: [],
}

/** What the handheld said of itself when it asked. Every text is hostile until shown as text. */
export interface PairingDetails {
  readonly clientDeviceIdentifier: string
  readonly name: string
  readonly client: string
  readonly platform: string | null
  readonly clientVersion: string | null
  /** Sorted, each once; may hold words Roost does not know. */
  readonly requestedScopes: readonly string[]
}

/** What never changes about a request. Times are milliseconds since the epoch. */
export interface PairingFacts {
  /** Names it in events, which never carry a code. */
  readonly id: string
  readonly deviceCode: string
  readonly userCode: string
  readonly details: PairingDetails
  /** The `client_id` of a request that came by the standard door (RFC 8628); null for one by RomM's. */
  readonly oauthClient: string | null
  /** The address it came from. */
  readonly address: string
  readonly createdAt: number
  readonly expiresAt: number
}

/** What approval wrote to the database. No secret exists before collection (W-21). */
export interface Approval {
  readonly personId: number
  readonly deviceId: string
  readonly tokenId: number
}

/** One device authorization request: lives in memory only, for at most ten minutes. */
export class PairingRequest {
  state: PairingState = 'pending'
  private lastPollAt: number | null = null
  private interval: number = deviceAuthorization.interval
  approval: Approval | null = null

  constructor(readonly facts: PairingFacts) {}

  /**
   * Notes a poll at `now`, and tells whether it came too soon. By the standard door every such poll lengthens the
   * interval for good (RFC 8628 section 3.5); RomM's keeps its five seconds (wire.md 3.6).
   */
  isTooSoon(now: number): boolean {
    const tooSoon = this.lastPollAt !== null && now - this.lastPollAt < this.interval
    this.lastPollAt = now
    if (tooSoon && this.facts.oauthClient !== null) this.interval += deviceAuthorization.interval
    return tooSoon
  }

  /**
   * Compare-and-set: moves from `from` to `to` if the request still is at `from`, and tells whether it did. There is no
   * other way to change the state, so of two that race exactly one wins (W-19).
   * @throws Error for a transition that does not exist.
   */
  move(from: PairingState, to: PairingState): boolean {
    if (!transitions[from].includes(to)) throw new Error(`no transition from ${from} to ${to}`)
    if (this.state !== from) return false
    this.state = to
    return true
  }
}
