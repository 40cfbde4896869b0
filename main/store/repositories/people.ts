import { IsNull, Not } from 'typeorm'
import type { NewPerson, Person, PersonReader, PersonWriter } from '../../domain/people/person'
import type { Connection } from '../connection'
import { personEntity, type PersonRow } from '../entities/person'
import { insertedId } from './inserted-id'
import { Table } from './table'

export const personTable = new Table(personEntity)

const living = { deletedAt: IsNull() }

export class People implements PersonReader {
  constructor(protected readonly connection: Connection) {}

  async byId(id: number): Promise<Person | null> {
    const row = await personTable.first(this.connection, 'id = ? AND deleted_at IS NULL', [id])
    return row && asPerson(row)
  }

  byUsername(username: string): Promise<Person | null> {
    return this.one({ ...living, username: username.toLowerCase() })
  }

  async list(): Promise<Person[]> {
    const rows = await this.connection.run((manager) =>
      manager.find(personEntity, { where: living, order: { id: 'ASC' } }),
    )
    return rows.map(asPerson)
  }

  removed(id: number): Promise<Person | null> {
    return this.one({ id, deletedAt: Not(IsNull()) })
  }

  owner(): Promise<Person | null> {
    return this.one({ ...living, role: 'admin', enabled: true })
  }

  private async one(where: object): Promise<Person | null> {
    const row = await this.connection.run((manager) =>
      manager.findOne(personEntity, { where, order: { id: 'ASC' } }),
    )
    return row && asPerson(row)
  }
}

export class PeopleWriter extends People implements PersonWriter {
  async insert(person: NewPerson): Promise<Person> {
    const inserted = await this.connection.run((manager) =>
      manager.insert(personEntity, { ...person, deletedAt: null }),
    )
    return { ...person, id: insertedId(inserted) }
  }

  async update(id: number, change: Partial<NewPerson>): Promise<void> {
    if (Object.keys(change).length === 0) return
    await this.connection.run((manager) => manager.update(personEntity, { ...living, id }, change))
  }

  async remove(id: number, at: string): Promise<void> {
    await this.connection.run((manager) => manager.update(personEntity, { ...living, id }, { deletedAt: at }))
  }

  async restore(id: number): Promise<void> {
    await this.connection.run((manager) => manager.update(personEntity, { id }, { deletedAt: null }))
  }
}

/** When somebody was removed is for the database alone. */
export function asPerson({ deletedAt: _deletedAt, ...person }: PersonRow): Person {
  return person
}
