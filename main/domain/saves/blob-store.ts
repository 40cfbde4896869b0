import type { ContentHash } from './content-hash'

/** The SHA-256 of a content: 64 lower-case hex digits, and so safe as part of a path. */
export type Sha256 = string

const sha256Pattern = /^[0-9a-f]{64}$/

/** Whether `text` names a content. Nothing else ever becomes part of a path. */
export function isSha256(text: string): text is Sha256 {
  return sha256Pattern.test(text)
}

/** What one pass over a content tells. */
export interface MeasuredContent {
  readonly sha256: Sha256
  /** Of the raw bytes: 32 lower-case hex digits. It is the content hash of whatever is no zip (wire.md 6.9). */
  readonly md5: string
  /** Bytes. */
  readonly size: number
  /** Whether all bytes are 00, or all FF; true of no bytes at all (design section 7). */
  readonly isBlank: boolean
  /** False when the bytes hold no signature of an archive's end: then it is none, without reading it again. */
  readonly mayBeArchive: boolean
}

/** A content that is on disk, as far as the system's fsync tells the truth. */
export interface StoredContent extends MeasuredContent {
  /** Whether the store did not have it before. */
  readonly isNew: boolean
  /** Whether the store had it damaged or unreadable, and has it whole now. */
  readonly wasRepaired: boolean
  /**
   * Call it once the row that names the content is committed, or will not be. Until then `remove` answers `in-use`, so
   * that a collection between the bytes and their row cannot take the bytes.
   */
  release(): void
}

/** Bytes that arrive one after another: a Node stream, or any other iterable. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** A Node stream in the adapter. Who does not read it to the end destroys it: it holds a file open. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  destroy(error?: Error): unknown
}

/** `end` is the position after the last byte. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** A file that can be read anywhere, as an archive has to be. */
export interface RandomAccess {
  /** Bytes. */
  readonly size: number
  /** Fills `target` from `position` on and says how many bytes there were: fewer only at the end of the file. */
  read(target: Uint8Array, position: number): Promise<number>
  close(): Promise<void>
}

/** What re-hashing found. `unreadable` may pass, as on a disk that is gone for a while; `damaged` will not. */
export type ContentState = 'intact' | 'damaged' | 'unreadable' | 'missing'

/**
 * Contents by their SHA-256 (design section 6). After a crash at any point a content is there whole or not at all,
 * and one whose `put` had resolved is there. All calls throw `StorageFull`, `StorageReadOnly` or `StorageFailed` for
 * what the disk refuses, and `RangeError` for a name that is no SHA-256.
 */
export interface BlobStore {
  /**
   * Stores a content, with memory that does not depend on its size. The same bytes again give the same content.
   * @param options.limit bytes; counted while reading.
   * @throws ContentTooLarge beyond the limit, and whatever the source throws; nothing is left behind then. The source
   * is ended in both cases, as leaving a `for await` loop does.
   */
  put(source: ByteSource, options: { readonly limit: number }): Promise<StoredContent>
  /** Whether a file of that name is there; says nothing about what is in it. */
  has(sha256: Sha256): Promise<boolean>
  /**
   * The content, or that range of it; null when it is not there. `size` is that of the whole content.
   * @throws RangeError for a range that is not inside it.
   */
  get(sha256: Sha256, range?: ByteRange): Promise<{ size: number; stream: ByteStream } | null>
  /** The first bytes of the content, no more than `most`; null when it is not there. For what is small. */
  read(sha256: Sha256, most: number): Promise<Uint8Array | null>
  /** The content to be read anywhere, null when it is not there. The caller closes it. */
  open(sha256: Sha256): Promise<RandomAccess | null>
  /**
   * The hash clients compare (wire.md 6.9), null when the content is not there. Archives are unpacked off the event
   * loop, a piece at a time.
   * @param measured what `put` told, which saves a second pass over a content that is no archive.
   */
  contentHash(sha256: Sha256, measured?: MeasuredContent): Promise<ContentHash | null>
  /** Hashes the content again. */
  verify(sha256: Sha256): Promise<ContentState>
  /**
   * Removes the content, durably.
   * @param isWanted asked once nobody can be storing that content; the answer is therefore not stale.
   * @returns `in-use` when it was kept, because it is wanted or was not released yet.
   */
  remove(sha256: Sha256, isWanted?: () => Promise<boolean>): Promise<'removed' | 'in-use' | 'missing'>
  /** Every content there is, in no order; one that comes or goes meanwhile may or may not be among them. */
  list(): AsyncIterable<Sha256>
}
