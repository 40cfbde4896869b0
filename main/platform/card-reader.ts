import { type Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { say } from '../../shared/sentences/say'
import { isGameName } from '../domain/library/card-names'
import { LibraryUnavailable, type ScanHandle } from '../domain/library/library-files'
import { codeOf } from './folder-reader'

const deepest = 8

/** Folders of a card in which nothing is a game, by their names in lower case. */
const neverGames = new Set(
  (
    'bios system images imgs media boxart screenshots cheats themes app apps emu emus ports tools shaders ' +
    'overlays overlay cores assets info config docs lost+found $recycle.bin'
  ).split(' '),
)

/**
 * The paths of all files of a card that are named like games or saves. Links are not followed.
 * @throws LibraryUnavailable if the card itself cannot be read.
 */
export async function readNames(root: string, handle: ScanHandle): Promise<string[]> {
  const top = await readdir(root, { withFileTypes: true }).catch((error: unknown) => {
    throw new LibraryUnavailable(say('folder.unreadableNow', { path: root, code: codeOf(error) }))
  })
  const names: string[] = []
  const read = async (entries: readonly Dirent[], place: string, depth: number): Promise<void> => {
    for (const entry of entries.filter(({ name }) => !name.startsWith('.')).sort(byName)) {
      if (handle.signal.aborted) return
      const path = place === '' ? entry.name : `${place}/${entry.name}`
      if (entry.isFile() && isGameName(entry.name)) names.push(path)
      if (!entry.isDirectory() || neverGames.has(entry.name.toLowerCase()) || depth >= deepest) continue
      const inner = await readdir(join(root, path), { withFileTypes: true }).catch((error: unknown) => {
        handle.problem(say('leftOut.because', { path, why: codeOf(error) }))
        return []
      })
      await read(inner, path, depth + 1)
    }
    handle.progress(names.length)
  }
  await read(top, '', 1)
  return names
}

function byName(one: Dirent, other: Dirent): number {
  return one.name < other.name ? -1 : 1
}
