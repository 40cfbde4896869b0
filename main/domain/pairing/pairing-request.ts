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
  /** Milliseconds; a poll within the interval after it is told to slow down. */
  lastPollAt: number | null = null
  approval: Approval | null = null

  constructor(readonly facts: PairingFacts) {}

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
