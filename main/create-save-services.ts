import type { Clock } from './domain/clock'
import type { EventLog } from './domain/events/event-log'
import type { Random } from './domain/random'
import { ActingDevice } from './domain/saves/acting-device'
import { GameLookup } from './domain/saves/game-lookup'
import { SaveIntake } from './domain/saves/save-intake'
import { SaveService } from './domain/saves/save-service'
import { SaveUploads } from './domain/saves/save-uploads'
import { SideCars } from './domain/saves/side-cars'
import { VersionService } from './domain/saves/version-service'
import { Negotiation } from './domain/sync/negotiation'
import { SyncSessions } from './domain/sync/sync-sessions'
import type { UnitOfWork } from './domain/unit-of-work'
import type { Logger } from './log'
import type { Services } from './server/services'
import { contentHash } from './store/blobs/content-hash'
import { nodeFiles } from './store/blobs/node-files'
import { openBlobStore } from './store/blobs/open-blob-store'

export type SaveServices = Pick<
  Services,
  'blobs' | 'intake' | 'uploads' | 'saves' | 'versions' | 'sideCars' | 'negotiation' | 'syncSessions'
>

interface Parts {
  readonly clock: Clock
  readonly random: Random
  readonly events: EventLog
  readonly log: Logger
  readonly dataFolder: string
}

/** Everything about saves. Only for a hub that holds the lock of its data folder. */
export async function createSaveServices(
  unit: UnitOfWork,
  { clock, random, events, log, dataFolder }: Parts,
): Promise<SaveServices> {
  const { blobs, descriptions } = await openBlobStore(nodeFiles(dataFolder), random)
  const games = new GameLookup(unit)
  const devices = new ActingDevice(unit, clock)
  const saves = new SaveService(unit, clock, events, games, devices)
  return {
    blobs,
    intake: new SaveIntake(blobs, contentHash, unit),
    uploads: new SaveUploads(unit, clock, events, games, devices),
    saves,
    negotiation: new Negotiation(unit, clock, events, { games, devices, delivered: () => saves.settled() }),
    syncSessions: new SyncSessions(unit, clock, events, devices),
    versions: new VersionService(unit, clock, events),
    sideCars: new SideCars(unit, clock, events, { games, descriptions }, (error) =>
      log.error({ err: error }, 'a version could not be described beside its bytes; it is tried again'),
    ),
  }
}
