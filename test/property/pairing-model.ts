import { deviceAuthorization as constants } from '../../shared/api/device-authorization'

export interface ModelRequest {
  readonly identifier: string
  readonly deviceCode: string
  readonly userCode: string
  state: 'pending' | 'approved' | 'denied' | 'collected'
  /** When it is forgotten, whatever its state. */
  endsAt: number
  lastPollAt: number | null
  tokenExpiresAt: number | null
  deviceId: string | null
  /** Which approval of all it was; 0 before. */
  approval: number
  /** Its token row was revoked before anybody collected it. */
  revoked: boolean
}

export interface ModelToken {
  readonly secret: string
  readonly deviceId: string
  readonly expiresAt: number | null
  alive: boolean
}

/** A window that starts with its first attempt (wire.md 3.1). */
class ModelLimit {
  private readonly windows = new Map<string, { attempts: number; endsAt: number }>()

  constructor(private readonly limit: { readonly attempts: number; readonly window: number }) {}

  isFull(key: string, now: number): boolean {
    const window = this.windows.get(key)
    return window !== undefined && now < window.endsAt && window.attempts >= this.limit.attempts
  }

  charge(key: string, now: number): void {
    const window = this.windows.get(key)
    if (window && now < window.endsAt) window.attempts += 1
    else this.windows.set(key, { attempts: 1, endsAt: now + this.limit.window })
  }
}

/** What wire.md section 3 and design section 5 say, in the simplest words that can be run. */
export class PairingModel {
  readonly requests: ModelRequest[] = []
  readonly tokens: ModelToken[] = []
  initLimit = new ModelLimit(constants.initLimit)
  pollLimit = new ModelLimit(constants.pollLimit)
  wrongCodes = new ModelLimit(constants.wrongCodeLimit)

  constructor(public now: number) {}

  isKnown(request: ModelRequest): boolean {
    return this.now < request.endsAt
  }

  isOpen(request: ModelRequest): boolean {
    return this.isKnown(request) && request.state === 'pending'
  }

  isWaiting(request: ModelRequest): boolean {
    return this.isKnown(request) && request.state === 'approved' && !request.revoked
  }

  works(token: ModelToken): boolean {
    return token.alive && (token.expiresAt === null || this.now < token.expiresAt)
  }

  /** A moment at which nothing ends, so that no test depends on which side of a millisecond an end falls. */
  moveOn(milliseconds: number): number {
    let target = this.now + milliseconds
    while (this.requests.some((request) => request.endsAt === target)) target += 1
    const step = target - this.now
    this.now = target
    return step
  }

  /**
   * Collecting, even for a device that never gets the answer, ends what the device had before (W-17): every collected
   * token, and what was approved earlier and still waits.
   */
  endEarlier(request: ModelRequest): void {
    for (const token of this.tokens) if (token.deviceId === request.deviceId) token.alive = false
    for (const other of this.requests) {
      if (
        other !== request &&
        other.deviceId === request.deviceId &&
        other.state === 'approved' &&
        other.approval < request.approval
      ) {
        other.revoked = true
      }
    }
  }

  removeDevice(deviceId: string): void {
    for (const token of this.tokens) if (token.deviceId === deviceId) token.alive = false
    for (const request of this.requests) {
      if (request.deviceId === deviceId && request.state === 'approved') request.revoked = true
    }
  }

  restart(): void {
    for (const request of this.requests) request.endsAt = Math.min(request.endsAt, this.now)
    this.initLimit = new ModelLimit(constants.initLimit)
    this.pollLimit = new ModelLimit(constants.pollLimit)
    this.wrongCodes = new ModelLimit(constants.wrongCodeLimit)
  }
}
