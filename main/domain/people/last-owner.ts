import { say } from '../../../shared/sentences/say'
import { Malformed } from '../errors'
import type { Person, PersonReader } from './person'

/** @throws Malformed when nobody who may run the household would be left without this person (wire.md 16). */
export async function assertAnotherOwner(people: PersonReader, person: Person): Promise<void> {
  const others = (await people.list()).filter(
    (other) => other.id !== person.id && other.role === 'admin' && other.enabled,
  )
  if (others.length === 0) {
    throw new Malformed(say('person.lastOwner'))
  }
}

/** Whether taking this person away, or their role, could leave nobody. */
export function isActiveOwner(person: Person): boolean {
  return person.role === 'admin' && person.enabled
}
