import {
  type BlobStore,
  type ByteRange,
  type ByteSource,
  type ByteStream,
  type ContentState,
  isSha256,
  type MeasuredContent,
  type RandomAccess,
  type Sha256,
  type StoredContent,
} from '../../domain/saves/blob-store'
import { ContentTooLarge } from '../../domain/saves/blob-store-errors'
import type { ContentHash } from '../../domain/saves/content-hash'
import { contentHash } from './content-hash'
import type { DurableFolder, IncomingFile } from './durable-folder'
import type { Files, OpenFile } from './file-port'
import { Measure, sha256Of } from './measure'
import { onDisk } from './storage-errors'
import { Turns } from './turns'

/** Contents as files `blobs/<first two digits>/<sha256>`. */
export class FileBlobStore implements BlobStore {
  private readonly turns = new Turns()
  private readonly unreleased = new Map<Sha256, number>()

  constructor(
    private readonly files: Files,
    private readonly folder: DurableFolder,
  ) {}

  async put(source: ByteSource, { limit }: { readonly limit: number }): Promise<StoredContent> {
    const incoming = await this.folder.begin()
    try {
      const measured = await receive(source, incoming, limit)
      return await this.turns.take(measured.sha256, () => this.store(measured, incoming))
    } catch (error) {
      await incoming.discard()
      throw error
    }
  }

  async has(sha256: Sha256): Promise<boolean> {
    const path = this.pathOf(sha256)
    return (await onDisk(() => this.files.kindOf(path))) === 'file'
  }

  async get(sha256: Sha256, range?: ByteRange): Promise<{ size: number; stream: ByteStream } | null> {
    const file = await this.openFile(sha256)
    if (file === null) return null
    const { start, end } = range ?? { start: 0, end: file.size }
    if (!(start >= 0 && start <= end && end <= file.size)) {
      await file.close()
      throw new RangeError(`Bytes ${start} to ${end} are not inside a content of ${file.size} bytes`)
    }
    return { size: file.size, stream: await file.stream(start, end) }
  }

  async read(sha256: Sha256, most: number): Promise<Uint8Array | null> {
    const file = await this.openFile(sha256)
    if (file === null) return null
    try {
      const bytes = Buffer.allocUnsafe(Math.min(most, file.size))
      const count = await onDisk(() => file.read(bytes, 0))
      return bytes.subarray(0, count)
    } finally {
      await file.close()
    }
  }

  async open(sha256: Sha256): Promise<RandomAccess | null> {
    return this.openFile(sha256)
  }

  async contentHash(sha256: Sha256, measured?: MeasuredContent): Promise<ContentHash | null> {
    const file = await this.openFile(sha256)
    if (file === null) return null
    try {
      return await onDisk(() => contentHash(file, measured))
    } finally {
      await file.close()
    }
  }

  async verify(sha256: Sha256): Promise<ContentState> {
    return this.stateOf(this.pathOf(sha256), sha256)
  }

  async remove(sha256: Sha256, isWanted?: () => Promise<boolean>): Promise<'removed' | 'in-use' | 'missing'> {
    const path = this.pathOf(sha256)
    return this.turns.take(sha256, async () => {
      if (this.unreleased.has(sha256) || (await isWanted?.())) return 'in-use'
      return (await this.folder.remove(path)) ? 'removed' : 'missing'
    })
  }

  async *list(): AsyncGenerator<Sha256> {
    for (const { name: digits, kind } of await onDisk(() => this.files.list(this.folder.path))) {
      if (kind !== 'folder' || !/^[0-9a-f]{2}$/.test(digits)) continue
      const entries = await onDisk(() => this.files.list(`${this.folder.path}/${digits}`))
      for (const entry of entries) {
        if (entry.kind === 'file' && isSha256(entry.name) && entry.name.startsWith(digits)) yield entry.name
      }
    }
  }

  /** Only one at a time per content: of two that bring it at once, the second finds the first's file durable. */
  private async store(measured: MeasuredContent, incoming: IncomingFile): Promise<StoredContent> {
    const path = this.pathOf(measured.sha256)
    const [before] = await Promise.all([this.stateOf(path, measured.sha256), incoming.finish()])
    if (before === 'intact') {
      await incoming.discard()
      await this.folder.keep(path)
    } else {
      await this.folder.publish(incoming, path)
    }
    return {
      ...measured,
      isNew: before === 'missing',
      wasRepaired: before === 'damaged' || before === 'unreadable',
      release: this.hold(measured.sha256),
    }
  }

  /** A file of the right name and size is not yet the right file: only its bytes tell. */
  private async stateOf(path: string, sha256: Sha256): Promise<ContentState> {
    try {
      const file = await this.files.open(path)
      if (file === null) return 'missing'
      try {
        return (await sha256Of(file)) === sha256 ? 'intact' : 'damaged'
      } finally {
        await file.close()
      }
    } catch {
      return 'unreadable'
    }
  }

  private hold(sha256: Sha256): () => void {
    this.unreleased.set(sha256, (this.unreleased.get(sha256) ?? 0) + 1)
    let held = true
    return () => {
      if (!held) return
      held = false
      const others = (this.unreleased.get(sha256) ?? 0) - 1
      if (others > 0) this.unreleased.set(sha256, others)
      else this.unreleased.delete(sha256)
    }
  }

  private async openFile(sha256: Sha256): Promise<OpenFile | null> {
    const path = this.pathOf(sha256)
    return onDisk(() => this.files.open(path))
  }

  private pathOf(sha256: string): string {
    if (!isSha256(sha256)) throw new RangeError('A content is named by 64 lower-case hex digits')
    return `${this.folder.path}/${sha256.slice(0, 2)}/${sha256}`
  }
}

async function receive(source: ByteSource, incoming: IncomingFile, limit: number): Promise<MeasuredContent> {
  const measure = new Measure()
  for await (const bytes of source) {
    if (measure.size + bytes.length > limit) throw new ContentTooLarge(limit)
    // The disk is busy while the hashes are computed.
    const writing = incoming.write(bytes)
    measure.add(bytes)
    await writing
  }
  return measure.result()
}
