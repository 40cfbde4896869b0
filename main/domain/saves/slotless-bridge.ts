import type { NamedGame } from './game-lookup'
import type { SaveLine, Version } from './save-line'

/** The slot that all clients share (clients.md 7.1). */
export const sharedSlot = 'autosave'

/** Whether a slotless caller's file of this name is the game's save in the shared slot (design section 6). */
export function isBridgedName(fileName: string, game: NamedGame): boolean {
  return fileName === `${game.fileNameNoExt}.srm` || fileName === `${game.fileNameNoExt}.sav`
}

/** The plain name under which a slotless caller sees a version of the shared slot; null when it does not see it. */
export function bridgedName(version: Version, line: SaveLine, game: NamedGame): string | null {
  const isShared = line.kind === 'save' && line.key === sharedSlot
  return isShared && /\.(?:srm|sav)$/.test(version.fileName) ? `${game.fileNameNoExt}.srm` : null
}
