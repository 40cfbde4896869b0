import { LRUCache } from 'lru-cache'
import { say } from '../../../shared/sentences/say'
import type { Clock } from '../clock'
import { NotFound } from '../errors'
import { fingerprint, randomHex } from '../identity/secrets'
import { FixedWindow } from '../limits/fixed-window'
import type { Random } from '../random'

/** Milliseconds a phone has to scan its link. */
export const linkLifetime = 60_000

/** One-time codes that sign one phone in (own.md, `POST /people/{id}/link`). Only their hashes are kept, in memory. */
export class LinkService {
  private readonly codes: LRUCache<string, number>
  private readonly attempts: FixedWindow

  constructor(
    clock: Clock,
    private readonly random: Random,
  ) {
    this.codes = new LRUCache({ max: 100, ttl: linkLifetime, perf: clock, ttlResolution: 0 })
    this.attempts = new FixedWindow(
      clock,
      { attempts: 5, window: 60_000 },
      'Too many link attempts. Try again later.',
    )
  }

  create(personId: number): string {
    const code = randomHex(this.random, 16)
    this.codes.set(fingerprint(code), personId)
    return code
  }

  /** Codes of this person that nobody has used yet stop working. */
  forget(personId: number): void {
    for (const [key, owner] of this.codes.entries()) {
      if (owner === personId) this.codes.delete(key)
    }
  }

  /**
   * The person a code signs in; the code is used up.
   * @throws NotFound, TooMany after five wrong codes within 60 s from one address.
   */
  redeem(code: string, address: string): number {
    this.attempts.check(address)
    const key = fingerprint(code.trim().toLowerCase())
    const personId = this.codes.get(key)
    if (personId === undefined) {
      this.attempts.charge(address)
      throw new NotFound(say('link.unknown'))
    }
    this.codes.delete(key)
    return personId
  }
}
