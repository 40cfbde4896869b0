import type { Router } from '@koa/router'
import { type ActivityEntry, listActivity } from '../../../../shared/api/activity'
import type { Activity } from '../../../domain/activity/activity'
import { bind, principalOf } from '../../bind'
import type { RequestState } from '../../context'
import type { Services } from '../../services'

/** The audit list (own.md). */
export function activityRoutes(router: Router<RequestState>, services: Services): void {
  bind(router, listActivity, async ({ query, context }) =>
    (await services.activity.list(principalOf(context), query)).map(presentActivity),
  )
}

function presentActivity(activity: Activity): ActivityEntry {
  return {
    id: activity.id,
    at: activity.at,
    kind: activity.kind,
    actor_id: activity.actorId,
    actor_name: activity.actorName,
    method: activity.method,
    address: activity.address,
    person_id: activity.personId,
    subject: activity.subject,
    subject_id: activity.subjectId,
  }
}
