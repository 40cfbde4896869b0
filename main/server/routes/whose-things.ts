import { Forbidden } from '../../domain/errors'
import { isOwnerPresent, type Principal } from '../../domain/identity/principal'
import type { Services } from '../services'

/** A person's id, or null for everybody's. @throws Forbidden, NotFound. */
export async function whoseThings(
  { people }: Pick<Services, 'people'>,
  principal: Principal,
  person: number | 'all' | undefined,
): Promise<number | null> {
  if (person !== 'all') return (await people.lookingAt(principal, person)).id
  if (!isOwnerPresent(principal)) throw new Forbidden()
  return null
}
