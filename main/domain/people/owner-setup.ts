import { LRUCache } from 'lru-cache'
import { say } from '../../../shared/sentences/say'
import { type Clock, iso } from '../clock'
import { Conflict, NotFound } from '../errors'
import { fingerprint, randomHex } from '../identity/secrets'
import { FixedWindow } from '../limits/fixed-window'
import type { Random } from '../random'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { PasswordHasher } from './password-hasher'
import type { Person } from './person'

/** Milliseconds a set-up link of a headless hub is good (cli.md, `--admin`). */
export const setupLifetime = 30 * 60_000

/**
 * Makes the owner. Nobody can become owner from the network: either the hub's own machine says who it is, or a person
 * proves with a one-time secret that they can read the data folder (design section 4).
 */
export class OwnerSetup {
  private readonly secrets: LRUCache<string, true>
  private readonly attempts: FixedWindow

  constructor(
    private readonly unit: UnitOfWork,
    private readonly hasher: PasswordHasher,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    this.secrets = new LRUCache({ max: 1, ttl: setupLifetime, perf: clock, ttlResolution: 0 })
    this.attempts = new FixedWindow(
      clock,
      { attempts: 5, window: 60_000 },
      'Too many set-up attempts. Try again later.',
    )
  }

  /** Whether somebody can sign in as owner from a browser. */
  async isComplete(): Promise<boolean> {
    const owner = await this.unit.read.people.owner()
    return owner !== null && owner.passwordHash !== null
  }

  /** Makes the owner if no person exists yet; does nothing otherwise. */
  async ensureOwner(username: string, password: string | null): Promise<void> {
    if ((await this.unit.read.people.owner()) !== null) return
    const passwordHash = password === null ? null : await this.hasher.hash(password)
    await this.unit.write(async (writers) => {
      if ((await writers.people.owner()) === null) await this.insert(writers, username, passwordHash)
    })
  }

  /** A one-time secret for the set-up page; an earlier one stops working. */
  createSecret(): string {
    const secret = randomHex(this.random, 32)
    this.secrets.clear()
    this.secrets.set(fingerprint(secret), true)
    return secret
  }

  /**
   * Makes the owner, or gives the owner who has no password yet a name and one.
   * @throws NotFound for a wrong, used or expired secret; Conflict when the hub is set up; TooMany.
   */
  async complete(secret: string, username: string, password: string, address: string): Promise<Person> {
    this.attempts.check(address)
    const key = fingerprint(secret)
    if (!this.secrets.has(key)) {
      this.attempts.charge(address)
      throw new NotFound(say('setUp.unknown'))
    }
    const passwordHash = await this.hasher.hash(password)
    const owner = await this.unit.write(async (writers) => {
      const existing = await writers.people.owner()
      if (!existing) return this.insert(writers, username, passwordHash)
      if (existing.passwordHash !== null) throw new Conflict(say('setUp.done'))
      await writers.people.update(existing.id, { username, passwordHash, updatedAt: iso(this.clock.now()) })
      return { ...existing, username, passwordHash }
    })
    this.secrets.delete(key)
    return owner
  }

  private async insert(writers: Writers, username: string, passwordHash: string | null): Promise<Person> {
    const at = iso(this.clock.now())
    // Who came back with the saves of a lost database, without a role, is meant by the name and becomes the owner.
    const namesake = await writers.people.byUsername(username)
    if (namesake?.passwordHash === null) {
      const change = { role: 'admin', enabled: true, passwordHash, updatedAt: at } as const
      await writers.people.update(namesake.id, change)
      return { ...namesake, ...change }
    }
    return writers.people.insert({
      username,
      email: null,
      role: 'admin',
      enabled: true,
      passwordHash,
      lastLogin: null,
      lastActive: null,
      createdAt: at,
      updatedAt: at,
    })
  }
}

/** A person's name made of what the operating system calls its user (wire.md 2.1: letters, digits, `_`, `-`; 3 to 255). */
export function usernameFrom(systemName: string): string {
  const name = systemName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .slice(0, 255)
  return name.length < 3 ? 'owner' : name
}
