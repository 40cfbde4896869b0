import type { Hashes } from './game'

/** A file as the system shows it. */
export interface FoundFile {
  /** Relative to the game's folder; the name itself for a game of one file. With `/`. */
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedAt: string
  /** Stays the same when the file is renamed; null where the system has no such thing. */
  readonly identity: string | null
}

/** A file or folder that is a game, as it lies there. */
export interface ScannedGame {
  /** The name of the platform's folder it lies in; empty for what lies beside those folders. */
  readonly folder: string
  /** Inside the library folder, with `/`. */
  readonly relativePath: string
  readonly fsName: string
  readonly isFolder: boolean
  readonly files: readonly FoundFile[]
}

/** The same, for a platform. */
export interface FoundGame extends ScannedGame {
  readonly slug: string
}

export interface ScanHandle {
  readonly signal: AbortSignal
  /** @param found how many games so far. */
  progress(found: number): void
  /** Something that was left out, and why, in words for a person. */
  problem(text: string): void
}

/** A file that is held open: what is said of it is true of the bytes that are read. */
export interface OpenedFile {
  readonly sizeBytes: number
  readonly modifiedAt: string
  /** Exactly these bytes, or it throws; closes the file in the end, however that comes. */
  read(start: number, length: number): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

/** A folder or a file in it cannot be used; the message says why, and what to do. */
export class LibraryUnavailable extends Error {}

/** The library folders of this computer. Nothing outside the folder it is told can be reached through it. */
export interface LibraryFiles {
  /** The real path of a folder somebody named. @throws LibraryUnavailable */
  resolve(typed: string): Promise<string>
  /** Tells whether `inner` is `outer` or lies in it; both are real paths. */
  contains(outer: string, inner: string): boolean
  /** All games of a folder. @throws LibraryUnavailable if the folder itself cannot be read now. */
  scan(root: string, handle: ScanHandle): Promise<ScannedGame[]>
  /** The paths of all files in a folder that are named like games or saves, with `/`. @throws LibraryUnavailable */
  names(root: string, handle: ScanHandle): Promise<string[]>
  /** @throws LibraryUnavailable if it is not there, is no plain file, or does not lie in the folder. */
  open(root: string, relativePath: string): Promise<OpenedFile>
  /** Reads a file to its end, off the main thread. @throws LibraryUnavailable */
  hash(root: string, relativePath: string, signal: AbortSignal): Promise<Hashes>
}

/** Tells when something in a folder changes. */
export interface FolderWatcher {
  /** @param onFault told when the folder cannot be watched (any longer). The answer ends it. */
  watch(root: string, onChange: () => void, onFault: (error: unknown) => void): () => Promise<void>
}
