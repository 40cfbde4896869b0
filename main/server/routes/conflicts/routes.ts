import type { Router } from '@koa/router'
import {
  decideConflict,
  decideConflicts,
  listConflicts,
  listNotices,
  seeNotice,
} from '../../../../shared/api/conflicts'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentConflict, presentNotice } from './presenter'

/** The conflict inbox (own.md). */
export function conflictRoutes(router: Router<RequestState>, { inbox, people }: Services): void {
  bind(router, listConflicts, async ({ query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    const page = { isOpen: query.state === 'open', before: query.before ?? null, limit: query.limit }
    return (await inbox.entries(id, page)).map(presentConflict)
  })

  bind(router, decideConflicts, async ({ query, body, context }) => {
    const principal = principalOf(context)
    const { id } = await people.actingFor(principal, query.person)
    return inbox.decideAll(id, body.decisions, principal.person.id)
  })

  bind(router, decideConflict, async ({ params, query, body, context }) => {
    const principal = principalOf(context)
    const { id } = await people.actingFor(principal, query.person)
    return presentConflict(await inbox.decide(id, { id: params.id, ...body }, principal.person.id))
  })

  bind(router, listNotices, async ({ query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    const page = { isSeen: query.state === 'seen', before: query.before ?? null, limit: query.limit }
    return (await inbox.notices(id, page)).map(presentNotice)
  })

  bind(router, seeNotice, async ({ params, query, context }) => {
    const { id } = await people.actingFor(principalOf(context), query.person)
    await inbox.seeNotice(id, params.id)
    return null
  })
}
