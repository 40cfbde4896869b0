import type { BlobStore, RandomAccess } from '../saves/blob-store'
import type { DescriptionStore } from '../saves/blob-store-description'

/** What says that a backup is whole: written last, and never changed. */
export interface BackupManifest {
  readonly hubId: string
  readonly takenAt: string
  readonly database: CopiedFile
  /** Contents the database names, and their bytes. */
  readonly contents: number
  readonly sizeBytes: number
  /** Contents the database names and this backup does not have, because the hub did not have them whole. */
  readonly lacking: number
}

export interface CopiedFile {
  /** Its name inside the backup. */
  readonly file: string
  readonly sha256: string
  readonly sizeBytes: number
}

/** The place of one hub's backups. Every file in it is there whole, or not at all. */
export interface BackupTarget {
  /** All contents of all its backups: each is there once. */
  readonly contents: BlobStore
  readonly descriptions: DescriptionStore
  /** Copies a database and reads the copy again. @throws Error when it reads back differently. */
  putDatabase(source: RandomAccess, takenAt: string): Promise<CopiedFile>
  putManifest(manifest: BackupManifest): Promise<void>
  /** Of the backups that are whole, newest first. */
  manifests(): Promise<BackupManifest[]>
  /** Removes all but the newest databases and their manifests; contents stay. */
  keepNewest(count: number): Promise<void>
}

/** The folder of the backups cannot be used; the message says why, and what to do. */
export class BackupUnavailable extends Error {
  override readonly name = 'BackupUnavailable'
}

export interface BackupFolders {
  /** The real path of a folder that somebody named. @throws BackupUnavailable */
  resolve(typed: string): Promise<string>
  /** Tries whether backups can be kept in a folder, and makes this hub's place in it. @throws BackupUnavailable */
  prepare(folder: string, hubId: string): Promise<void>
  /** Opens the place that was made once: a disk that is not connected is not taken for an empty one. @throws BackupUnavailable */
  open(folder: string, hubId: string): Promise<BackupTarget>
  /** Whether the folder is on the disk of the data folder; false also when it cannot be reached. */
  isOnSameDisk(folder: string): Promise<boolean>
  /** Tells whether `inner` is `outer` or lies in it; both are real paths. */
  contains(outer: string, inner: string): boolean
}
