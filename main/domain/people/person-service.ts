import { Forbidden, NotFound } from '../errors'
import type { Principal } from '../identity/principal'
import type { UnitOfWork } from '../unit-of-work'
import type { Person } from './person'

/** Whose things a request is about. */
export class PersonService {
  constructor(private readonly unit: UnitOfWork) {}

  list(): Promise<Person[]> {
    return this.unit.read.people.list()
  }

  /**
   * The person a request acts for: oneself, or with `?person=` somebody else, which only an owner may (own.md).
   * @throws Forbidden, NotFound.
   */
  async actingFor(principal: Principal, personId: number | undefined): Promise<Person> {
    if (personId === undefined || personId === principal.person.id) return principal.person
    if (principal.person.role !== 'admin') throw new Forbidden()
    const person = await this.unit.read.people.byId(personId)
    if (!person) throw new NotFound(`User with ID ${personId} not found`)
    if (!person.enabled) throw new Forbidden(`${person.username} is disabled`)
    return person
  }
}
