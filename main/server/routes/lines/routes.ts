import type { Router } from '@koa/router'
import { mergeLine, renameLine } from '../../../../shared/api/lines'
import { actorOf } from '../../actor'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentLine } from '../versions/presenter'

/** What a person does to a whole line (own.md). */
export function lineRoutes(router: Router<RequestState>, { lines, people }: Services): void {
  bind(router, renameLine, async ({ params, query, body, context }) => {
    const { id } = await people.actingFor(principalOf(context), query.person)
    return presentLine(await lines.rename(id, params.id, body.key, actorOf(context)))
  })

  bind(router, mergeLine, async ({ params, query, body, context }) => {
    const { id } = await people.actingFor(principalOf(context), query.person)
    return presentLine(await lines.merge(id, params.id, body.into, actorOf(context)))
  })
}
