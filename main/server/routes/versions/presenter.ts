import type { SaveLine as WireLine, Version as WireVersion } from '../../../../shared/api/versions'
import type { VersionOfLine } from '../../../domain/saves/save-line'
import { type LineView, shownState } from '../../../domain/saves/version-service'

/** own.md. */
export function presentLine({ line, counts, marks }: LineView): WireLine {
  return {
    id: line.id,
    kind: line.kind,
    key: line.key,
    rom_id: line.gameId,
    head_version_id: line.headVersionId,
    versions: counts.versions,
    marks: marks.map((mark) => ({
      device_id: mark.deviceId,
      version_id: mark.versionId,
      how: mark.how,
      doubtful: mark.doubtful,
      at: mark.at,
    })),
    open_conflicts: counts.openConflicts,
  }
}

/** own.md. */
export function presentVersion(found: VersionOfLine): WireVersion {
  const { version, line } = found
  const isOnWire = version.state === 'live' && version.bytesDroppedAt === null && line.kind !== 'state'
  return {
    id: version.id,
    line_id: version.lineId,
    sequence: version.sequence,
    content_hash: version.contentHash,
    sha256: version.sha256,
    size_bytes: version.sizeBytes,
    file_name: version.fileName,
    origin_device_id: version.originDeviceId,
    arrived_at: version.arrivedAt,
    claimed_at: version.claimedAt,
    parent_id: version.parentId,
    state: shownState(found),
    pinned: version.pinned,
    note: version.note,
    bytes_dropped_at: version.bytesDroppedAt,
    wire_id: isOnWire ? version.id : null,
  }
}
