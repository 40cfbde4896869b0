import { gameExtensions } from '../../../shared/platforms'
import { isSaveName, partsOf } from './file-names'

/** Archives are games' files too. */
export const archives: ReadonlySet<string> = new Set(['zip', '7z', 'rar', 'm3u'])

/** What a list of tracks is followed by: parts of one game. */
const tracks = new Set(['bin', 'img', 'sub', 'raw', 'iso', 'wav'])
const trackLists = new Set(['cue', 'ccd', 'gdi', 'm3u'])

/** Tells whether a file is named like a game or a save of one. */
export function isGameName(fileName: string): boolean {
  const extension = partsOf(fileName).extension.toLowerCase()
  return gameExtensions.has(extension) || archives.has(extension) || isSaveName(fileName)
}

/** Without the tracks of a disc, where the list of them lies beside. */
export function withoutTracks(paths: readonly string[]): string[] {
  const withList = new Set(paths.filter((path) => trackLists.has(endingOf(path))).map(folderOf))
  return paths.filter((path) => !tracks.has(endingOf(path)) || !withList.has(folderOf(path)))
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

function endingOf(path: string): string {
  return partsOf(path.slice(path.lastIndexOf('/') + 1)).extension.toLowerCase()
}
