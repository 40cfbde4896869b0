import { findPlatform } from '../../../shared/platforms'
import { isSaveName, nameProblem, stemOf } from '../library/file-names'
import { sharedSlot } from '../saves/slotless-bridge'
import { keyOf } from '../saves/state-uploads'
import { platformsOfCore } from './cores'
import { type ClaimedFile, unusable } from './import-item'
import type { ImportSource, SourceFile } from './import-source'

/** Folders that say nothing about what is in them. */
const plainFolders = new Set(['saves', 'savefiles', 'states', 'savestates', 'retroarch'])

const stateEnding = /\.(?:state(?:\.?(?:\d{1,3}|auto))?|ss\d|st\d)$/i
const pictureEnding = /\.png$/i
/** What cores write besides what every client knows; each is one file of a game. */
const otherSaves = /\.(?:bkr|bcr|brm|smpc|nv|ldci|psrm)$/i

/** `saves/<core>/<game>.srm` and `states/<core>/<game>.state1`, with or without the folders before the name. */
export function readRetroArch({ files }: ImportSource): ClaimedFile[] {
  return files.map(claimOf)
}

function claimOf(source: SourceFile): ClaimedFile {
  const parts = source.path.split('/')
  const name = parts.at(-1) ?? ''
  if (source.isLink) return unusable(source, 'link')
  if (pictureEnding.test(name) || !(isSaveName(name) || otherSaves.test(name))) {
    return unusable(source, 'not-a-save')
  }
  const folders = parts.slice(0, -1).reverse()
  const folder = folders.find((part) => !plainFolders.has(part.toLowerCase())) ?? null
  if (nameProblem(name) !== null || nameProblem(stemOf(name)) !== null) return unusable(source, 'bad-name')
  const core = folder === null || folder.length > 50 || nameProblem(folder) !== null ? null : folder
  return {
    source,
    reason: null,
    personName: null,
    ...placeOf(name, core),
    fileName: name,
    emulator: core,
    note: null,
    at: source.modifiedAt,
    sha256: null,
    isHead: null,
    game: { fileName: name, name: stemOf(name), platforms: platformsOf(parts), isExact: false },
  }
}

/** The battery save is what all clients keep in the shared slot (clients.md 7.1); everything else keeps its name. */
function placeOf(name: string, core: string | null): Pick<ClaimedFile, 'kind' | 'key'> {
  if (stateEnding.test(name)) return { kind: 'state', key: keyOf(core, name) }
  return /\.(?:srm|sav)$/i.test(name) ? { kind: 'save', key: sharedSlot } : { kind: 'file', key: name }
}

function platformsOf(parts: readonly string[]): readonly string[] {
  for (const part of parts.slice(0, -1).reverse()) {
    const platform = findPlatform(part)
    if (platform) return [platform.slug]
    const slugs = platformsOfCore(part)
    if (slugs.length > 0) return slugs
  }
  return []
}
