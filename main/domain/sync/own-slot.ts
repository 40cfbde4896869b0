import type { Device } from '../devices/device'
import type { NamedGame } from '../saves/game-lookup'
import { appendVersion, lineFor } from '../saves/line-changes'
import type { SaveLine, Version } from '../saves/save-line'
import { splitName } from '../saves/save-names'
import { iso } from '../clock'
import { freeName } from '../saves/upload-context'
import type { Writers } from '../unit-of-work'

/** Characters of a slot (wire.md section 12). */
const longestSlot = 255

/**
 * Keeps a copy in a slot of its own beside the line it was refused on: named after both, so that every client shows
 * which is which (design section 7, "keep both").
 */
export async function keepInOwnSlot(
  writers: Writers,
  copy: {
    readonly line: SaveLine
    readonly version: Version
    readonly device: Pick<Device, 'id' | 'name'> | null
    readonly game: Pick<NamedGame, 'fileNameNoExt'>
  },
  now: number,
): Promise<Version> {
  const { line, version, device, game } = copy
  const { personId, gameId } = line
  const key = await freeSlot(writers, line, slotName(line, device))
  const own = await lineFor(writers, { personId, gameId, kind: 'save', key }, iso(now))
  const said = {
    content: version,
    // Not by the game's name: who reads the slot from the name would take it for the save it stands beside, and being
    // listed last it would be the one that is played on (clients.md 7.1).
    fileName: await freeName(writers, game, own, `${key}${splitName(version.fileName).ending}`, now),
    emulator: version.emulator,
    originDeviceId: version.originDeviceId,
    parentId: version.id,
    state: 'live',
  } as const
  return appendVersion(writers, own.id, said, now)
}

function slotName(line: SaveLine, device: Pick<Device, 'name'> | null): string {
  const base = line.kind === 'save' ? line.key : 'autosave'
  const whose = (device?.name ?? 'copy').replaceAll(/[\p{Cc}\p{Surrogate}/\\]/gu, ' ').trim()
  return [...`${base} ${whose === '' ? 'copy' : whose}`].slice(0, longestSlot - 8).join('')
}

async function freeSlot({ saves }: Writers, { personId, gameId }: SaveLine, wanted: string): Promise<string> {
  for (let place = 1; ; place += 1) {
    const key = place === 1 ? wanted : `${wanted} ${place}`
    const taken = await saves.lineOf({ personId, gameId, kind: 'save', key })
    if (!taken?.headVersionId) return key
  }
}
