import type { Router } from '@koa/router'
import { changeRetention, getStorage, previewPrune, prune } from '../../../../shared/api/storage'
import { Forbidden } from '../../../domain/errors'
import { isOwnerPresent, type Principal } from '../../../domain/identity/principal'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentJob } from '../present-job'
import { presentPrunable, presentStorage } from './presenter'

/** How much is kept, and what is to be kept (own.md). */
export function storageRoutes(router: Router<RequestState>, services: Services): void {
  const { storage, pruning, people } = services

  bind(router, getStorage, async ({ query, context }) => {
    const principal = principalOf(context)
    const whose = await whoseThings(services, principal, query.person)
    const [facts, everybody] = await Promise.all([storage.facts(whose), people.list()])
    return presentStorage(facts, everybody, principal.person.role === 'admin')
  })

  bind(router, changeRetention, ({ body }) => storage.setRetention(body))

  bind(router, previewPrune, async ({ body }) => presentPrunable(await pruning.preview(body)))

  bind(router, prune, () => presentJob(pruning.start()))
}

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
