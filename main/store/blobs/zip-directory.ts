import type { RandomAccess } from '../../domain/saves/blob-store'

/** Where an archive's central directory is in a file. */
export interface ZipDirectory {
  /** Bytes before the archive, to which all its own positions are relative. */
  readonly prefix: number
  /** Position of the directory, relative to the archive. */
  readonly start: number
  /** Position after the directory, relative to the archive. */
  readonly end: number
  readonly entryCount: number
  /** Whether the file holds nothing before and after the archive. */
  readonly isAlone: boolean
}

/** Fixed parts of the end-of-central-directory records (APPNOTE.TXT 4.3.14 to 4.3.16), in bytes. */
const endSize = 22
const locatorSize = 20
const end64Size = 56
const largestComment = 0xffff

const endSignature = 0x06054b50
const locatorSignature = 0x07064b50
const end64Signature = 0x06064b50
const entrySignature = 0x02014b50

/**
 * Finds the last valid end-of-central-directory record, with bytes before the archive and after it tolerated as RomM
 * does (wire.md 6.9); null for a file that is no archive. An archive without entries that follows other bytes is none:
 * its hash would be the same whatever those bytes are.
 */
export async function findDirectory(file: RandomAccess): Promise<ZipDirectory | null> {
  if (file.size < endSize) return null
  const tail = Buffer.alloc(Math.min(file.size, largestComment + endSize + locatorSize + end64Size))
  const tailStart = file.size - tail.length
  const count = await file.read(tail, tailStart)
  if (count < tail.length) throw new Error('The file is shorter than it said')

  const signature = Buffer.from([0x50, 0x4b, 0x05, 0x06])
  let index = tail.lastIndexOf(signature, tail.length - endSize)
  while (index >= 0 && file.size - (tailStart + index) <= endSize + largestComment) {
    const directory = await readEnd(file, tail, { index, tailStart })
    if (directory !== null) return directory
    if (index === 0) break
    index = tail.lastIndexOf(signature, index - 1)
  }
  return null
}

async function readEnd(
  file: RandomAccess,
  tail: Buffer,
  { index, tailStart }: { index: number; tailStart: number },
): Promise<ZipDirectory | null> {
  if (tail.readUInt32LE(index) !== endSignature) return null
  const own = { at: tailStart + index, ...fieldsOf(tail, index) }
  const { at, disk, directoryDisk, entryCount, size, start } = extended(tail, index, tailStart) ?? own
  const prefix = at - size - start
  if (disk !== directoryDisk || prefix < 0) return null

  const endOfFile = tailStart + index + endSize + tail.readUInt16LE(index + 20)
  const directory = {
    prefix,
    start,
    end: start + size,
    entryCount,
    isAlone: prefix === 0 && endOfFile === file.size,
  }
  if (entryCount === 0) return size === 0 && at === 0 ? directory : null
  const first = Buffer.alloc(4)
  await file.read(first, prefix + start)
  return first.readUInt32LE(0) === entrySignature ? directory : null
}

function fieldsOf(tail: Buffer, index: number) {
  return {
    disk: tail.readUInt16LE(index + 4),
    directoryDisk: tail.readUInt16LE(index + 6),
    entryCount: tail.readUInt16LE(index + 10),
    size: tail.readUInt32LE(index + 12),
    start: tail.readUInt32LE(index + 16),
  }
}

/** The same fields of the record for large archives, which stands right before its locator, where there is one. */
function extended(tail: Buffer, index: number, tailStart: number) {
  const locator = index - locatorSize
  const record = locator - end64Size
  if (record < 0) return null
  if (tail.readUInt32LE(locator) !== locatorSignature) return null
  if (tail.readUInt32LE(record) !== end64Signature) return null
  return {
    at: tailStart + record,
    disk: tail.readUInt32LE(record + 16),
    directoryDisk: tail.readUInt32LE(record + 20),
    // Beyond 2^53 they lose precision, and are then far beyond any limit.
    entryCount: Number(tail.readBigUInt64LE(record + 32)),
    size: Number(tail.readBigUInt64LE(record + 40)),
    start: Number(tail.readBigUInt64LE(record + 48)),
  }
}
