import type { RandomAccess } from './blob-store'

/** A file of an archive, as its directory says. */
export interface ArchivedFile {
  /** Text, never a path. */
  readonly name: string
  /** Bytes, uncompressed. */
  readonly sizeBytes: number
  /** CRC-32 of the uncompressed bytes: 8 lower-case hex digits. */
  readonly crc: string
}

/** Reads the directory of an archive; null for a file that is none, or one that cannot be read. */
export type ListArchive = (file: RandomAccess) => Promise<readonly ArchivedFile[] | null>
