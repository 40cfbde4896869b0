import type { Role } from '../../../shared/scopes'

/** Somebody of the household (RomM: a user). Times are stored ISO moments. */
export interface Person {
  readonly id: number
  /** Lower case, unique among the living. */
  readonly username: string
  readonly email: string | null
  readonly role: Role
  readonly enabled: boolean
  /** A PHC string, or null: no password, so no sign-in by password. */
  readonly passwordHash: string | null
  readonly lastLogin: string | null
  readonly lastActive: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

export type NewPerson = Omit<Person, 'id'>

export interface PersonReader {
  byId(id: number): Promise<Person | null>
  /** Compared in lower case. */
  byUsername(username: string): Promise<Person | null>
  /** Everybody living, oldest first. */
  list(): Promise<Person[]>
  /** A person who was removed and can be brought back. */
  removed(id: number): Promise<Person | null>
  /** The first owner who is not disabled. Null only before first start or set-up: the last one can be neither. */
  owner(): Promise<Person | null>
}

export interface PersonWriter extends PersonReader {
  insert(person: NewPerson): Promise<Person>
  update(id: number, change: Partial<NewPerson>): Promise<void>
  /** Soft-deletes; the name becomes free. */
  remove(id: number, at: string): Promise<void>
  /** Brings a removed person back. @throws Conflict when the name was given away meanwhile. */
  restore(id: number): Promise<void>
}
