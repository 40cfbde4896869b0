import { say } from '../../../shared/sentences/say'
import { grantable, type Scope, scopesOfRole } from '../../../shared/scopes'
import { type Actor, activityOf, type KnownActor } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { Conflict, Forbidden, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import { isPerson, type Principal } from '../identity/principal'
import { fingerprint, newTokenSecret } from '../identity/secrets'
import type { Person } from '../people/person'
import type { Random } from '../random'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { ClientToken } from './client-token'
import { bindToFirstDevice } from './device-binding'
import { expiryOf } from './expiry'
import type { PairingCodes } from './pairing-codes'
import { assertRoomForToken } from './token-limit'

export interface NewTokenInput {
  readonly name: string
  readonly scopes: readonly string[]
  readonly expiresIn: string | null | undefined
}

/** A token at the one moment its secret is known. */
export interface TokenWithSecret {
  readonly token: ClientToken
  readonly secret: string
}

/** Client tokens as people manage them (wire.md 4.2 to 4.4). */
export class TokenService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly events: EventLog,
    private readonly codes: PairingCodes,
  ) {}

  /** One person's tokens, newest first. */
  list(personId: number): Promise<ClientToken[]> {
    return this.unit.read.tokens.list(personId)
  }

  /** Everybody's tokens with whose they are, newest first. */
  async listAll(): Promise<{ token: ClientToken; person: Person }[]> {
    const [tokens, people] = await Promise.all([
      this.unit.read.tokens.list('all'),
      this.unit.read.people.list(),
    ])
    const byId = new Map(people.map((person) => [person.id, person]))
    return tokens.flatMap((token) => {
      const person = byId.get(token.personId)
      return person ? [{ token, person }] : []
    })
  }

  /**
   * wire.md 4.3, in its order of checks; never more than the credential in use may do (W-16).
   * @throws Forbidden, Malformed (25 tokens already, or a wrong expiry word).
   */
  create(input: NewTokenInput, actor: KnownActor): Promise<TokenWithSecret> {
    const { principal } = actor
    const scopes = assertWithin(input.scopes, principal)
    const secret = newTokenSecret(this.random)
    return this.unit.write(async (writers) => {
      await assertRoomForToken(writers, principal.person.id)
      const now = this.clock.now()
      const at = iso(now)
      const expiresAt = expiryOf(input.expiresIn, now)
      const token = await writers.tokens.insert({
        personId: principal.person.id,
        deviceId: null,
        name: input.name,
        scopes,
        ...stored(secret),
        origin: 'manual',
        exchangedAt: null,
        expiresAt: expiresAt === null ? null : iso(expiresAt),
        lastUsedAt: null,
        lastUsedAddress: null,
        createdAt: at,
        updatedAt: at,
        revokedAt: null,
        revokedWith: null,
      })
      await note(writers, actor, 'token.created', token, at)
      return { token, secret }
    })
  }

  /**
   * wire.md 4.4. The old secret, and a pairing code made for it, stop working at once.
   * @throws NotFound, Forbidden for a token that may do more than the credential in use (W-16), Conflict.
   */
  async regenerate(id: number, actor: KnownActor): Promise<TokenWithSecret> {
    const secret = newTokenSecret(this.random)
    const token = await this.unit.write(async (writers) => {
      const found = assertReady(await this.own(writers, id, actor.principal), actor.principal)
      const at = iso(this.clock.now())
      const change = { ...stored(secret), lastUsedAt: null, lastUsedAddress: null, updatedAt: at }
      await writers.tokens.update(id, change)
      await note(writers, actor, 'token.regenerated', found, at)
      // Before an exchange that waits for this transaction can find it.
      this.codes.end(id)
      return { ...found, ...change }
    })
    this.deviceChanged(token)
    return { token, secret }
  }

  /**
   * A code that a device exchanges for this token (wire.md 4.5).
   * @throws NotFound, Forbidden, Conflict as {@link regenerate}.
   */
  async pair(id: number, principal: Principal): Promise<string> {
    assertReady(await this.own(this.unit.read, id, principal), principal)
    return this.codes.create(id)
  }

  /**
   * Revokes one of the person's own tokens; a client token may revoke only itself.
   * @throws NotFound, Forbidden.
   */
  async revoke(id: number, actor: KnownActor): Promise<void> {
    const { principal } = actor
    if (!isPerson(principal) && principal.tokenId !== id) throw new Forbidden()
    await this.end(actor, (writers) => this.own(writers, id, principal))
  }

  /** Revokes anybody's token. @throws NotFound. */
  async revokeAny(id: number, actor: KnownActor): Promise<void> {
    await this.end(actor, async (writers) => living(await writers.tokens.byId(id)))
  }

  /** Revokes the token with this secret, as its holder asked (RFC 7009); does nothing if there is none. */
  async revokeSecret(secret: string, address: string): Promise<void> {
    const hash = fingerprint(secret)
    if ((await this.unit.read.tokens.byHash(hash)) === null) return
    await this.end({ principal: null, address }, (writers) => writers.tokens.byHash(hash))
  }

  /** {@link bindToFirstDevice} in a transaction of its own. */
  bindToFirstDevice(tokenId: number, deviceId: string): Promise<string | null> {
    return this.unit.write((writers) => bindToFirstDevice(writers, tokenId, deviceId, iso(this.clock.now())))
  }

  private async own(
    { tokens }: Pick<UnitOfWork['read'], 'tokens'>,
    id: number,
    principal: Principal,
  ): Promise<ClientToken> {
    const token = living(await tokens.byId(id))
    if (token.personId !== principal.person.id) throw unknownToken()
    return token
  }

  private async end(actor: Actor, find: (writers: Writers) => Promise<ClientToken | null>): Promise<void> {
    const revoked = await this.unit.write(async (writers) => {
      const token = await find(writers)
      if (!token) return null
      const at = iso(this.clock.now())
      await writers.tokens.update(token.id, { revokedAt: at, updatedAt: at })
      await note(writers, actor, 'token.revoked', token, at)
      return token
    })
    if (revoked) this.deviceChanged(revoked)
  }

  private deviceChanged({ deviceId: id, personId }: ClientToken): void {
    if (id !== null) this.events.publish({ type: 'device', id, state: 'changed' }, { personId })
  }
}

/** What is kept of a secret. */
export function stored(secret: string): Pick<ClientToken, 'hash' | 'lastFour' | 'collectBefore'> {
  return { hash: fingerprint(secret), lastFour: secret.slice(-4), collectBefore: null }
}

function unknownToken(): NotFound {
  return new NotFound(say('token.unknown'))
}

function living(token: ClientToken | null): ClientToken {
  if (!token || token.revokedAt !== null) throw unknownToken()
  return token
}

/** A secret is handed out only for what the credential in use may do itself, and never beside a pairing (W-16). */
function assertReady(token: ClientToken, principal: Principal): ClientToken {
  assertWithin(grantable(token.scopes, scopesOfRole(principal.person.role)), principal)
  if (token.hash === null) throw new Conflict(say('token.notCollected'))
  return token
}

function assertWithin(words: readonly string[], { scopes }: Principal): Scope[] {
  const held: ReadonlySet<string> = new Set(scopes)
  const beyond = [...new Set(words)].filter((word) => !held.has(word)).sort()
  if (beyond.length > 0) throw new Forbidden(say('token.beyond', { scopes: beyond.join(', ') }))
  return grantable(words, scopes)
}

function note(
  writers: Writers,
  actor: Actor,
  kind: 'token.created' | 'token.regenerated' | 'token.revoked',
  { id, name, personId }: ClientToken,
  at: string,
): Promise<void> {
  return writers.activity.append(activityOf(actor, kind, { at, personId, subject: name, subjectId: id }))
}
