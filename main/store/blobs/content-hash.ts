import type { MeasuredContent, RandomAccess } from '../../domain/saves/blob-store'
import {
  type ArchiveLimits,
  archiveLimits,
  type ContentHash,
  contentHashRule,
  hashOfEntries,
  hashOfPlainBytes,
} from '../../domain/saves/content-hash'
import { Measure, piecesOf } from './measure'
import { hashEntries } from './zip-contents'
import { findDirectory } from './zip-directory'
import { Unhashable } from './unhashable'

/** What a content is known to be without reading it again. */
type Known = Pick<MeasuredContent, 'md5' | 'isBlank'>

/**
 * The hash clients compare (wire.md 6.9). An archive that cannot be hashed as one within the limits is hashed as plain
 * bytes, for the hash is never null (design section 6). What the disk refuses is thrown: it says nothing of the content.
 */
export async function contentHash(
  file: RandomAccess,
  known?: Known,
  limits: ArchiveLimits = archiveLimits,
): Promise<ContentHash> {
  const directory = await findDirectory(file)
  if (directory === null) return hashOfPlainBytes(known ?? (await measure(file)))
  try {
    const entries = await hashEntries(file, directory, limits)
    const names = new Set(entries.map(({ name }) => name))
    return {
      hash: hashOfEntries(entries),
      rule: contentHashRule,
      kind: 'zip',
      notZip: null,
      // Bytes outside the entries, or the first of two entries of one name, may be somebody's progress.
      isBlank: directory.isAlone && names.size === entries.length && entries.every(({ isBlank }) => isBlank),
      entries: entries.map(({ name, size, md5 }) => ({ name, size, md5 })),
    }
  } catch (error) {
    if (!(error instanceof Unhashable)) throw error
    return hashOfPlainBytes(known ?? (await measure(file)), error.reason)
  }
}

async function measure(file: RandomAccess): Promise<Known> {
  const measured = new Measure()
  for await (const piece of piecesOf(file)) measured.add(piece)
  return measured.result()
}
