import type { Clock } from './domain/clock'
import type { EventLog } from './domain/events/event-log'
import type { DescriptionStore } from './domain/saves/blob-store-description'
import { HealthService } from './domain/health/health-service'
import { BlobRemoval } from './domain/storage/blob-removal'
import { Collection } from './domain/storage/collection'
import { DailyWork } from './domain/storage/daily-work'
import { DiskMonitor } from './domain/storage/disk-monitor'
import type { DiskLimits, MeasureDisk } from './domain/storage/disk-space'
import { ExportFolder } from './domain/storage/export-folder'
import { ExportSaves } from './domain/storage/export-saves'
import { Pruning } from './domain/storage/pruning'
import type { StorageCare } from './domain/storage/storage-care'
import { type CopyFacts, StorageService } from './domain/storage/storage-service'
import type { UnitOfWork } from './domain/unit-of-work'
import type { Logger } from './log'
import { diskSpaceOf } from './platform/disk-space'
import { exportTargets } from './platform/export-target'
import type { Services } from './server/services'

export type SpaceServices = Pick<
  Services,
  'disk' | 'health' | 'home' | 'storage' | 'pruning' | 'exports' | 'folderExports'
>

/** Tests bring their own disk. */
export interface DiskOptions {
  readonly measure?: MeasureDisk
  readonly limits?: (totalBytes: number) => DiskLimits
}

/** What watches the disk of the data folder. */
export function createDiskMonitor(
  dataFolder: string,
  parts: { readonly clock: Clock; readonly events: EventLog },
  { measure = () => diskSpaceOf(dataFolder), limits }: DiskOptions = {},
): DiskMonitor {
  return new DiskMonitor(measure, parts.clock, parts.events, limits)
}

interface Parts extends Pick<Services, 'blobs' | 'jobs'> {
  readonly clock: Clock
  readonly events: EventLog
  readonly log: Logger
  readonly copies: CopyFacts
  readonly dataFolder: string
  readonly disk: DiskMonitor
  readonly descriptions: DescriptionStore
  readonly storageCare: Pick<StorageCare, 'report'>
}

/** Everything about how much is kept, how much room there is, and what is let go. */
export function createSpaceServices(
  unit: UnitOfWork,
  { clock, events, log, copies, dataFolder, disk, blobs, jobs, descriptions, storageCare }: Parts,
): { services: SpaceServices; collection: Collection; daily: DailyWork } {
  const removal = new BlobRemoval(unit, blobs, jobs)
  const pruning = new Pruning({ unit, clock, events, jobs, removal })
  const warn = (message: string) => log.warn(message)
  const collection = new Collection({ unit, blobs, descriptions, removal, clock, warn })
  const daily = new DailyWork({
    unit,
    clock,
    setting: 'tidied_at',
    begin: () => {
      if (removal.isHeldUp) return Promise.resolve(false)
      pruning.start()
      jobs.start('collect', (handle) => collection.run(handle))
      return Promise.resolve(true)
    },
    warn: (error) =>
      log.warn({ err: error }, 'what is not needed any more could not be let go; it is tried again'),
  })
  return {
    services: {
      disk,
      health: new HealthService(unit, clock, disk, storageCare),
      home: unit.read.home,
      storage: new StorageService(unit, disk, copies, dataFolder),
      pruning,
      exports: new ExportSaves(unit, blobs, clock),
      folderExports: new ExportFolder({ unit, blobs, clock, jobs, open: exportTargets(dataFolder) }),
    },
    collection,
    daily,
  }
}
