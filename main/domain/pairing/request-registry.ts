import { LRUCache } from 'lru-cache'
import { deviceAuthorization } from '../../../shared/api/device-authorization'
import type { Clock } from '../clock'
import { randomHex, randomWord } from '../identity/secrets'
import type { Random } from '../random'
import { type PairingDetails, PairingRequest } from './pairing-request'

/** Decided requests that still wait to be collected or to be forgotten come on top of the pending ones. */
const capacity = deviceAuthorization.pendingLimit * 2

/** All requests of the last minutes, found by device code or, while pending, by user code. */
export class RequestRegistry {
  private readonly byDeviceCode: LRUCache<string, PairingRequest>
  private readonly byUserCode = new Map<string, PairingRequest>()

  /** @param ended called when a request runs out of time or is pushed out; its state tells how far it had come. */
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly ended: (request: PairingRequest) => void,
  ) {
    this.byDeviceCode = new LRUCache({
      max: capacity,
      perf: clock,
      // The default rounds the clock to a cached millisecond of real time; ours may be a test's.
      ttlResolution: 0,
      dispose: (request, _deviceCode, reason) => {
        if (reason === 'set') return
        this.hideCode(request)
        if (reason !== 'delete') this.ended(request)
      },
    })
  }

  open(details: PairingDetails, address: string, oauthClient: string | null): PairingRequest {
    this.makeRoom()
    const now = this.clock.now()
    const request = new PairingRequest({
      id: this.random.uuid(),
      deviceCode: randomHex(this.random, deviceAuthorization.deviceCodeBytes),
      userCode: this.unusedUserCode(),
      details,
      oauthClient,
      address,
      createdAt: now,
      expiresAt: now + deviceAuthorization.lifetime,
    })
    this.byUserCode.set(request.facts.userCode, request)
    this.keepFor(request, deviceAuthorization.lifetime)
    return request
  }

  findByDeviceCode(deviceCode: string): PairingRequest | undefined {
    return this.byDeviceCode.get(deviceCode)
  }

  /** A request nobody has decided yet. */
  findByUserCode(userCode: string): PairingRequest | undefined {
    const request = this.byUserCode.get(userCode)
    return request && this.byDeviceCode.get(request.facts.deviceCode)
  }

  /** Still known, i.e. not expired. */
  holds(request: PairingRequest): boolean {
    return this.byDeviceCode.has(request.facts.deviceCode)
  }

  /** From now on the user code finds nothing: the request is decided. */
  hideCode(request: PairingRequest): void {
    const { userCode } = request.facts
    if (this.byUserCode.get(userCode) === request) this.byUserCode.delete(userCode)
  }

  /** Forgets the request after `lifetime` milliseconds from now, whatever was said before. */
  keepFor(request: PairingRequest, lifetime: number): void {
    this.byDeviceCode.set(request.facts.deviceCode, request, { ttl: lifetime })
    this.clock.after(lifetime + 1, () => this.byDeviceCode.purgeStale())
  }

  forget(request: PairingRequest): void {
    this.byDeviceCode.delete(request.facts.deviceCode)
  }

  /** Undecided requests, newest first. */
  pending(): PairingRequest[] {
    this.byDeviceCode.purgeStale()
    return [...this.byUserCode.values()].filter((request) => request.state === 'pending').reverse()
  }

  /**
   * Keeps the bound on pending requests: the oldest of the address that has most of them goes, so that a flood from
   * one machine pushes out its own requests and nobody else's.
   */
  private makeRoom(): void {
    const pending = this.pending()
    if (pending.length < deviceAuthorization.pendingLimit) return
    const perAddress = new Map<string, PairingRequest[]>()
    for (const request of pending) {
      const group = perAddress.get(request.facts.address)
      if (group) group.push(request)
      else perAddress.set(request.facts.address, [request])
    }
    const busiest = [...perAddress.values()].reduce((most, group) =>
      group.length >= most.length ? group : most,
    )
    const oldest = busiest.at(-1)
    if (!oldest) return
    this.forget(oldest)
    this.ended(oldest)
  }

  private unusedUserCode(): string {
    const { userCodeAlphabet, userCodeLength } = deviceAuthorization
    let code: string
    do {
      code = randomWord(this.random, userCodeAlphabet, userCodeLength)
    } while (this.byUserCode.has(code))
    return code
  }
}
