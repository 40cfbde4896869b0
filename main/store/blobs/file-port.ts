import type { Readable } from 'node:stream'
import type { RandomAccess } from '../../domain/saves/blob-store'

/**
 * The file operations the stores of contents and descriptions need, on paths relative to the data folder with `/`
 * between their parts. A port, so that a test can cut the power after any of them. Errors are the system's, with `code`.
 */
export interface Files {
  /** Makes one folder; one that is there is fine. */
  makeFolder(path: string): Promise<void>
  /** Makes the names in a folder survive a power cut. */
  syncFolder(path: string): Promise<void>
  /** Makes the bytes of a file that is there survive a power cut. */
  syncFile(path: string): Promise<void>
  /** A new file; its name must be free. */
  create(path: string): Promise<NewFile>
  /** null when there is no such file; a symbolic link is never followed. */
  open(path: string): Promise<OpenFile | null>
  /** What has that name; null when nothing has. A symbolic link is `other`. */
  kindOf(path: string): Promise<FileKind | null>
  /** Takes the place of a file that is there. */
  rename(from: string, to: string): Promise<void>
  /** false when there was no such file. */
  remove(path: string): Promise<boolean>
  /** What is in a folder; nothing when the folder is not there. */
  list(path: string): Promise<readonly FolderEntry[]>
}

export type FileKind = 'file' | 'folder' | 'other'

export interface FolderEntry {
  readonly name: string
  readonly kind: FileKind
}

export interface NewFile {
  /** Appends all the bytes; they may be reused once the promise resolves. */
  write(bytes: Uint8Array): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

export interface OpenFile extends RandomAccess {
  /** The bytes from `start` to before `end`. Closes the file when it ends or is destroyed. */
  stream(start: number, end: number): Promise<Readable>
}
