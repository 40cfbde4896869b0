import type { Router } from '@koa/router'
import { listHoldings, listSessionOperations, listSyncStatus } from '../../../../shared/api/sync-status'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentDeviceStatus, presentHoldings, presentOperation } from './status-presenter'

/** What the Sync screen tells, and nothing it does not know. */
export function syncStatusRoutes(router: Router<RequestState>, services: Services): void {
  const { syncStatus, syncSessions, people } = services

  bind(router, listSyncStatus, async ({ query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    return (await syncStatus.devices(id)).map(presentDeviceStatus)
  })

  bind(router, listHoldings, async ({ query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    const found = await syncStatus.holdings({
      personId: id,
      gameId: query.rom_id ?? null,
      deviceId: query.device_id || null,
      after: query.after,
      limit: query.limit,
    })
    return found.map(presentHoldings)
  })

  bind(router, listSessionOperations, async ({ params, query, context }) => {
    const { id } = await people.lookingAt(principalOf(context), query.person)
    return (await syncSessions.operations(id, params.id)).map(presentOperation)
  })
}
