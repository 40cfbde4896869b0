import { say } from '../../../shared/sentences/say'
import { importLimits } from '../../../shared/api/import'
import { uploadLimits } from '../../../shared/api/saves'
import { ImportUnavailable, momentOf, type SourceFile } from '../../domain/import/import-source'
import type { RandomAccess } from '../../domain/saves/blob-store'
import type { ArchiveLimits } from '../../domain/saves/content-hash'
import { Unhashable } from '../blobs/unhashable'
import { checkedBytes, listEntries, type ZipFileEntry } from '../blobs/zip-contents'
import { findDirectory } from '../blobs/zip-directory'
import { ZipReader } from '../blobs/zip-reader'

const limits: ArchiveLimits = {
  entries: importLimits.files,
  nameBytes: 4_096,
  entryBytes: uploadLimits.save,
  totalBytes: 64 * 1024 ** 3,
  ratio: 100,
  freeBytes: 256 * 1024 ** 2,
}

/** The kind of a file in the upper half of its attributes, where a Unix made the archive. */
const kindMask = 0o170000
const linkKind = 0o120000

/**
 * The files of an archive. Their names are never used as paths of this computer; one that could not be a path inside a
 * folder is left out all the same.
 * @throws ImportUnavailable for what is no archive, is damaged, or is larger than it may be.
 */
export async function filesOfArchive(
  file: RandomAccess,
): Promise<{ files: readonly SourceFile[]; problems: readonly string[] }> {
  try {
    const directory = await findDirectory(file)
    if (!directory) throw new ImportUnavailable(say('import.notZip'))
    const zip = new ZipReader(file, directory)
    const listed = await listEntries(zip, { directory, limits, fileSize: file.size })
    const good = [...listed].filter(([name, { count }]) => isInside(name) && count === 1)
    const left = listed.size - good.length
    return {
      files: good.map(([name, { entry }]) => sourceFile(file, zip, name, entry)),
      problems: left === 0 ? [] : [say('import.entries', { left })],
    }
  } catch (error) {
    if (!(error instanceof Unhashable)) throw error
    throw new ImportUnavailable(say('archive.unreadable', { why: words[error.reason] }))
  }
}

const words = {
  damaged: say('archive.damaged'),
  encrypted: say('archive.locked'),
  'unsupported-method': say('archive.method'),
  'ambiguous-name': say('archive.lineBreak'),
  'too-many-entries': say('archive.tooMany', { most: limits.entries }),
  'name-too-long': say('archive.nameLong'),
  'too-large': say('archive.fileLarge'),
  'ratio-too-high': say('archive.bomb'),
} as const

function isInside(name: string): boolean {
  if (name === '' || /[\\\0]/.test(name) || /^[A-Za-z]:/.test(name)) return false
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

function sourceFile(file: RandomAccess, zip: ZipReader, path: string, entry: ZipFileEntry): SourceFile {
  return {
    path,
    sizeBytes: entry.uncompressedSize,
    modifiedAt: momentOf(entry.getLastModDate({ timezone: 'UTC' }).getTime()),
    isLink: ((entry.externalFileAttributes >>> 16) & kindMask) === linkKind,
    async *read() {
      try {
        yield* checkedBytes(file, entry, await zip.dataStart(entry))
      } catch (error) {
        if (error instanceof Unhashable) throw new ImportUnavailable(say('import.damaged', { path }))
        throw error
      }
    },
  }
}
