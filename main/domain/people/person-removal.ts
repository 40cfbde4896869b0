import { say } from '../../../shared/sentences/say'
import { activityOf, type KnownActor } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { Conflict, Malformed } from '../errors'
import type { EventLog } from '../events/event-log'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { Access } from './access'
import { assertAnotherOwner, isActiveOwner } from './last-owner'
import type { Person } from './person'
import { unknownPerson } from './person-service'

/** What removing a person would take away. */
export interface RemovalPreview {
  readonly devices: number
  readonly tokens: number
  readonly sessions: number
}

/** Removes people so that it can be undone: nothing of theirs is deleted but their sign-ins. */
export class PersonRemoval {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly access: Access,
  ) {}

  /** @throws NotFound */
  async preview(id: number): Promise<RemovalPreview> {
    const { people, devices, tokens, sessions } = this.unit.read
    if ((await people.byId(id)) === null) throw unknownPerson(id)
    const now = iso(this.clock.now())
    const open = (await sessions.list(id)).filter((session) => session.expiresAt > now)
    return {
      devices: (await devices.list(id)).length,
      tokens: await tokens.count(id),
      sessions: open.length,
    }
  }

  /** @throws NotFound; Malformed for oneself and for the last owner (wire.md 16). */
  async remove(id: number, actor: KnownActor): Promise<void> {
    if (id === actor.principal.person.id) throw new Malformed(say('person.ownRemove'))
    const at = iso(this.clock.now())
    const devices = await this.unit.write(async (writers) => {
      const person = await writers.people.byId(id)
      if (!person) throw unknownPerson(id)
      if (isActiveOwner(person)) await assertAnotherOwner(writers.people, person)
      const taken = await writers.devices.list(id)
      await writers.tokens.revokeOfPerson(id, at, causeOf(id))
      for (const device of taken) {
        await writers.devices.update(device.id, { deletedAt: at, updatedAt: at, deletedWith: causeOf(id) })
      }
      await writers.sessions.deleteOfPerson(id)
      await writers.grants.deleteOfPerson(id)
      await writers.people.remove(id, at)
      await note(writers, actor, 'person.removed', person, at)
      return taken
    })
    this.access.ended(id)
    for (const device of devices) {
      this.events.publish({ type: 'device', id: device.id, state: 'removed' }, { personId: id })
    }
  }

  /**
   * Undoes {@link remove}: the person, and exactly the devices and tokens that it took.
   * @throws NotFound; Conflict when the name or e-mail address was given away meanwhile.
   */
  async restore(id: number, actor: KnownActor): Promise<Person> {
    const at = iso(this.clock.now())
    const { person, devices } = await this.unit.write(async (writers) => {
      const removed = await writers.people.removed(id)
      if (!removed) throw unknownPerson(id)
      await assertFree(writers, removed)
      await writers.people.restore(id)
      await writers.people.update(id, { updatedAt: at })
      const taken = await writers.devices.removedWith(causeOf(id))
      for (const device of taken) {
        await writers.devices.update(device.id, { deletedAt: null, deletedWith: null, updatedAt: at })
      }
      await writers.tokens.restoreRevokedWith(causeOf(id))
      await note(writers, actor, 'person.restored', removed, at)
      return { person: { ...removed, updatedAt: at }, devices: taken }
    })
    for (const device of devices) {
      this.events.publish({ type: 'device', id: device.id, state: 'added' }, { personId: id })
    }
    return person
  }
}

function causeOf(id: number): string {
  return `person:${id}`
}

async function assertFree(writers: Writers, { username, email }: Person): Promise<void> {
  const people = await writers.people.list()
  if (people.some((other) => other.username === username)) {
    throw new Conflict(say('person.nameGiven', { name: username }))
  }
  if (email !== null && people.some((other) => other.email?.toLowerCase() === email.toLowerCase())) {
    throw new Conflict(say('person.emailGiven', { email }))
  }
}

function note(
  writers: Writers,
  actor: KnownActor,
  kind: 'person.removed' | 'person.restored',
  { id, username }: Person,
  at: string,
): Promise<void> {
  return writers.activity.append(
    activityOf(actor, kind, { at, personId: id, subject: username, subjectId: id }),
  )
}
