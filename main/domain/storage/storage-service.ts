import type { BackupFacts, LastCheck, SnapshotFacts } from '../../../shared/api/backup'
import type { Retention } from '../../../shared/api/storage'
import type { UnitOfWork } from '../unit-of-work'
import type { DiskMonitor } from './disk-monitor'
import type { DiskState } from './disk-space'
import { readRetention, writeRetention } from './retention'
import type { StoredFacts } from './stored-sizes'

/** The setting that a restore writes: a moment (design section 6, "Collection"). */
export const collectionOffUntil = 'collection_off_until'

/** What others know of the copies there are. */
export interface CopyFacts {
  /** Newest first. */
  snapshots(): Promise<readonly SnapshotFacts[]>
  /** Null until a folder was picked. */
  backup(): Promise<BackupFacts | null>
  /** Null as long as nothing was checked to its end. */
  lastCheck(): Promise<LastCheck | null>
}

export interface StorageFacts extends StoredFacts {
  readonly databaseBytes: number
  readonly dataFolder: string
  readonly disk: DiskState
  readonly retention: Retention
  readonly collectionOffUntil: string | null
  readonly snapshots: readonly SnapshotFacts[]
  readonly backup: BackupFacts | null
  readonly lastCheck: LastCheck | null
}

/** How much is kept, how much room there is, and what is to be kept. */
export class StorageService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly disk: DiskMonitor,
    private readonly copies: CopyFacts,
    private readonly dataFolder: string,
  ) {}

  /** @param personId null for everybody. */
  async facts(personId: number | null): Promise<StorageFacts> {
    const { storage, settings } = this.unit.read
    const [stored, databaseBytes, disk, retention, offUntil, snapshots, backup, lastCheck] =
      await Promise.all([
        storage.sizes(personId),
        storage.databaseSize(),
        this.disk.look(),
        readRetention(settings),
        settings.get(collectionOffUntil),
        this.copies.snapshots(),
        this.copies.backup(),
        this.copies.lastCheck(),
      ])
    return {
      ...stored,
      databaseBytes,
      dataFolder: this.dataFolder,
      disk,
      retention,
      collectionOffUntil: offUntil,
      snapshots,
      backup,
      lastCheck,
    }
  }

  async setRetention(chosen: Retention): Promise<Retention> {
    await this.unit.write(({ settings }) => writeRetention(settings, chosen))
    return chosen
  }
}
