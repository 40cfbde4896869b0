import { createHmac } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock'
import type { PasswordHasher } from '../people/password-hasher'
import type { Person } from '../people/person'
import type { Random } from '../random'
import type { UnitOfWork } from '../unit-of-work'
import type { SignInLimits } from './sign-in-limits'

const remembered = 5 * 60_000

/**
 * Checks names and passwords. A verified pair is remembered for five minutes under a key that exists in memory only,
 * because clients with Basic send it with every request (design section 4).
 */
export class PasswordCheck {
  private readonly verified: LRUCache<string, true>
  private readonly key: Uint8Array

  constructor(
    private readonly unit: UnitOfWork,
    private readonly hasher: PasswordHasher,
    private readonly limits: SignInLimits,
    clock: Clock,
    random: Random,
  ) {
    this.verified = new LRUCache({ max: 1_000, ttl: remembered, perf: clock, ttlResolution: 0 })
    this.key = random.bytes(32)
  }

  /**
   * The person with this name and password; null when either is wrong or the person is disabled.
   * @throws TooMany after too many failures from this address.
   */
  async verify(name: string, password: string, address: string): Promise<Person | null> {
    const person = await this.person(name, password, address)
    return person?.enabled ? person : null
  }

  /**
   * Like {@link verify}, for callers who tell a disabled person so: only who knows the password learns it.
   * @throws TooMany
   */
  async person(name: string, password: string, address: string): Promise<Person | null> {
    const username = name.toLowerCase()
    this.limits.check(address, username)
    const person = await this.unit.read.people.byUsername(username)
    const right = await this.matches(password, person)
    if (person && right) {
      this.limits.succeeded(address, username)
      return person
    }
    this.limits.failed(address, username)
    return null
  }

  private async matches(password: string, person: Person | null): Promise<boolean> {
    const hash = person?.passwordHash ?? null
    // The stored hash is part of the key: a changed password is forgotten at once.
    const key = createHmac('sha256', this.key)
      .update(JSON.stringify([person?.id ?? null, hash, password]))
      .digest('hex')
    if (hash !== null && this.verified.has(key)) return true
    const right = await this.hasher.verify(password, hash)
    if (right) this.verified.set(key, true)
    return right
  }
}
