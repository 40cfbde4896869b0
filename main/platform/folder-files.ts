import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { say } from '../../shared/sentences/say'
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
  if (!isAbsolute(typed)) throw new LibraryUnavailable(say('folder.wholePath'))
  try {
    const path = await realpath(typed)
    if (!(await stat(path)).isDirectory()) throw new LibraryUnavailable(say('folder.isFile', { path: typed }))
    await access(path, constants.R_OK | constants.X_OK)
    return path
  } catch (error) {
    if (error instanceof LibraryUnavailable) throw error
    const code = codeOf(error)
    if (code === 'ENOENT') throw new LibraryUnavailable(say('folder.missing', { path: typed }))
    if (code === 'EACCES' || code === 'EPERM') {
      throw new LibraryUnavailable(say('folder.mayNotRead', { path: typed }))
    }
    throw new LibraryUnavailable(say('folder.unreadable', { path: typed, code }))
  }
}
