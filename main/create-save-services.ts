import type { Clock } from './domain/clock'
import type { EventLog } from './domain/events/event-log'
import type { Random } from './domain/random'
import type { DescriptionStore } from './domain/saves/blob-store-description'
import { PlayService } from './domain/play/play-service'
import { ActingDevice } from './domain/saves/acting-device'
import { GameLookup } from './domain/saves/game-lookup'
import { LineService } from './domain/saves/line-service'
import { SaveIntake } from './domain/saves/save-intake'
import { SaveService } from './domain/saves/save-service'
import { SaveUploads } from './domain/saves/save-uploads'
import { SideCars } from './domain/saves/side-cars'
import { StateService } from './domain/saves/state-service'
import { StateUploads } from './domain/saves/state-uploads'
import { VersionContents } from './domain/saves/version-contents'
import type { DiskMonitor } from './domain/storage/disk-monitor'
import { VersionService } from './domain/saves/version-service'
import { Inbox } from './domain/sync/inbox'
import { Negotiation } from './domain/sync/negotiation'
import { SyncStatus } from './domain/sync/sync-status'
import { SyncSessions } from './domain/sync/sync-sessions'
import type { UnitOfWork } from './domain/unit-of-work'
import type { Logger } from './log'
import type { Services } from './server/services'
import { contentHash } from './store/blobs/content-hash'
import { listArchive } from './store/blobs/list-archive'
import type { Files } from './store/blobs/file-port'
import { openBlobStore } from './store/blobs/open-blob-store'

export type SaveServices = Pick<
  Services,
  | 'blobs'
  | 'intake'
  | 'uploads'
  | 'saves'
  | 'states'
  | 'stateUploads'
  | 'versions'
  | 'lines'
  | 'contents'
  | 'sideCars'
  | 'play'
  | 'negotiation'
  | 'inbox'
  | 'syncSessions'
  | 'syncStatus'
>

interface Parts {
  readonly clock: Clock
  readonly random: Random
  readonly events: EventLog
  readonly log: Logger
  readonly disk: DiskMonitor
  /** Those of the data folder. */
  readonly files: Files
  readonly mostHeldBytes?: number | undefined
}

/** Everything about saves. Only for a hub that holds the lock of its data folder. */
export async function createSaveServices(
  unit: UnitOfWork,
  { clock, random, events, log, disk, files, mostHeldBytes }: Parts,
): Promise<SaveServices & { readonly descriptions: DescriptionStore }> {
  const { blobs, descriptions } = await openBlobStore(files, random)
  const games = new GameLookup(unit)
  const devices = new ActingDevice(unit, clock)
  const versions = new VersionService(unit, clock, events)
  const saves = new SaveService(unit, clock, events, games, devices)
  const play = new PlayService(unit, clock, games, devices)
  return {
    blobs,
    descriptions,
    intake: new SaveIntake(blobs, contentHash, unit, disk),
    uploads: new SaveUploads(unit, clock, events, { games, devices }, mostHeldBytes),
    saves,
    negotiation: new Negotiation(unit, clock, events, { games, devices, delivered: () => saves.settled() }),
    inbox: new Inbox(unit, clock, events, games),
    syncStatus: new SyncStatus(unit),
    syncSessions: new SyncSessions(unit, clock, events, devices, play),
    states: new StateService(unit, clock, events, games),
    stateUploads: new StateUploads(unit, clock, events, games, devices),
    versions,
    lines: new LineService(unit, clock, events, games, versions),
    contents: new VersionContents(unit, blobs, listArchive),
    play,
    sideCars: new SideCars(unit, clock, events, { games, descriptions }, (error) =>
      log.error({ err: error }, 'a version could not be described beside its bytes; it is tried again'),
    ),
  }
}
