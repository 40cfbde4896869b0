import type { Router } from '@koa/router'
import { changeRetention, getStorage, previewPrune, prune } from '../../../../shared/api/storage'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { whoseThings } from '../whose-things'
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
