import type { SyncSession } from '../../../../shared/api/sync'
import type { SyncSessionRow } from '../../../domain/sync/sync-store'

/** wire.md 7.1. */
export function presentSession(session: SyncSessionRow): SyncSession {
  return {
    id: session.id,
    device_id: session.deviceId,
    user_id: session.personId,
    status: session.status,
    initiated_at: session.initiatedAt,
    completed_at: session.completedAt,
    operations_planned: session.operationsPlanned,
    operations_completed: session.operationsCompleted,
    operations_failed: session.operationsFailed,
    error_message: session.errorMessage,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  }
}
