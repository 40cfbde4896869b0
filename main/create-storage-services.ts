import { say } from '../shared/sentences/say'
import type { SnapshotFacts } from '../shared/api/backup'
import type { Clock } from './domain/clock'
import { Unavailable } from './domain/errors'
import type { EventLog } from './domain/events/event-log'
import type { Random } from './domain/random'
import type { DescriptionStore } from './domain/saves/blob-store-description'
import type { SideCars } from './domain/saves/side-cars'
import { dropAdopted } from './domain/storage/adopted-descriptions'
import { BackupService } from './domain/storage/backup-service'
import type { Snapshot } from './domain/storage/snapshots'
import { MoveData } from './domain/storage/move-data'
import { StorageCare } from './domain/storage/storage-care'
import type { CopyFacts } from './domain/storage/storage-service'
import { VerifyContents } from './domain/storage/verify-contents'
import type { Logger } from './log'
import type { Services } from './server/services'
import { backupFolders } from './store/backup/backup-folders'
import type { Files } from './store/blobs/file-port'
import { folderMover } from './store/move/folder-mover'
import type { Store } from './store/open-store'

export type StorageServices = Pick<Services, 'backups' | 'move' | 'verify' | 'storageCare'>

interface Parts extends Pick<Services, 'blobs' | 'jobs'> {
  readonly sideCars: Pick<SideCars, 'flush'>
  readonly clock: Clock
  readonly random: Random
  readonly events: EventLog
  readonly log: Logger
  readonly dataFolder: string
  readonly descriptions: DescriptionStore
  /** Operations on the files of a folder; those of the system unless a test brings others. */
  readonly filesOf: ((folder: string) => Files) | undefined
  /** The usual data folder; null when another was named. */
  readonly home: string | null
  readonly onMoved: (() => void) | undefined
}

/** Everything that keeps what is stored from being lost. */
export function createStorageServices(
  store: Store,
  {
    clock,
    random,
    events,
    log,
    dataFolder,
    blobs,
    descriptions,
    sideCars,
    jobs,
    filesOf,
    home,
    onMoved,
  }: Parts,
): StorageServices & { readonly copies: CopyFacts } {
  const { snapshots } = store
  const describe = () => sideCars.flush()
  const backups = new BackupService({
    source: { unit: store, blobs, descriptions, snapshots, describe, clock },
    folders: backupFolders({ dataFolder, random, ...(filesOf ? { filesOf } : {}) }),
    unit: store,
    jobs,
    events,
    clock,
  })
  const paths = filesOf ? { filesOf } : {}
  const moved = new Unavailable(say('disk.moved'))
  const verify = new VerifyContents({
    clock,
    unit: store,
    blobs,
    snapshots,
    backup: () => backups.contents(),
  })
  return {
    move: new MoveData({
      mover: folderMover({ dataFolder, home, snapshots, ...paths }),
      jobs,
      events,
      describe,
      retire: (work) => store.retire(work, moved),
      onMoved: onMoved ?? (() => undefined),
    }),
    backups,
    copies: {
      snapshots: async () => (await snapshots.list()).map(presentSnapshot),
      backup: () => backups.facts(),
      lastCheck: () => verify.last(),
    },
    verify,
    storageCare: new StorageCare({
      snapshots,
      backups,
      clock,
      events,
      afterRestore: async () => {
        await describe()
        await dropAdopted(store, descriptions)
      },
      warn: (error, message) => log.warn({ err: error }, message),
    }),
  }
}

function presentSnapshot({ name, kind, at, sizeBytes }: Snapshot): SnapshotFacts {
  return { name, kind, at, size_bytes: sizeBytes }
}
