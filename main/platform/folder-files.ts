import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { LibraryUnavailable, type LibraryFiles } from '../domain/library/library-files'
import { codeOf, contains, openInside } from './folder-reader'
import { readNames } from './card-reader'
import { scanFolder } from './folder-scanner'
import type { FileHasher } from './hash-thread'

/** The library folders of this computer. */
export function createLibraryFiles(hasher: FileHasher): LibraryFiles {
  return {
    contains,
    resolve: resolveFolder,
    scan: scanFolder,
    names: readNames,
    open: openInside,
    hash: (root, relativePath, signal) => hasher.hash(root, relativePath, signal),
  }
}

/** The real path of a folder somebody typed, which can be read. @throws LibraryUnavailable */
export async function resolveFolder(typed: string): Promise<string> {
  if (!isAbsolute(typed)) throw new LibraryUnavailable('Give the whole path of the folder')
  try {
    const path = await realpath(typed)
    if (!(await stat(path)).isDirectory()) throw new LibraryUnavailable(`${typed} is a file, not a folder`)
    await access(path, constants.R_OK | constants.X_OK)
    return path
  } catch (error) {
    if (error instanceof LibraryUnavailable) throw error
    const code = codeOf(error)
    if (code === 'ENOENT') throw new LibraryUnavailable(`There is no folder ${typed} on this computer`)
    if (code === 'EACCES' || code === 'EPERM') {
      throw new LibraryUnavailable(
        `Roost may not read ${typed}: give it the right to, or choose another folder`,
      )
    }
    throw new LibraryUnavailable(`${typed} cannot be read: ${code}`)
  }
}
