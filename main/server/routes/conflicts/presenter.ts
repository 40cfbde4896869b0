import type { z } from 'zod'
import type { Conflict, conflictSide, Notice as WireNotice } from '../../../../shared/api/conflicts'
import type { ConflictEntry, ConflictSide, Notice } from '../../../domain/sync/inbox-store'

/** own.md. */
export function presentConflict(entry: ConflictEntry): Conflict {
  return {
    id: entry.id,
    line_id: entry.lineId,
    rom_id: entry.gameId,
    kind: entry.kind,
    key: entry.key,
    device_id: entry.deviceId,
    device_name: entry.deviceName,
    head_version_id: entry.head?.versionId ?? null,
    held_version_id: entry.held?.versionId ?? null,
    head: entry.head && presentSide(entry.head),
    held: entry.held && presentSide(entry.held),
    only_on_device: entry.isOnlyOnDevice,
    claimed: { content_hash: entry.contentHash, at: entry.claimedAt, size_bytes: entry.claimedSize },
    reason: entry.reason,
    opened_at: entry.openedAt,
    updated_at: entry.updatedAt,
    closed_at: entry.closedAt,
    closed_by: entry.closedBy,
    decision: entry.decision,
    decided_by: entry.decidedBy,
  }
}

function presentSide(side: ConflictSide): z.infer<typeof conflictSide> {
  return {
    version_id: side.versionId,
    content_hash: side.contentHash,
    size_bytes: side.sizeBytes,
    arrived_at: side.arrivedAt,
    blank: side.blank,
    origin_device_id: side.originDeviceId,
    origin_device_name: side.originDeviceName,
  }
}

export function presentNotice(notice: Notice): WireNotice {
  return {
    id: notice.id,
    kind: notice.kind,
    line_id: notice.lineId,
    rom_id: notice.gameId,
    key: notice.key,
    device_id: notice.deviceId,
    device_name: notice.deviceName,
    version_id: notice.versionId,
    replaced_version_id: notice.replacedVersionId,
    at: notice.at,
    seen_at: notice.seenAt,
  }
}
