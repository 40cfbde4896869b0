import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, link, lstat, mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { say } from '../../shared/sentences/say'
import { exportManifestName } from '../../shared/api/export'
import { LibraryUnavailable } from '../domain/library/library-files'
import type { ByteSource } from '../domain/saves/blob-store'
import { type ExportTarget, ExportUnavailable, type OpenExportTarget } from '../domain/storage/export-folder'
import { resolveFolder } from './folder-files'
import { codeOf, contains, openInside } from './folder-reader'

/** Folders of this computer that an export is written to; none in the data folder. */
export function exportTargets(dataFolder: string): OpenExportTarget {
  return async (typed) => {
    const root = await resolveFolder(typed).catch((error: unknown) => {
      throw error instanceof LibraryUnavailable ? new ExportUnavailable(error.message) : error
    })
    if (contains(await resolveFolder(dataFolder), root)) {
      throw new ExportUnavailable(say('export.inData', { path: root }))
    }
    await access(root, constants.W_OK).catch(() => {
      throw new ExportUnavailable(say('folder.mayNotWrite', { path: root }))
    })
    return new FolderTarget(root)
  }
}

class FolderTarget implements ExportTarget {
  constructor(private readonly root: string) {}

  async description(): Promise<string | null> {
    const path = join(this.root, exportManifestName)
    const found = await lstat(path).catch(() => null)
    if (!found) return null
    return found.isFile() ? readFile(path, 'utf8') : ''
  }

  async put(
    path: string,
    sha256: string,
    read: () => Promise<ByteSource>,
  ): Promise<'written' | 'same' | 'taken'> {
    return this.writing(async () => {
      if (!(await this.makeFolders(dirname(path)))) return 'taken'
      const full = join(this.root, path)
      if (await lstat(full).catch(() => null)) return this.compared(path, sha256)
      const unfinished = await this.written(dirname(full), await read())
      const isOwn = await publish(unfinished, full)
      return isOwn ? 'written' : this.compared(path, sha256)
    })
  }

  async describe(bytes: Uint8Array): Promise<void> {
    await this.writing(async () => {
      await rename(await this.written(this.root, [bytes]), join(this.root, exportManifestName))
    })
  }

  /** A link in place of a folder would lead out of the export. */
  private async makeFolders(path: string): Promise<boolean> {
    let place = this.root
    for (const part of path.split('/').filter((each) => each !== '.')) {
      place = join(place, part)
      await mkdir(place).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error
      })
      if (!(await lstat(place)).isDirectory()) return false
    }
    return true
  }

  private async compared(path: string, sha256: string): Promise<'same' | 'taken'> {
    const hash = createHash('sha256')
    try {
      const file = await openInside(this.root, path)
      for await (const piece of file.read(0, file.sizeBytes)) hash.update(piece)
    } catch (error) {
      if (error instanceof LibraryUnavailable) return 'taken'
      throw error
    }
    return hash.digest('hex') === sha256 ? 'same' : 'taken'
  }

  private async written(folder: string, bytes: ByteSource): Promise<string> {
    const path = join(folder, `.roost-${randomBytes(6).toString('hex')}.part`)
    const handle = await open(path, 'wx')
    try {
      for await (const piece of bytes) await handle.writeFile(piece)
      await handle.sync()
      await handle.close()
      return path
    } catch (error) {
      await handle.close()
      await unlink(path).catch(() => undefined)
      throw error
    }
  }

  private async writing<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      throw new ExportUnavailable(say('export.cannotWrite', { path: this.root, code: codeOf(error) }))
    }
  }
}

/** Gives a file its name only if nothing has it: a second name for it does that in one step. */
async function publish(unfinished: string, full: string): Promise<boolean> {
  try {
    await link(unfinished, full)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    if (!withoutLinks.has(codeOf(error))) throw error
    // Cards and sticks have no second names; there nothing does both in one step.
    if (await lstat(full).catch(() => null)) return false
    await rename(unfinished, full)
    return true
  } finally {
    await unlink(unfinished).catch(() => undefined)
  }
}

const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'])
