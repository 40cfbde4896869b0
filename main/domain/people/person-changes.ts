import { say } from '../../../shared/sentences/say'
import type { Role } from '../../../shared/scopes'
import { activityOf, type KnownActor } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { Forbidden, Malformed } from '../errors'
import type { PasswordCheck } from '../identity/password-check'
import { assertConfirmed, isOwnerPresent, type Principal } from '../identity/principal'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { Access } from './access'
import { assertAnotherOwner, isActiveOwner } from './last-owner'
import type { PasswordHasher } from './password-hasher'
import type { NewPerson, Person } from './person'
import { unknownPerson } from './person-service'

export interface NewPersonInput {
  /** Lower case. */
  readonly username: string
  readonly email: string | null
  readonly password: string | null
  readonly role: Role
}

/** What is absent stays. */
export interface PersonChange {
  readonly username?: string | undefined
  readonly email?: string | null | undefined
  readonly password?: string | undefined
  readonly currentPassword?: string | undefined
  readonly role?: Role | undefined
  readonly enabled?: boolean | undefined
}

/** Adds people and changes them: names, roles, passwords (wire.md 16). */
export class PersonChanges {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly hasher: PasswordHasher,
    private readonly passwords: PasswordCheck,
    private readonly access: Access,
  ) {}

  /** @throws Malformed when the name or e-mail address is taken. */
  async add(input: NewPersonInput, actor: KnownActor): Promise<Person> {
    const passwordHash = input.password === null ? null : await this.hasher.hash(input.password)
    const at = iso(this.clock.now())
    return this.unit.write(async (writers) => {
      await assertUnique(writers, input, null)
      const person = await writers.people.insert({
        username: input.username,
        email: input.email,
        role: input.role,
        enabled: true,
        passwordHash,
        lastLogin: null,
        lastActive: null,
        createdAt: at,
        updatedAt: at,
      })
      await note(writers, actor, 'person.added', person, at)
      return person
    })
  }

  /**
   * Changes oneself, or as an owner anybody. A new password ends every other way in that the old one had opened; a
   * person who is disabled loses all of them (W-28).
   * @throws Forbidden, NotFound, TooMany; Malformed for what cannot be.
   */
  async change(id: number, change: PersonChange, actor: KnownActor): Promise<Person> {
    const { principal } = actor
    const isSelf = principal.person.id === id
    if (!isSelf) assertMayChangeOthers(principal)
    if (isSelf && change.password !== undefined) await this.assertMaySetPassword(change, actor)
    const passwordHash = change.password === undefined ? undefined : await this.hasher.hash(change.password)
    const { before, after } = await this.unit.write(async (writers) => {
      const person = await writers.people.byId(id)
      if (!person) throw unknownPerson(id)
      const wanted = changed(person, change, passwordHash, iso(this.clock.now()))
      await assertAllowed(writers, person, wanted, isSelf)
      await this.write(writers, { before: person, after: wanted, actor })
      return { before: person, after: wanted }
    })
    this.access.changed(before, after, isSelf ? { sessionId: principal.sessionId } : undefined)
    return after
  }

  private async write(
    writers: Writers,
    { before, after, actor }: { before: Person; after: Person; actor: KnownActor },
  ): Promise<void> {
    const at = after.updatedAt
    const { id, ...columns } = after
    const hasNewPassword = before.passwordHash !== after.passwordHash
    const hasNewFacts = (['username', 'email', 'role', 'enabled'] as const).some(
      (key) => before[key] !== after[key],
    )
    if (!hasNewPassword && !hasNewFacts) return
    await writers.people.update(id, columns)
    if (hasNewFacts) await note(writers, actor, 'person.changed', after, at)
    if (hasNewPassword) await note(writers, actor, 'password.changed', after, at)
    if (!hasNewPassword && after.enabled) return
    const { person, sessionId } = actor.principal
    const keep = person.id === id && after.enabled ? sessionId : null
    await writers.sessions.deleteOfPerson(id, keep === null ? undefined : { id: keep })
    await writers.grants.deleteOfPerson(id)
  }

  private async assertMaySetPassword(
    change: PersonChange,
    { principal, address }: KnownActor,
  ): Promise<void> {
    if (principal.method === 'window') return
    const { person } = principal
    if (person.passwordHash === null) {
      // A linked phone that somebody picks up must not become a lasting way in with all of the owner's power.
      if (person.role !== 'admin') return
      throw new Forbidden(say('password.inWindow'))
    }
    if (change.currentPassword === undefined) throw new Malformed(say('password.needed'))
    if (!(await this.passwords.verifyOf(person, change.currentPassword, address))) {
      throw new Malformed(say('password.wrong'))
    }
  }
}

/** The person as they will be. */
function changed(person: Person, change: PersonChange, passwordHash: string | undefined, at: string): Person {
  return {
    ...person,
    username: change.username ?? person.username,
    email: change.email === undefined ? person.email : change.email,
    role: change.role ?? person.role,
    enabled: change.enabled ?? person.enabled,
    passwordHash: passwordHash ?? person.passwordHash,
    updatedAt: at,
  }
}

function assertMayChangeOthers(principal: Principal): void {
  if (!isOwnerPresent(principal) || !principal.scopes.includes('users.write')) throw new Forbidden()
  assertConfirmed(principal)
}

async function assertAllowed(
  writers: Writers,
  before: Person,
  after: Person,
  isSelf: boolean,
): Promise<void> {
  if (isSelf && before.role !== after.role) throw new Malformed(say('person.ownRole'))
  if (isSelf && before.enabled !== after.enabled) throw new Malformed(say('person.ownDisable'))
  if (isActiveOwner(before) && !isActiveOwner(after)) await assertAnotherOwner(writers.people, before)
  await assertUnique(writers, after, before.id)
}

/** @throws Malformed in RomM's words (wire.md 16). */
async function assertUnique(
  writers: Writers,
  { username, email }: Pick<NewPerson, 'username' | 'email'>,
  id: number | null,
): Promise<void> {
  const others = (await writers.people.list()).filter((other) => other.id !== id)
  if (others.some((other) => other.username === username)) {
    throw new Malformed(say('person.nameTaken', { name: username }))
  }
  const wanted = email?.toLowerCase()
  if (wanted !== undefined && others.some((other) => other.email?.toLowerCase() === wanted)) {
    throw new Malformed(say('person.emailTaken', { email: String(email) }))
  }
}

function note(
  writers: Writers,
  actor: KnownActor,
  kind: 'person.added' | 'person.changed' | 'password.changed',
  { id, username }: Person,
  at: string,
): Promise<void> {
  return writers.activity.append(
    activityOf(actor, kind, { at, personId: id, subject: username, subjectId: id }),
  )
}
