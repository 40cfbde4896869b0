import type { ArchivedFile } from '../../domain/saves/archive-listing'
import type { RandomAccess } from '../../domain/saves/blob-store'
import { archiveLimits } from '../../domain/saves/content-hash'
import { findDirectory } from './zip-directory'
import { nameOf } from './zip-name'
import { ZipReader } from './zip-reader'
import { Unhashable } from './unhashable'

/**
 * The files an archive says it has; nothing is unpacked. Null for what is no archive, is damaged or is beyond the
 * limits of wire.md 6.9. What the disk refuses is thrown.
 */
export async function listArchive(file: RandomAccess): Promise<readonly ArchivedFile[] | null> {
  const directory = await findDirectory(file)
  if (directory === null || directory.entryCount > archiveLimits.entries) return null
  const files: ArchivedFile[] = []
  try {
    for await (const entry of new ZipReader(file, directory).entries()) {
      if (entry.fileNameRaw.length > archiveLimits.nameBytes) return null
      const name = nameOf(entry.fileNameRaw, entry.generalPurposeBitFlag)
      if (name.endsWith('/')) continue
      const crc = entry.crc32.toString(16).padStart(8, '0')
      files.push({ name, sizeBytes: entry.uncompressedSize, crc })
    }
  } catch (error) {
    if (error instanceof Unhashable) return null
    throw error
  }
  return files
}
