import { deflateRawSync } from 'node:zlib'
import { Crc32 } from '../../../main/store/blobs/crc32'

/** An entry as an archive may have it, right or wrong. */
export interface WrittenEntry {
  readonly name: string | Buffer
  readonly content?: Uint8Array
  /** 8 unless said otherwise, and the content is deflated only then. */
  readonly method?: number
  /** The general purpose flags; names of type string set the bit for UTF-8. */
  readonly flags?: number
  readonly crc?: number
  /** What the headers say of the size, if it is not true. */
  readonly size?: number
  /** What stands where the packed content should, if something else does. */
  readonly packed?: Uint8Array
  /** The external attributes: a Unix has the kind of file in their upper half. */
  readonly attributes?: number
  /** Where the directory says the entry is, if it is elsewhere. */
  readonly offset?: number
}

export interface Surroundings {
  readonly prefix?: Uint8Array
  readonly trailing?: Uint8Array
  readonly comment?: Uint8Array
  /** What the end record says of the number of entries, if it is not true. */
  readonly count?: number
}

/** Writes archives no program would write. */
export function zipOf(entries: readonly WrittenEntry[], around: Surroundings = {}): Buffer {
  const written: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let position = 0
  for (const entry of entries) {
    const { local, central } = headersOf(entry, position)
    written.push(...local)
    directory.push(...central)
    position += lengthOf(local)
  }
  const comment = around.comment ?? Buffer.alloc(0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE((around.count ?? entries.length) & 0xffff, 8)
  end.writeUInt16LE((around.count ?? entries.length) & 0xffff, 10)
  end.writeUInt32LE(lengthOf(directory), 12)
  end.writeUInt32LE(position, 16)
  end.writeUInt16LE(comment.length, 20)
  const nothing = Buffer.alloc(0)
  return Buffer.concat([
    around.prefix ?? nothing,
    ...written,
    ...directory,
    end,
    comment,
    around.trailing ?? nothing,
  ])
}

function headersOf(entry: WrittenEntry, position: number) {
  const content = entry.content ?? Buffer.alloc(0)
  const method = entry.method ?? 8
  const packed = entry.packed ?? (method === 8 ? deflateRawSync(content) : content)
  const name = Buffer.isBuffer(entry.name) ? entry.name : Buffer.from(entry.name, 'utf8')
  const flags = entry.flags ?? (Buffer.isBuffer(entry.name) ? 0 : 0x800)

  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(flags, 2)
  common.writeUInt16LE(method, 4)
  common.writeUInt32LE(entry.crc ?? crcOf(content), 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(entry.size ?? content.length, 18)
  common.writeUInt16LE(name.length, 22)

  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(entry.attributes ?? 0, 6)
  rest.writeUInt32LE(entry.offset ?? position, 10)
  return {
    local: [Buffer.from('PK\x03\x04', 'latin1'), common, name, packed],
    central: [Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, name],
  }
}

function crcOf(content: Uint8Array): number {
  const crc = new Crc32()
  crc.add(content)
  return crc.value
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}
