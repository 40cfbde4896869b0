import { createHash } from 'node:crypto'
import { pipeline, Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import type { Entry } from 'yauzl'
import { BlankDetector } from '../../domain/saves/blank'
import type { RandomAccess } from '../../domain/saves/blob-store'
import { type ArchiveLimits, byCodePoint, type ContentEntry } from '../../domain/saves/content-hash'
import { Crc32 } from './crc32'
import { piecesOf } from './measure'
import { Unhashable } from './unhashable'
import type { ZipDirectory } from './zip-directory'
import { nameOf } from './zip-name'
import { ZipReader } from './zip-reader'

export interface HashedEntry extends ContentEntry {
  readonly isBlank: boolean
}

/** What the directory of an archive says of a file in it. */
export type ZipFileEntry = Entry

export interface ListedEntry {
  readonly entry: ZipFileEntry
  /** How many entries have the name. */
  readonly count: number
}

/**
 * The files of an archive, sorted by name, each name as often as it occurs and always with the content of its last entry
 * (wire.md 6.9).
 * @throws Unhashable for an archive that is damaged, encrypted or beyond the limits.
 */
export async function hashEntries(
  file: RandomAccess,
  directory: ZipDirectory,
  limits: ArchiveLimits,
): Promise<HashedEntry[]> {
  const zip = new ZipReader(file, directory)
  const listed = await listEntries(zip, { directory, limits, fileSize: file.size })
  const hashed: HashedEntry[] = []
  for (const [name, { entry, count }] of [...listed].sort(([one], [other]) => byCodePoint(one, other))) {
    const content = await hashEntry(file, entry, await zip.dataStart(entry))
    for (let time = 0; time < count; time += 1) hashed.push({ name, ...content })
  }
  return hashed
}

/**
 * Judges every entry by what the directory says of it, before any is unpacked; by name, folders left out.
 * @throws Unhashable
 */
export async function listEntries(
  zip: ZipReader,
  { directory, limits, fileSize }: { directory: ZipDirectory; limits: ArchiveLimits; fileSize: number },
): Promise<Map<string, ListedEntry>> {
  if (directory.entryCount > limits.entries) throw new Unhashable('too-many-entries')
  const listed = new Map<string, ListedEntry>()
  let total = 0
  for await (const entry of zip.entries()) {
    if (entry.fileNameRaw.length > limits.nameBytes) throw new Unhashable('name-too-long')
    const name = nameOf(entry.fileNameRaw, entry.generalPurposeBitFlag)
    if (name.endsWith('/')) continue
    if (entry.isEncrypted()) throw new Unhashable('encrypted')
    if (!entry.canDecodeFileData()) throw new Unhashable('unsupported-method')
    total += entry.uncompressedSize
    const isTooLarge = entry.uncompressedSize > limits.entryBytes || total > limits.totalBytes
    if (isTooLarge) throw new Unhashable('too-large')
    if (total > limits.freeBytes && total > limits.ratio * fileSize) throw new Unhashable('ratio-too-high')
    listed.set(name, { entry, count: (listed.get(name)?.count ?? 0) + 1 })
  }
  return listed
}

async function hashEntry(
  file: RandomAccess,
  entry: Entry,
  start: number,
): Promise<Pick<HashedEntry, 'size' | 'md5' | 'isBlank'>> {
  const md5 = createHash('md5')
  const blank = new BlankDetector()
  for await (const piece of checkedBytes(file, entry, start)) {
    md5.update(piece)
    blank.add(piece)
  }
  return { size: entry.uncompressedSize, md5: md5.digest('hex'), isBlank: blank.isBlank }
}

/**
 * The bytes of a file of an archive: as many as the directory says, never more. Each piece may be overwritten by the
 * next.
 * @throws Unhashable at the end, for other bytes than the directory says.
 */
export async function* checkedBytes(
  file: RandomAccess,
  entry: ZipFileEntry,
  start: number,
): AsyncGenerator<Uint8Array> {
  const crc = new Crc32()
  let size = 0
  for await (const piece of unpacked(file, entry, start)) {
    size += piece.length
    if (size > entry.uncompressedSize) break
    crc.add(piece)
    yield piece
  }
  if (size !== entry.uncompressedSize || crc.value !== entry.crc32) throw new Unhashable('damaged')
}

async function* unpacked(file: RandomAccess, entry: Entry, start: number): AsyncGenerator<Uint8Array> {
  const packed = piecesOf(file, start, start + entry.compressedSize)
  if (entry.compressionMethod === 0) {
    yield* packed
    return
  }
  // zlib works on a thread of Node's pool; the event loop only gets its pieces.
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 })
  pipeline(Readable.from(copies(packed)), inflate, () => undefined)
  try {
    for await (const piece of inflate as AsyncIterable<Uint8Array>) yield piece
  } catch (error) {
    if (isZlibError(error)) throw new Unhashable('damaged', { cause: error })
    throw error
  }
}

/** A stream holds several pieces at a time, and `piecesOf` reuses its one. */
async function* copies(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield piece.slice()
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}
