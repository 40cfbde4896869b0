import { say } from '../../../shared/sentences/say'
import { activityOf, type KnownActor } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { NotFound } from '../errors'
import { fingerprint, randomHex } from '../identity/secrets'
import type { Revocations } from '../identity/revocations'
import type { Random } from '../random'
import type { UnitOfWork } from '../unit-of-work'
import type { Session } from './session'

/** Milliseconds. A session ends after two weeks without use (wire.md 2.4: 1 209 600 s). */
export const sessionLifetime = 14 * 86_400_000
const rotateAfter = 60 * 60_000
const grace = 60_000
/** Milliseconds a shown password counts for what an owner does to others (design section 4). */
const confirmedFor = 15 * 60_000

export interface ResolvedSession {
  readonly session: Session
  /** The next secret for the cookie, when it was time to change it. */
  readonly renewedSecret: string | null
}

/** Signed-in browsers. Secrets rotate every hour, are hashed at rest, and one sign-out ends the session at once. */
export class SessionService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly revocations: Revocations,
  ) {}

  /** Opens a session and answers its secret: the only time it is known. */
  async open(
    personId: number,
    kind: Session['kind'],
    origin: { userAgent: string | null; address: string },
  ): Promise<string> {
    const secret = randomHex(this.random, 32)
    const at = iso(this.clock.now())
    await this.unit.write(async (writers) => {
      await writers.sessions.deleteExpired(at)
      await writers.sessions.insert({
        id: this.random.uuid(),
        personId,
        kind,
        hash: fingerprint(secret),
        previousHash: null,
        previousUntil: null,
        userAgent: origin.userAgent?.slice(0, 255) ?? null,
        address: origin.address,
        createdAt: at,
        rotatedAt: at,
        lastUsedAt: at,
        confirmedAt: kind === 'browser' ? at : null,
        expiresAt: iso(this.clock.now() + sessionLifetime),
      })
      await writers.people.update(personId, { lastLogin: at, lastActive: at })
      const username = (await writers.people.byId(personId))?.username ?? null
      await writers.activity.append({
        ...activityOf(
          { principal: null, address: origin.address },
          kind === 'browser' ? 'session.signed-in' : 'session.linked',
          { at, personId, subject: username, subjectId: personId },
        ),
        actorId: personId,
        actorName: username,
        method: 'session',
      })
    })
    return secret
  }

  /** The session of a cookie; null when it is unknown, over, or a secret that was replaced a while ago. */
  async resolve(secret: string): Promise<ResolvedSession | null> {
    const hash = fingerprint(secret)
    const session = await this.unit.read.sessions.byHash(hash)
    const now = this.clock.now()
    if (!session || session.expiresAt <= iso(now)) return null
    if (session.hash !== hash) {
      const inGrace = session.previousUntil !== null && session.previousUntil > iso(now)
      return inGrace ? { session, renewedSecret: null } : null
    }
    const isDue = Date.parse(session.rotatedAt) + rotateAfter <= now
    return isDue ? this.rotate(session) : { session, renewedSecret: null }
  }

  /** A session that is not over; null for one that is. */
  async living(id: string): Promise<Session | null> {
    const session = await this.unit.read.sessions.byId(id)
    return session && session.expiresAt > iso(this.clock.now()) ? session : null
  }

  /** Whether the session's password was shown within the last 15 minutes. */
  async isConfirmed(id: string | null): Promise<boolean> {
    const session = id === null ? null : await this.unit.read.sessions.byId(id)
    const at = session?.confirmedAt ?? null
    return at !== null && Date.parse(at) + confirmedFor > this.clock.now()
  }

  /** Notes that the session's password was shown just now. */
  async confirm(id: string): Promise<void> {
    await this.unit.write((writers) => writers.sessions.update(id, { confirmedAt: iso(this.clock.now()) }))
  }

  /** Who is signed in as this person, last used first. */
  async list(personId: number): Promise<Session[]> {
    const now = iso(this.clock.now())
    const sessions = await this.unit.read.sessions.list(personId)
    return sessions.filter((session) => session.expiresAt > now)
  }

  /** Signs a browser or phone out, at once. @throws NotFound when this person has no such session. */
  async end(personId: number, id: string, actor: KnownActor): Promise<void> {
    await this.unit.write(async (writers) => {
      const session = await writers.sessions.byId(id)
      if (session?.personId !== personId) throw new NotFound(say('session.unknown'))
      const person = await writers.people.byId(personId)
      await writers.sessions.delete(id)
      await writers.activity.append(
        activityOf(actor, 'session.signed-out', {
          at: iso(this.clock.now()),
          personId,
          subject: person?.username ?? null,
          subjectId: personId,
        }),
      )
    })
    this.revocations.announce({ sessionId: id })
  }

  private async rotate(session: Session): Promise<ResolvedSession> {
    const secret = randomHex(this.random, 32)
    const now = this.clock.now()
    const rotated = await this.unit.write(async (writers) => {
      // Of two requests that arrive together the second finds the session already rotated.
      const current = await writers.sessions.byHash(session.hash)
      if (current?.hash !== session.hash) return false
      await writers.sessions.update(session.id, {
        hash: fingerprint(secret),
        previousHash: session.hash,
        previousUntil: iso(now + grace),
        rotatedAt: iso(now),
        lastUsedAt: iso(now),
        expiresAt: iso(now + sessionLifetime),
      })
      return true
    })
    return { session, renewedSecret: rotated ? secret : null }
  }
}
