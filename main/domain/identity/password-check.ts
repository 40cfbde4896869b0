import { createHmac } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { FailedSignIns } from '../activity/failed-sign-ins'
import type { Clock } from '../clock'
import type { PasswordHasher } from '../people/password-hasher'
import type { Person } from '../people/person'
import type { Random } from '../random'
import type { UnitOfWork } from '../unit-of-work'
import type { SignInLimits } from './sign-in-limits'
import { atMost } from '../limits/at-most'

const remembered = 5 * 60_000

/** Who may try how often, and what is written down of failures. */
export interface SignInGuard {
  readonly limits: SignInLimits
  readonly failures: FailedSignIns
}

/**
 * Checks names and passwords. A verified pair is remembered for five minutes under a key that exists in memory only,
 * because clients with Basic send it with every request (design section 4).
 */
export class PasswordCheck {
  private readonly verified: LRUCache<string, true>
  private readonly running = new Map<string, Promise<boolean>>()
  private readonly key: Uint8Array

  constructor(
    private readonly unit: UnitOfWork,
    private readonly hasher: PasswordHasher,
    private readonly guard: SignInGuard,
    clock: Clock,
    random: Random,
  ) {
    this.verified = new LRUCache({ ...atMost(1_000), ttl: remembered, perf: clock, ttlResolution: 0 })
    this.key = random.bytes(32)
  }

  /**
   * The person with this name and password, who may be disabled; null when either is wrong.
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
    const person = await this.unit.read.people.byUsername(username)
    return (await this.isRight(person, { username, password, address })) ? person : null
  }

  /** Whether this is the password of a person who is known already. @throws TooMany */
  verifyOf(person: Person, password: string, address: string): Promise<boolean> {
    return this.isRight(person, { username: person.username, password, address })
  }

  private async isRight(
    person: Person | null,
    tried: { username: string; password: string; address: string },
  ): Promise<boolean> {
    const hash = person?.passwordHash ?? null
    // The stored hash is part of the key: a changed password is forgotten at once.
    const key = createHmac('sha256', this.key)
      .update(JSON.stringify([person?.id ?? tried.username, hash, tried.password]))
      .digest('hex')
    if (hash !== null && this.verified.has(key)) return true
    // Clients send several requests at once: the same pair from the same address is one attempt.
    const attempt = `${key} ${tried.address}`
    const running = this.running.get(attempt) ?? this.hashAndCompare(person, key, tried)
    this.running.set(attempt, running)
    try {
      return await running
    } finally {
      this.running.delete(attempt)
    }
  }

  private async hashAndCompare(
    person: Person | null,
    key: string,
    { username, password, address }: { username: string; password: string; address: string },
  ): Promise<boolean> {
    const attempt = this.guard.limits.attempt(address, username)
    if (await this.hasher.verify(password, person?.passwordHash ?? null)) {
      attempt.succeeded()
      this.verified.set(key, true)
      return true
    }
    await this.guard.failures.note(person, address)
    return false
  }
}
