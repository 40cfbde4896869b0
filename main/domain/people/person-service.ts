import { say } from '../../../shared/sentences/say'
import { Forbidden, NotFound } from '../errors'
import { assertConfirmed, type Principal } from '../identity/principal'
import type { UnitOfWork } from '../unit-of-work'
import type { Person } from './person'

/** Whose things a request is about. */
export class PersonService {
  constructor(private readonly unit: UnitOfWork) {}

  list(): Promise<Person[]> {
    return this.unit.read.people.list()
  }

  /** @throws NotFound */
  async get(id: number): Promise<Person> {
    const person = await this.unit.read.people.byId(id)
    if (!person) throw unknownPerson(id)
    return person
  }

  /**
   * Whose things a request shows: one's own, or with `?person=` somebody else's, which only an owner may see (own.md).
   * @throws Forbidden, NotFound.
   */
  async lookingAt(principal: Principal, personId: number | undefined): Promise<Person> {
    if (personId === undefined || personId === principal.person.id) return principal.person
    if (principal.person.role !== 'admin') throw new Forbidden()
    return this.get(personId)
  }

  /**
   * The person a request acts for: oneself, or with `?person=` somebody else, which is an owner's action.
   * @throws Forbidden also when the password must be shown again; NotFound.
   */
  async actingFor(principal: Principal, personId: number | undefined): Promise<Person> {
    const person = await this.lookingAt(principal, personId)
    if (person.id === principal.person.id) return person
    assertConfirmed(principal)
    if (!person.enabled) throw new Forbidden(say('person.disabled', { name: person.username }))
    return person
  }
}

export function unknownPerson(id: number): NotFound {
  return new NotFound(say('person.unknown', { id }))
}
