import { crc32 } from './crc32'

/** A file to be put into a zip as it is. */
export interface ZipEntry {
  /** Relative, with `/`. */
  readonly name: string
  readonly sizeBytes: number
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number
  /** Null if nobody knows it yet: then it follows the bytes, which some streaming readers do not like. */
  readonly crc: number | null
  read(): AsyncIterable<Uint8Array>
}

const limit32 = 0xffffffff
const limit16 = 0xffff
/** General purpose bits (APPNOTE 4.4.4): names are UTF-8; CRC and sizes follow the bytes. */
const utf8Names = 0x0800
const followedBySizes = 0x0008

interface Placed {
  readonly entry: ZipEntry
  readonly name: Uint8Array
  readonly offset: number
}

/** A zip of uncompressed files whose size is known before its first byte is sent (clients.md 5.5). */
export class StoredZip {
  readonly sizeBytes: number
  private readonly placed: readonly Placed[]
  private readonly directoryStart: number

  constructor(entries: readonly ZipEntry[]) {
    let offset = 0
    this.placed = entries.map((entry) => {
      const placed = { entry, name: new TextEncoder().encode(entry.name), offset }
      offset += localHeader(placed).length + entry.sizeBytes + (entry.crc === null ? trailerSize(entry) : 0)
      return placed
    })
    this.directoryStart = offset
    const directory = this.placed.reduce((size, placed) => size + directoryEntry(placed, 0).length, 0)
    this.sizeBytes = offset + directory + endOf(entries.length, offset, directory).length
  }

  /** @throws if a file no longer has the size it had: the transfer then breaks instead of lying. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    const directory: Uint8Array[] = []
    for (const placed of this.placed) {
      const { entry } = placed
      yield localHeader(placed)
      let crc = 0
      let size = 0
      for await (const chunk of entry.read()) {
        crc = crc32(chunk, crc)
        size += chunk.length
        yield chunk
      }
      if (size !== entry.sizeBytes || (entry.crc !== null && crc !== entry.crc)) {
        throw new Error('A file of a game changed while it was sent')
      }
      if (entry.crc === null) yield trailer(entry, crc)
      directory.push(directoryEntry(placed, crc))
    }
    yield* directory
    const size = directory.reduce((sum, { length }) => sum + length, 0)
    yield endOf(directory.length, this.directoryStart, size)
  }
}

/** Writes little-endian fields one after the other: `[bytes, value]`. */
function pack(...fields: readonly (readonly [2 | 4 | 8, number] | Uint8Array)[]): Uint8Array {
  const lengths = fields.map((field) => (field instanceof Uint8Array ? field.length : field[0]))
  const packed = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
  const view = new DataView(packed.buffer)
  let at = 0
  for (const field of fields) {
    if (field instanceof Uint8Array) {
      packed.set(field, at)
      at += field.length
      continue
    }
    const [width, value] = field
    if (width === 2) view.setUint16(at, value, true)
    else if (width === 4) view.setUint32(at, value, true)
    else view.setBigUint64(at, BigInt(value), true)
    at += width
  }
  return packed
}

function isLarge(entry: ZipEntry): boolean {
  return entry.sizeBytes >= limit32
}

function flagsOf(entry: ZipEntry): number {
  return utf8Names | (entry.crc === null ? followedBySizes : 0)
}

/** APPNOTE 4.3.7. */
function localHeader({ entry, name }: Placed): Uint8Array {
  const isLater = entry.crc === null
  const size = isLater ? 0 : entry.sizeBytes
  const extra = isLarge(entry) ? pack([2, 1], [2, 16], [8, size], [8, size]) : new Uint8Array()
  const shown = isLarge(entry) ? limit32 : size
  return pack(
    [4, 0x04034b50],
    [2, isLarge(entry) ? 45 : 20],
    [2, flagsOf(entry)],
    [2, 0],
    ...dosTime(entry.modifiedAt),
    [4, entry.crc ?? 0],
    [4, shown],
    [4, shown],
    [2, name.length],
    [2, extra.length],
    name,
    extra,
  )
}

function trailerSize(entry: ZipEntry): number {
  return isLarge(entry) ? 24 : 16
}

/** APPNOTE 4.3.9. */
function trailer(entry: ZipEntry, crc: number): Uint8Array {
  const width = isLarge(entry) ? 8 : 4
  return pack([4, 0x08074b50], [4, crc], [width, entry.sizeBytes], [width, entry.sizeBytes])
}

/** APPNOTE 4.3.12. */
function directoryEntry({ entry, name, offset }: Placed, crc: number): Uint8Array {
  const isFar = offset >= limit32
  const large: (readonly [2 | 4 | 8, number])[] = []
  if (isLarge(entry)) large.push([8, entry.sizeBytes], [8, entry.sizeBytes])
  if (isFar) large.push([8, offset])
  const extra = large.length === 0 ? new Uint8Array() : pack([2, 1], [2, large.length * 8], ...large)
  const size = isLarge(entry) ? limit32 : entry.sizeBytes
  const version = large.length === 0 ? 20 : 45
  return pack(
    [4, 0x02014b50],
    [2, version],
    [2, version],
    [2, flagsOf(entry)],
    [2, 0],
    ...dosTime(entry.modifiedAt),
    [4, crc],
    [4, size],
    [4, size],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, isFar ? limit32 : offset],
    name,
    extra,
  )
}

/** APPNOTE 4.3.14 to 4.3.16. */
function endOf(count: number, start: number, size: number): Uint8Array {
  const isLong = count >= limit16 || start >= limit32 || size >= limit32
  const end = pack(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, Math.min(count, limit16)],
    [2, Math.min(count, limit16)],
    [4, Math.min(size, limit32)],
    [4, Math.min(start, limit32)],
    [2, 0],
  )
  if (!isLong) return end
  return pack(
    [4, 0x06064b50],
    [8, 44],
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, size],
    [8, start],
    [4, 0x07064b50],
    [4, 0],
    [8, start + size],
    [4, 1],
    end,
  )
}

/** Two seconds exact, from 1980 to 2107 (APPNOTE 4.4.6); in UTC, as the format knows no zone. */
function dosTime(milliseconds: number): [readonly [2, number], readonly [2, number]] {
  const time = new Date(milliseconds)
  const year = Math.min(Math.max(time.getUTCFullYear(), 1980), 2107)
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1)
  return [
    [2, clock],
    [2, ((year - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate()],
  ]
}
