import { LRUCache } from 'lru-cache'
import { grantable, scopesOfRole } from '../../../shared/scopes'
import { type Clock, iso } from '../clock'
import type { Person } from '../people/person'
import type { Session } from '../sessions/session'
import type { ClientToken } from '../tokens/client-token'
import type { UnitOfWork } from '../unit-of-work'
import type { PasswordCheck } from './password-check'
import type { Principal } from './principal'
import { fingerprint } from './secrets'

const debounce = 5 * 60_000

/** Turns each kind of credential into who it is; null for one that is not good (wire.md 2.3). */
export class Authenticator {
  /** What was seen lately, so that a burst of requests writes once (wire.md 5.7, W-26). */
  private readonly seen: LRUCache<string, true>

  constructor(
    private readonly unit: UnitOfWork,
    private readonly passwords: PasswordCheck,
    private readonly clock: Clock,
  ) {
    this.seen = new LRUCache({ max: 10_000, ttl: debounce, perf: clock, ttlResolution: 0 })
  }

  /** The window on the hub's own PC acts as the owner (design section 4). */
  async window(): Promise<Principal | null> {
    const owner = await this.unit.read.people.owner()
    return owner && this.ofPerson(owner, 'window')
  }

  /** @throws TooMany after too many failures from this address. */
  async basic(username: string, password: string, address: string): Promise<Principal | null> {
    if (password.startsWith('rmm_')) return this.tokenAsPassword(username, password, address)
    const person = await this.passwords.verify(username, password, address)
    return person?.enabled ? this.ofPerson(person, 'basic') : null
  }

  /** Clients that only know names and passwords are given a token as the password (design section 4). */
  private async tokenAsPassword(
    username: string,
    secret: string,
    address: string,
  ): Promise<Principal | null> {
    const principal = await this.bearer(secret, address)
    return principal?.person.username === username.toLowerCase() ? principal : null
  }

  async session(session: Session): Promise<Principal | null> {
    const person = await this.unit.read.people.byId(session.personId)
    return person?.enabled ? this.ofPerson(person, 'session', session.id) : null
  }

  /** A client token. Also notes when it, and its device, were last seen: at most every five minutes. */
  async bearer(secret: string, address: string): Promise<Principal | null> {
    const token = await this.unit.read.tokens.byHash(fingerprint(secret))
    if (!token || (token.expiresAt !== null && token.expiresAt <= iso(this.clock.now()))) return null
    const person = await this.unit.read.people.byId(token.personId)
    if (!person?.enabled) return null
    await this.noteUse(token, address)
    return {
      person,
      scopes: grantable(token.scopes, scopesOfRole(person.role)),
      method: 'token',
      deviceId: token.deviceId,
      sessionId: null,
    }
  }

  private ofPerson(
    person: Person,
    method: 'window' | 'session' | 'basic',
    sessionId: string | null = null,
  ): Principal {
    return { person, scopes: scopesOfRole(person.role), method, deviceId: null, sessionId }
  }

  private async noteUse(token: ClientToken, address: string): Promise<void> {
    const key = String(token.id)
    const now = this.clock.now()
    const isRecent = token.lastUsedAt !== null && Date.parse(token.lastUsedAt) > now - debounce
    if (isRecent || this.seen.has(key)) return
    this.seen.set(key, true)
    const at = iso(now)
    await this.unit.write(async (writers) => {
      await writers.tokens.update(token.id, { lastUsedAt: at, lastUsedAddress: address })
      if (token.deviceId !== null) {
        await writers.devices.update(token.deviceId, { lastSeen: at, ipAddress: address })
      }
      await writers.people.update(token.personId, { lastActive: at })
    })
  }
}
