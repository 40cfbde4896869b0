import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { say } from '../../../shared/sentences/say'
import { StoreUnusable } from '../store-unusable'

/** In a data folder whose data was moved: one line, the path of the folder it is in now. */
export const pointerName = 'moved-to'

/** Moves there can be one after another before this is a circle. */
const longestChain = 16

/**
 * Where the data is that once was in `folder`: the folder itself unless it was moved.
 * @throws StoreUnusable when the folder it was moved to is not there: a new hub is never begun in its place.
 */
export async function movedFolder(folder: string): Promise<string> {
  let path = folder
  for (let moves = 0; moves < longestChain; moves += 1) {
    const next = await pointerOf(path)
    if (next === null) return path
    const database = await stat(join(next, 'roost.sqlite')).catch(() => null)
    if (!database?.isFile() && (await pointerOf(next)) === null) {
      throw new StoreUnusable(
        'not-writable',
        say('start.movedAway', { path: next, file: join(path, pointerName) }),
      )
    }
    path = next
  }
  throw new StoreUnusable('not-writable', say('start.movedCircle', { file: pointerName, path: folder }))
}

/** For a folder that was named: what is in it is of before the move, and nothing new is to be added to that. */
export async function refuseMoved(folder: string): Promise<void> {
  const next = await pointerOf(folder)
  if (next === null) return
  throw new StoreUnusable(
    'not-writable',
    say('start.movedFrom', { path: next, file: join(folder, pointerName) }),
  )
}

export async function pointerOf(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, pointerName), 'utf8').catch(() => '')
  const path = text.trim()
  return isAbsolute(path) ? path : null
}
