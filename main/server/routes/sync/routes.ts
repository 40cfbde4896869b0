import type { Router } from '@koa/router'
import { completeSync, getSyncSession, listSyncSessions, negotiateSync } from '../../../../shared/api/sync'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'
import { presentSession } from './presenter'

/** wire.md section 7. */
export function syncRoutes(router: Router<RequestState>, services: Services): void {
  const { negotiation, syncSessions, people } = services

  bind(router, negotiateSync, async ({ body, context }) => {
    const deviceId = body.device_id || null
    const { sessionId, outcome } = await negotiation.negotiate(principalOf(context), deviceId, body.saves)
    const { operations, totals } = outcome
    return {
      session_id: sessionId,
      operations: [...operations],
      total_upload: totals.upload,
      total_download: totals.download,
      total_conflict: totals.conflict,
      total_no_op: totals.no_op,
    }
  })

  bind(router, completeSync, async ({ params, body, context }) => {
    const { session, ingest } = await syncSessions.complete(principalOf(context), params.id, {
      completed: body.operations_completed,
      failed: body.operations_failed,
      played: body.play_sessions ?? null,
    })
    return { session: presentSession(session), play_session_ingest: ingest }
  })

  bind(router, listSyncSessions, async ({ query, context }) => {
    const principal = principalOf(context)
    const deviceId = query.device_id || null
    const { id: personId } = await people.lookingAt(principal, query.person)
    const found = await syncSessions.list(principal, { personId, deviceId, limit: query.limit })
    return found.map(presentSession)
  })

  bind(router, getSyncSession, async ({ params, context }) =>
    presentSession(await syncSessions.get(principalOf(context), params.id)),
  )
}
