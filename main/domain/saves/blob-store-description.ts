import type { Role } from '../../../shared/scopes'
import type { Sha256 } from './blob-store'

/**
 * What is needed to rebuild a version without the database (design section 6). Times are UTC with milliseconds and `Z`;
 * an id tells ids of a rebuilt database what they must be above, and is never used again itself.
 */
export interface VersionDescription {
  readonly versionId: number
  /** `role` is missing in descriptions of earlier versions of Roost. */
  readonly person: { readonly id: number; readonly name: string; readonly role?: Role | undefined }
  readonly game: {
    readonly id: number
    /** Slug. */
    readonly platform: string
    readonly name: string
    readonly fileName: string
  }
  readonly kind: 'save' | 'file' | 'state'
  /** The slot, or the exact file name of a slotless save. */
  readonly key: string
  readonly sequence: number
  readonly parentId: number | null
  readonly origin: { readonly deviceId: string; readonly deviceName: string } | null
  readonly arrivedAt: string
  /** What the device said: a label, never a judge. */
  readonly claimedAt: string | null
  readonly sha256: Sha256
  readonly contentHash: string
  readonly hashRule: number
  /** Bytes. */
  readonly size: number
  readonly fileName: string
  readonly emulator: string | null
  readonly pinned: boolean
  readonly note: string | null
  readonly state: 'head' | 'past' | 'side' | 'held' | 'deleted'
  /** Sent with it; missing in descriptions of earlier versions of Roost. */
  readonly picture?: DescribedPicture | null | undefined
}

export interface DescribedPicture {
  readonly sha256: Sha256
  /** Bytes. */
  readonly size: number
  readonly fileName: string
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp'
  readonly createdAt: string
}

/** One description as found; a damaged one is told, and harms no other. */
export type FoundDescription =
  | { readonly kind: 'description'; readonly description: VersionDescription }
  | { readonly kind: 'damaged'; readonly file: string; readonly problem: string }

/** Descriptions of versions beside their bytes: each is there whole, as it was last described, or not at all. */
export interface DescriptionStore {
  /**
   * Replaces the description of that version, durably. Calls for one version take effect in the order they were made.
   * @throws Error for a description that could not be read back; StorageFull, StorageReadOnly, StorageFailed.
   */
  describe(description: VersionDescription): Promise<void>
  /** Every description, in no order. */
  descriptions(): AsyncIterable<FoundDescription>
  /** Takes a description away, durably; only of a version that is described under another id. */
  forget(versionId: number): Promise<void>
}
