import type { z } from 'zod'
import type {
  DeviceSyncStatus,
  holding,
  LineHoldings,
  sessionOperation,
} from '../../../../shared/api/sync-status'
import type { DeviceStatus } from '../../../domain/sync/status-store'
import type { LineStatus } from '../../../domain/sync/sync-status'
import type { OperationRow } from '../../../domain/sync/sync-store'

export function presentDeviceStatus(status: DeviceStatus): DeviceSyncStatus {
  const { lastNegotiatedAt, lastUploadAt, lastDownloadAt } = status
  return {
    device_id: status.deviceId,
    name: status.name,
    paused: status.isPaused,
    never_synced: lastNegotiatedAt === null && lastUploadAt === null && lastDownloadAt === null,
    last_contact_at: status.lastContactAt,
    last_negotiated_at: lastNegotiatedAt,
    last_upload_at: lastUploadAt,
    last_download_at: lastDownloadAt,
    clock_skew_ms: status.clockSkewMs,
    clock_skew_at: status.clockSkewAt,
    active_session_id: status.activeSessionId,
    cloned: status.isCloned,
    doubted: status.isDoubted,
    lines_current: status.current,
    lines_behind: status.behind,
    lines_doubtful: status.doubtful,
    open_conflicts: status.openConflicts,
    waiting_decisions: status.waitingDecisions,
  }
}

export function presentHoldings({ line, holdings }: LineStatus): LineHoldings {
  return {
    line_id: line.lineId,
    rom_id: line.gameId,
    rom_name: line.gameName,
    kind: line.kind,
    key: line.key,
    head_version_id: line.headVersionId,
    head_updated_at: line.headUpdatedAt,
    devices: holdings.map(presentHolding),
  }
}

function presentHolding(held: LineStatus['holdings'][number]): z.infer<typeof holding> {
  const { refusedAt, refusedReason } = held
  return {
    device_id: held.deviceId,
    state: held.state,
    version_id: held.versionId,
    how: held.how,
    at: held.at,
    doubtful: held.isDoubtful,
    last_upload_at: held.uploadedAt,
    last_download_at: held.downloadedAt,
    refused:
      refusedAt === null || refusedReason === null
        ? null
        : { at: refusedAt, reason: refusedReason, version_id: held.refusedVersionId },
    offered_sessions: held.offeredSessions,
    conflict_id: held.conflictId,
    waiting_decision: held.waitingKeep,
  }
}

export function presentOperation(row: OperationRow): z.infer<typeof sessionOperation> {
  return {
    rom_id: row.gameId,
    kind: row.kind,
    key: row.key,
    action: row.action,
    reason: row.reason,
    line_id: row.lineId,
    version_id: row.versionId,
    file_name: row.fileName,
    outcome: row.outcome,
    outcome_at: row.outcomeAt,
  }
}
