import type { BlobStore, ByteSource, RandomAccess, StoredContent } from './blob-store'
import { type ContentHash, hashOfPlainBytes } from './content-hash'
import type { Screenshot } from './save-line'
import type { CheckedScreenshot } from './screenshot'
import type { UnitOfWork } from '../unit-of-work'

/** The content hash of a stored content (wire.md 6.9). */
export type ContentHasher = (
  file: RandomAccess,
  known: { readonly md5: string; readonly isBlank: boolean },
) => Promise<ContentHash>

/** A content that is durably stored, with everything a version says of it. */
export interface Received {
  readonly sha256: string
  readonly sizeBytes: number
  readonly contentHash: string
  readonly hashRule: number
  /** Two archives of one content may differ in their bytes: for them the hash says whether they are the same. */
  readonly isArchive: boolean
  readonly isBlank: boolean
}

/** A received content on its way to its row. */
export interface Pending extends Received {
  readonly fileName: string
  /**
   * Call it once, when its row is committed or never will be: what no row names is then gone again.
   * @param isNamed whether a row is known to name it; else the database is asked.
   */
  settle(isNamed?: boolean): Promise<void>
}

/** A picture that is durably stored, on its way to its row; `settle` as for a save. */
export interface PendingScreenshot extends Pick<Screenshot, 'sha256' | 'sizeBytes' | 'fileName' | 'type'> {
  settle(): Promise<void>
}

/** Whether the disk has room for more; see `DiskMonitor`. */
export interface Room {
  /** @throws NoRoom */
  assertRoom(bytes: number): Promise<void>
}

/** Takes bytes in: durable first, then the row (design section 6). */
export class SaveIntake {
  constructor(
    private readonly blobs: BlobStore,
    private readonly hash: ContentHasher,
    private readonly unit: UnitOfWork,
    private readonly room: Room,
  ) {}

  /**
   * Stores and hashes one upload as a stream; memory does not grow with its size.
   * @param limit bytes, counted while reading.
   * @param hasRoom whether the disk was asked for room just now.
   * @throws NoRoom, ContentTooLarge, and whatever the source throws; nothing stays then.
   */
  async receive(source: ByteSource, fileName: string, limit: number, hasRoom = false): Promise<Pending> {
    if (!hasRoom) await this.room.assertRoom(0)
    const stored = await this.blobs.put(source, { limit })
    const settle = (isNamed = false) => this.settle(stored, isNamed)
    try {
      const { hash, rule, kind, isBlank } = await this.hashOf(stored)
      return {
        sha256: stored.sha256,
        sizeBytes: stored.size,
        contentHash: hash,
        hashRule: rule,
        isArchive: kind === 'zip',
        isBlank,
        fileName,
        settle,
      }
    } catch (error) {
      await settle()
      throw error
    }
  }

  /** Stores a picture that was looked at. */
  async receivePicture({ bytes, fileName, type }: CheckedScreenshot): Promise<PendingScreenshot> {
    const stored = await this.blobs.put([bytes], { limit: bytes.length })
    return {
      sha256: stored.sha256,
      sizeBytes: stored.size,
      fileName,
      type,
      settle: () => this.settle(stored, false),
    }
  }

  private async hashOf(stored: StoredContent): Promise<ContentHash> {
    if (!stored.mayBeArchive) return hashOfPlainBytes(stored)
    const file = await this.blobs.open(stored.sha256)
    if (!file) throw new Error('What was stored a moment ago is not there')
    try {
      return await this.hash(file, stored)
    } finally {
      await file.close()
    }
  }

  private async settle(stored: StoredContent, isNamed: boolean): Promise<void> {
    stored.release()
    if (isNamed) return
    const isReferenced = () => this.unit.read.saves.isReferenced(stored.sha256)
    if (stored.isNew && !(await isReferenced())) await this.blobs.remove(stored.sha256, isReferenced)
  }
}
