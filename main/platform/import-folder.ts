import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { say } from '../../shared/sentences/say'
import { importLimits } from '../../shared/api/import'
import {
  type ImportSource,
  ImportUnavailable,
  momentOf,
  type SourceFile,
} from '../domain/import/import-source'
import { LibraryUnavailable } from '../domain/library/library-files'
import { resolveFolder } from './folder-files'
import { codeOf, openInside } from './folder-reader'

const deepest = 16
const mostProblems = 20

/** Every file of a folder of this computer. Links are named and not followed. @throws ImportUnavailable */
export async function importFolder(typed: string, signal: AbortSignal): Promise<ImportSource> {
  const root = await resolveFolder(typed).catch((error: unknown) => {
    throw error instanceof LibraryUnavailable ? new ImportUnavailable(error.message) : error
  })
  const reading = new FolderReading(root, signal)
  await reading.read('', 1)
  return {
    name: root,
    files: reading.files,
    problems: reading.problems,
    close: () => Promise.resolve(),
  }
}

class FolderReading {
  readonly files: SourceFile[] = []
  readonly problems: string[] = []

  constructor(
    private readonly root: string,
    private readonly signal: AbortSignal,
  ) {}

  async read(place: string, depth: number): Promise<void> {
    const entries = await readdir(join(this.root, place), { withFileTypes: true }).catch((error: unknown) => {
      this.leftOut(place === '' ? this.root : place, codeOf(error))
      return []
    })
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      this.signal.throwIfAborted()
      if (entry.name.startsWith('.')) continue
      const path = place === '' ? entry.name : `${place}/${entry.name}`
      if (entry.isDirectory()) {
        if (depth < deepest) await this.read(path, depth + 1)
        else this.leftOut(path, say('import.deep'))
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        await this.add(path, entry.isSymbolicLink())
      }
    }
  }

  private async add(path: string, isLink: boolean): Promise<void> {
    if (this.files.length >= importLimits.files) {
      throw new ImportUnavailable(say('import.tooMany', { most: importLimits.files }))
    }
    const read = () => bytesOf(this.root, path)
    if (isLink) return void this.files.push({ path, sizeBytes: 0, modifiedAt: null, isLink, read })
    try {
      const file = await openInside(this.root, path)
      await file.close()
      const { sizeBytes } = file
      const modifiedAt = momentOf(Date.parse(file.modifiedAt))
      this.files.push({ path, sizeBytes, modifiedAt, isLink, read })
    } catch (error) {
      this.problem(
        error instanceof LibraryUnavailable
          ? error.message
          : say('folder.unreadable', { path, code: codeOf(error) }),
      )
    }
  }

  private leftOut(path: string, why: string): void {
    this.problem(say('leftOut.because', { path, why }))
  }

  private problem(text: string): void {
    if (this.problems.length < mostProblems) this.problems.push(text)
  }
}

async function* bytesOf(root: string, path: string): AsyncGenerator<Uint8Array> {
  const file = await openInside(root, path).catch((error: unknown) => {
    throw error instanceof LibraryUnavailable ? new ImportUnavailable(error.message) : error
  })
  yield* file.read(0, file.sizeBytes)
}
