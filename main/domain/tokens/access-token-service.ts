import { accessTokens } from '../../../shared/api/access-tokens'
import { grantable, scopesOfRole } from '../../../shared/scopes'
import { type Clock, iso } from '../clock'
import { Forbidden, Malformed, Unauthenticated } from '../errors'
import type { PasswordCheck } from '../identity/password-check'
import { accessPrefix, fingerprint, randomHex, refreshPrefix } from '../identity/secrets'
import type { Revocations } from '../identity/revocations'
import type { Random } from '../random'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { AccessGrant } from './access-grant'

/** What `POST /api/token` was sent; empty is as good as absent (RFC 6749 section 3.2). */
export interface GrantInput {
  readonly grantType: string | undefined
  readonly scope: string | undefined
  readonly username: string | undefined
  readonly password: string | undefined
  readonly refreshToken: string | undefined
}

export interface TokenPair {
  readonly accessToken: string
  readonly refreshToken: string
}

/**
 * Access tokens of people for half an hour, and refresh tokens for a week that work once (wire.md 2.5). Opaque, random
 * and kept as hashes, so that ending one ends it at once.
 */
export class AccessTokenService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly passwords: PasswordCheck,
    private readonly revocations: Revocations,
  ) {}

  /** @throws Malformed, Unauthenticated, Forbidden in the words of wire.md 2.5; TooMany as every sign-in. */
  async grant(input: GrantInput, address: string): Promise<TokenPair> {
    switch (input.grantType || 'password') {
      case 'password':
        return this.byPassword(input, address)
      case 'refresh_token':
        return this.byRefresh(input.refreshToken)
      case 'client_credentials':
        throw new Malformed('Client credentials are not yet supported')
      default:
        throw new Malformed('Invalid or unsupported grant type')
    }
  }

  /** Ends exactly this token: an access token alone, a refresh token with its family (RFC 7009). Or nothing. */
  async revoke(secret: string): Promise<void> {
    const hash = fingerprint(secret)
    const byAccess = await this.unit.read.grants.byAccessHash(hash)
    if (byAccess) {
      await this.unit.write(({ grants }) => grants.endAccess(byAccess.id, iso(this.clock.now())))
      this.revocations.announce({ grantId: byAccess.id })
    }
    const byRefresh = await this.unit.read.grants.byRefreshHash(hash)
    if (byRefresh) {
      await this.unit.write(({ grants }) => grants.deleteFamily(byRefresh.family))
      this.revocations.announce({ grantFamily: byRefresh.family })
    }
  }

  private async byPassword(input: GrantInput, address: string): Promise<TokenPair> {
    const { username, password, scope = '' } = input
    if (!username || !password) throw new Malformed('Missing username or password')
    const person = await this.passwords.person(username, password, address)
    if (!person) throw new Unauthenticated('Invalid username or password')
    if (!person.enabled) throw new Forbidden('User account is disabled')
    const words = scope.split(' ').filter((word) => word !== '')
    const scopes = grantable(words, scopesOfRole(person.role))
    if (scopes.length !== new Set(words).size) throw new Forbidden('Insufficient scope')
    return this.unit.write(async (writers) => {
      await writers.grants.deleteExpired(iso(this.clock.now()))
      return this.issue(writers, { family: this.random.uuid(), personId: person.id, scopes })
    })
  }

  private async byRefresh(refreshToken: string | undefined): Promise<TokenPair> {
    if (!refreshToken) throw new Malformed('Missing refresh token')
    const hash = fingerprint(refreshToken)
    const outcome = await this.unit.write((writers) => this.refresh(writers, hash))
    if ('accessToken' in outcome) return outcome
    // Announced only now that it is on disk; thrown only now, for a throw above would have undone it.
    if (outcome.endedFamily !== undefined) this.revocations.announce({ grantFamily: outcome.endedFamily })
    throw new Unauthenticated(outcome.problem)
  }

  private async refresh(
    writers: Writers,
    hash: string,
  ): Promise<TokenPair | { problem: string; endedFamily?: string }> {
    const { grants, people } = writers
    const refused = { problem: 'Could not validate credentials' }
    const grant = await grants.byRefreshHash(hash)
    const at = iso(this.clock.now())
    if (!grant || grant.refreshExpiresAt <= at) return refused
    const person = await people.byId(grant.personId)
    if (!person) return refused
    if (!person.enabled) return { problem: 'Disabled user' }
    if (await grants.useRefresh(grant.id, at)) return this.issue(writers, grant)
    // Two hold this token, and only one of them is the person's program: nobody keeps anything (RFC 9700 4.14.2).
    await grants.deleteFamily(grant.family)
    return { ...refused, endedFamily: grant.family }
  }

  private async issue(
    { grants }: Writers,
    { family, personId, scopes }: Pick<AccessGrant, 'family' | 'personId' | 'scopes'>,
  ): Promise<TokenPair> {
    const accessToken = `${accessPrefix}${randomHex(this.random, 32)}`
    const refreshToken = `${refreshPrefix}${randomHex(this.random, 32)}`
    const now = this.clock.now()
    await grants.insert({
      family,
      personId,
      scopes,
      accessHash: fingerprint(accessToken),
      accessExpiresAt: iso(now + accessTokens.lifetime * 1000),
      refreshHash: fingerprint(refreshToken),
      refreshExpiresAt: iso(now + accessTokens.refreshLifetime * 1000),
      refreshedAt: null,
      createdAt: iso(now),
    })
    return { accessToken, refreshToken }
  }
}
