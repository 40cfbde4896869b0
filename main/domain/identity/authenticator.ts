import { LRUCache } from 'lru-cache'
import { grantable, scopesOfRole } from '../../../shared/scopes'
import { type Clock, iso } from '../clock'
import type { Person } from '../people/person'
import type { Session } from '../sessions/session'
import type { ClientToken } from '../tokens/client-token'
import type { UnitOfWork } from '../unit-of-work'
import type { PasswordCheck } from './password-check'
import type { Principal } from './principal'
import { fingerprint, isAccessToken, isTokenSecret } from './secrets'
import { atMost } from '../limits/at-most'

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
    this.seen = new LRUCache({ ...atMost(10_000), ttl: debounce, perf: clock, ttlResolution: 0 })
  }

  /** The window on the hub's own PC acts as the owner (design section 4). */
  async window(): Promise<Principal | null> {
    const owner = await this.unit.read.people.owner()
    return owner && this.ofPerson(owner, 'window')
  }

  /**
   * A name with the person's password, or with a client token of theirs ("password for decky"), which then acts as that
   * token. Nothing is hashed or counted for a wrong token: nobody guesses 256 bits.
   * @throws TooMany after too many failures from this address.
   */
  async basic(username: string, password: string, address: string): Promise<Principal | null> {
    if (isTokenSecret(password)) return this.clientToken(password, address, username.toLowerCase())
    const person = await this.passwords.verify(username, password, address)
    return person?.enabled ? this.ofPerson(person, 'basic') : null
  }

  async session(session: Session): Promise<Principal | null> {
    const person = await this.unit.read.people.byId(session.personId)
    return person?.enabled ? this.ofPerson(person, 'session', session.id) : null
  }

  /** A token sent as Bearer: a client token, or an access token. */
  bearer(secret: string, address: string): Promise<Principal | null> {
    return isAccessToken(secret) ? this.accessToken(secret) : this.clientToken(secret, address, null)
  }

  private async accessToken(secret: string): Promise<Principal | null> {
    const grant = await this.unit.read.grants.byAccessHash(fingerprint(secret))
    if (!grant || grant.accessExpiresAt <= iso(this.clock.now())) return null
    const person = await this.unit.read.people.byId(grant.personId)
    if (!person?.enabled) return null
    return {
      ...this.ofPerson(person, 'access'),
      scopes: grantable(grant.scopes, scopesOfRole(person.role)),
      grant,
    }
  }

  /** A client token. Also notes when it, and its device, were last seen: at most every five minutes. */
  private async clientToken(
    secret: string,
    address: string,
    username: string | null,
  ): Promise<Principal | null> {
    const found = await this.unit.read.tokens.withPerson(fingerprint(secret))
    if (!found) return null
    const { token, person } = found
    if (token.expiresAt !== null && token.expiresAt <= iso(this.clock.now())) return null
    if (!person.enabled || (username !== null && person.username !== username)) return null
    await this.noteUse(token, address)
    return {
      person,
      scopes: grantable(token.scopes, scopesOfRole(person.role)),
      method: 'token',
      deviceId: token.deviceId,
      sessionId: null,
      tokenId: token.id,
      isExchanged: token.exchangedAt !== null,
      grant: null,
    }
  }

  private ofPerson(
    person: Person,
    method: 'window' | 'session' | 'basic' | 'access',
    sessionId: string | null = null,
  ): Principal {
    return {
      person,
      scopes: scopesOfRole(person.role),
      method,
      deviceId: null,
      sessionId,
      tokenId: null,
      grant: null,
    }
  }

  private async noteUse(token: ClientToken, address: string): Promise<void> {
    // By hash: a new secret's first use is told at once, however lately the old one was used.
    const key = String(token.hash)
    const now = this.clock.now()
    const isRecent = token.lastUsedAt !== null && Date.parse(token.lastUsedAt) > now - debounce
    if (isRecent || this.seen.has(key)) return
    this.seen.set(key, true)
    const at = iso(now)
    await this.unit.write(async (writers) => {
      const current = await writers.tokens.byId(token.id)
      if (current?.hash !== token.hash) return
      await writers.tokens.update(token.id, { lastUsedAt: at, lastUsedAddress: address })
      if (token.deviceId !== null) {
        await writers.devices.update(token.deviceId, { lastSeen: at, ipAddress: address })
      }
      await writers.people.update(token.personId, { lastActive: at })
    })
  }
}
