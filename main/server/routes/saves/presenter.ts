import type { z } from 'zod'
import type { deviceSync, Save, screenshot as wireScreenshot } from '../../../../shared/api/saves'
import type { State } from '../../../../shared/api/states'
import type { Screenshot, ShownMark } from '../../../domain/saves/save-line'
import { namePartsOf } from '../../../domain/saves/save-names'
import type { SaveView } from '../../../domain/saves/save-views'

/** wire.md 6.1, with every field of clients.md 6.1. */
export function presentSave(view: SaveView): Save {
  const { line } = view
  return {
    ...presentFile(view, 'saves'),
    slot: line.kind === 'save' ? line.key : null,
    device_syncs: presentMarks(view),
  }
}

/** clients.md 8. */
export function presentState(view: SaveView): State {
  return presentFile(view, 'states')
}

function presentFile(view: SaveView, lane: 'saves' | 'states'): State {
  const { version, line, game } = view
  const filePath = `${lane}/${game.platformSlug}/${game.id}`
  return {
    id: version.id,
    rom_id: game.id,
    user_id: line.personId,
    ...presentName(view.shownName),
    file_path: filePath,
    file_size_bytes: version.sizeBytes,
    full_path: `${filePath}/${view.shownName}`,
    download_path: `/api/${lane}/${version.id}/content`,
    missing_from_fs: version.bytesDroppedAt !== null,
    created_at: version.arrivedAt,
    updated_at: version.updatedAt,
    emulator: version.emulator,
    content_hash: version.contentHash,
    is_public: version.isPublic,
    screenshot: view.screenshot && presentScreenshot(view.screenshot, view),
    origin_device_id: version.originDeviceId,
  }
}

function presentName(fileName: string) {
  const parts = namePartsOf(fileName)
  return {
    file_name: fileName,
    file_name_no_tags: parts.noTags,
    file_name_no_ext: parts.noExtension,
    file_extension: parts.extension,
  }
}

function presentScreenshot(screenshot: Screenshot, { line, game }: SaveView): z.infer<typeof wireScreenshot> {
  const filePath = `screenshots/${game.platformSlug}/${game.id}`
  return {
    id: screenshot.id,
    rom_id: game.id,
    user_id: line.personId,
    ...presentName(screenshot.fileName),
    file_path: filePath,
    file_size_bytes: screenshot.sizeBytes,
    full_path: `${filePath}/${screenshot.fileName}`,
    download_path: `/api/screenshots/${screenshot.id}/content`,
    missing_from_fs: false,
    created_at: screenshot.createdAt,
    updated_at: screenshot.createdAt,
  }
}

/** The caller's own entry first, made up if there is none, then the newest (wire.md 6.1). */
function presentMarks(view: SaveView): z.infer<typeof deviceSync>[] {
  const { device, version } = view
  if (!device) return []
  const entries = view.marks
    .map((mark) => presentMark(mark, version.updatedAt))
    .sort((one, other) => other.last_synced_at.localeCompare(one.last_synced_at))
  const own = entries.find((entry) => entry.device_id === device.id) ?? {
    device_id: device.id,
    device_name: device.name,
    last_synced_at: version.updatedAt,
    is_untracked: false,
    is_current: false,
  }
  return [own, ...entries.filter((entry) => entry.device_id !== device.id)]
}

/** What a device holds of the line; a mark in doubt proves nothing (design section 7). */
function presentMark(mark: ShownMark, updatedAt: string): z.infer<typeof deviceSync> {
  const syncedAt = mark.versionUpdatedAt
  return {
    device_id: mark.deviceId,
    device_name: mark.deviceName,
    last_synced_at: syncedAt ?? mark.at,
    is_untracked: mark.untracked,
    is_current: syncedAt !== null && !mark.doubtful && syncedAt >= updatedAt,
  }
}
