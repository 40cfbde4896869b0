import type { Router } from '@koa/router'
import { changeRetention, getStorage } from '../../../../shared/api/storage'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { whoseThings } from '../whose-things'
import { presentStorage } from './presenter'

/** How much is kept, and what is to be kept (own.md). */
export function storageRoutes(router: Router<RequestState>, services: Services): void {
  const { storage, people } = services

  bind(router, getStorage, async ({ query, context }) => {
    const principal = principalOf(context)
    const whose = await whoseThings(services, principal, query.person)
    const [facts, everybody] = await Promise.all([storage.facts(whose), people.list()])
    return presentStorage(facts, everybody, principal.person.role === 'admin')
  })

  bind(router, changeRetention, ({ body }) => storage.setRetention(body))
}
