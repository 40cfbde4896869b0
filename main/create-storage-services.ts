import type { Clock } from './domain/clock'
import type { EventLog } from './domain/events/event-log'
import type { Random } from './domain/random'
import type { DescriptionStore } from './domain/saves/blob-store-description'
import { BackupService } from './domain/storage/backup-service'
import { StorageCare } from './domain/storage/storage-care'
import { VerifyContents } from './domain/storage/verify-contents'
import type { Logger } from './log'
import type { Services } from './server/services'
import { backupFolders } from './store/backup/backup-folders'
import type { Store } from './store/open-store'

export type StorageServices = Pick<Services, 'snapshots' | 'backups' | 'verify' | 'storageCare'>

interface Parts extends Pick<Services, 'blobs' | 'sideCars' | 'jobs'> {
  readonly clock: Clock
  readonly random: Random
  readonly events: EventLog
  readonly log: Logger
  readonly dataFolder: string
  readonly descriptions: DescriptionStore
}

/** Everything that keeps what is stored from being lost. */
export function createStorageServices(
  store: Store,
  { clock, random, events, log, dataFolder, blobs, descriptions, sideCars, jobs }: Parts,
): StorageServices {
  const { snapshots } = store
  const describe = () => sideCars.flush()
  const backups = new BackupService({
    source: { unit: store, blobs, descriptions, snapshots, describe, clock },
    folders: backupFolders({ dataFolder, random }),
    unit: store,
    jobs,
    events,
    clock,
  })
  return {
    snapshots,
    backups,
    verify: new VerifyContents({ unit: store, blobs, snapshots, backup: () => backups.contents() }),
    storageCare: new StorageCare({
      snapshots,
      backups,
      clock,
      events,
      warn: (error, message) => log.warn({ err: error }, message),
    }),
  }
}
