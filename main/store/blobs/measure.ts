import { createHash } from 'node:crypto'
import { BlankDetector } from '../../domain/saves/blank'
import type { MeasuredContent, RandomAccess } from '../../domain/saves/blob-store'

const endSignature = Buffer.from([0x50, 0x4b, 0x05, 0x06])

/** Everything one pass over the bytes tells. */
export class Measure {
  private readonly sha256 = createHash('sha256')
  private readonly md5 = createHash('md5')
  private readonly blank = new BlankDetector()
  private readonly signature = new SignatureDetector()
  size = 0

  add(bytes: Uint8Array): void {
    this.size += bytes.length
    this.sha256.update(bytes)
    this.md5.update(bytes)
    this.blank.add(bytes)
    this.signature.add(bytes)
  }

  /** Ends the measuring. */
  result(): MeasuredContent {
    return {
      sha256: this.sha256.digest('hex'),
      md5: this.md5.digest('hex'),
      size: this.size,
      isBlank: this.blank.isBlank,
      mayBeArchive: this.signature.wasSeen,
    }
  }
}

/** Whether the bytes hold the signature without which there is no archive (APPNOTE.TXT 4.3.16), wherever it stands. */
class SignatureDetector {
  private end = Buffer.alloc(0)
  wasSeen = false

  add(bytes: Uint8Array): void {
    if (this.wasSeen) return
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const seam = Buffer.concat([this.end, piece.subarray(0, endSignature.length - 1)])
    this.wasSeen = piece.includes(endSignature) || seam.includes(endSignature)
    this.end = Buffer.concat([this.end, piece.subarray(-(endSignature.length - 1))]).subarray(
      -(endSignature.length - 1),
    )
  }
}

/** Bytes read at a time. */
const step = 256 * 1024

/** The bytes of a file from `start` to before `end`, a piece at a time; each piece is overwritten by the next. */
export async function* piecesOf(file: RandomAccess, start = 0, end = file.size): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(step, end - start))
  for (let position = start; position < end;) {
    const wanted = Math.min(buffer.length, end - position)
    const count = await file.read(buffer.subarray(0, wanted), position)
    if (count === 0) throw new Error('The file is shorter than it said')
    yield buffer.subarray(0, count)
    position += count
  }
}

export async function sha256Of(file: RandomAccess): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of piecesOf(file)) hash.update(piece)
  return hash.digest('hex')
}
