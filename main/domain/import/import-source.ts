import type { ByteSource } from '../saves/blob-store'

/** A plain file of what is imported. Its path is text: nothing is ever written under it. */
export interface SourceFile {
  /** Inside the folder or archive, with `/`. */
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedAt: string | null
  /** A link, which is not followed. */
  readonly isLink: boolean
  /** Exactly its bytes, or it throws {@link ImportUnavailable}. */
  read(): ByteSource
}

/** A folder or an archive that is held open. */
export interface ImportSource {
  /** The real path of a folder, the name of an archive. */
  readonly name: string
  readonly files: readonly SourceFile[]
  /** What could not be read, in words for a person. */
  readonly problems: readonly string[]
  /** Lets go of what is held, and removes an archive that was sent. */
  close(): Promise<void>
}

/** The folder, archive or file cannot be used; the message says why. */
export class ImportUnavailable extends Error {
  override readonly name = 'ImportUnavailable'
}

export interface ImportSources {
  /** @throws ImportUnavailable */
  folder(typed: string, signal: AbortSignal): Promise<ImportSource>
  /** Keeps an archive that is sent, and opens it. @throws ImportUnavailable, and whatever the stream throws. */
  archive(bytes: ByteSource, name: string): Promise<ImportSource>
  /** Removes archives of earlier starts. */
  sweep(): Promise<void>
}

/** A moment as the wire has it; null for one that is none, or beyond the years that have four digits. */
export function momentOf(milliseconds: number): string | null {
  const isMoment = milliseconds >= 0 && milliseconds < Date.UTC(10_000, 0)
  return isMoment ? new Date(milliseconds).toISOString() : null
}
