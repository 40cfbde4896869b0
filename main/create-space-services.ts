import type { Clock } from './domain/clock'
import type { EventLog } from './domain/events/event-log'
import { HealthService } from './domain/health/health-service'
import { DiskMonitor } from './domain/storage/disk-monitor'
import type { DiskLimits, MeasureDisk } from './domain/storage/disk-space'
import type { StorageCare } from './domain/storage/storage-care'
import { type CopyFacts, StorageService } from './domain/storage/storage-service'
import type { UnitOfWork } from './domain/unit-of-work'
import { diskSpaceOf } from './platform/disk-space'
import type { Services } from './server/services'

export type SpaceServices = Pick<Services, 'disk' | 'health' | 'home' | 'storage'>

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

interface Parts {
  readonly clock: Clock
  readonly copies: CopyFacts
  readonly dataFolder: string
  readonly disk: DiskMonitor
  readonly storageCare: StorageCare
}

/** Everything about how much is kept, and how much room there is. */
export function createSpaceServices(
  unit: UnitOfWork,
  { clock, copies, dataFolder, disk, storageCare }: Parts,
): SpaceServices {
  return {
    disk,
    health: new HealthService(unit, clock, disk, storageCare),
    home: unit.read.home,
    storage: new StorageService(unit, disk, copies, dataFolder),
  }
}
