import { callbackify } from 'node:util'
import { type Entry, RandomAccessReader, ZipFile } from 'yauzl'
import type { RandomAccess } from '../../domain/saves/blob-store'
import { Unhashable } from './unhashable'
import type { ZipDirectory } from './zip-directory'

/** Bytes read at once: a directory is read in pieces of some fifty bytes. */
const windowSize = 64 * 1024

/** Shows yauzl the archive inside a file, without what comes before and after. */
class ArchiveReader extends RandomAccessReader {
  private window: Uint8Array = new Uint8Array(0)
  private windowStart = 0

  /** What the disk refused, if it did: then nothing is known about the archive. */
  failure: Error | null = null

  constructor(
    private readonly file: RandomAccess,
    private readonly prefix: number,
  ) {
    super()
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const fill = () => this.fill(buffer.subarray(offset, offset + length), position)
    callbackify(fill)(callback)
  }

  private async fill(target: Uint8Array, position: number): Promise<void> {
    const isInWindow = () =>
      position >= this.windowStart && position + target.length <= this.windowStart + this.window.length
    if (!isInWindow()) await this.moveWindow(position, target.length)
    if (!isInWindow()) throw new Error('The archive ends too early')
    target.set(this.window.subarray(position - this.windowStart).subarray(0, target.length))
  }

  private async moveWindow(position: number, length: number): Promise<void> {
    // What an archive says of itself is not to reach the disk as a position it knows nothing of.
    if (position + length > this.file.size) throw new Error('The archive points outside its file')
    const window = new Uint8Array(Math.max(length, windowSize))
    try {
      const count = await this.file.read(window, this.prefix + position)
      this.window = window.subarray(0, count)
      this.windowStart = position
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error))
      throw this.failure
    }
  }
}

/**
 * Reads the headers of an archive with yauzl, which is shown neither names nor bytes outside the archive: it would
 * refuse the first for where they point, and knows nothing of the second.
 */
export class ZipReader {
  private readonly reader: ArchiveReader
  private readonly zip: ZipFile

  constructor(
    file: RandomAccess,
    private readonly directory: ZipDirectory,
  ) {
    const { prefix, start, end, entryCount } = directory
    this.reader = new ArchiveReader(file, prefix)
    this.zip = new ZipFile(this.reader, start, end, entryCount, '', false, true, false, true)
  }

  /** The entries in the order of the directory, which must hold exactly as many as it says. */
  async *entries(): AsyncGenerator<Entry> {
    const { start, end } = this.directory
    let position = start
    const iterator = this.zip.eachEntry()
    for (;;) {
      const next = await this.judged(iterator.next())
      if (next.done) break
      const { fileNameLength, extraFieldLength, fileCommentLength } = next.value
      position += 46 + fileNameLength + extraFieldLength + fileCommentLength
      yield next.value
    }
    if (position !== end) throw new Unhashable('damaged')
  }

  /** Where the bytes of an entry begin in the file. */
  async dataStart(entry: Entry): Promise<number> {
    const { fileDataStart } = await this.judged(this.zip.readLocalFileHeaderPromise(entry, { minimal: true }))
    return this.directory.prefix + fileDataStart
  }

  private async judged<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work
    } catch (cause) {
      if (this.reader.failure !== null) throw this.reader.failure
      throw new Unhashable('damaged', { cause })
    }
  }
}
