import type { Clock } from './domain/clock'
import type { EventLog } from './domain/events/event-log'
import { DiskMonitor } from './domain/storage/disk-monitor'
import type { DiskLimits, MeasureDisk } from './domain/storage/disk-space'
import { type CopyFacts, StorageService } from './domain/storage/storage-service'
import type { UnitOfWork } from './domain/unit-of-work'
import { diskSpaceOf } from './platform/disk-space'
import type { Services } from './server/services'

export type SpaceServices = Pick<Services, 'disk' | 'storage'>

/** Tests bring their own disk. */
export interface DiskOptions {
  readonly measure?: MeasureDisk
  readonly limits?: (totalBytes: number) => DiskLimits
}

interface Parts {
  readonly clock: Clock
  readonly events: EventLog
  readonly copies: CopyFacts
  readonly dataFolder: string
  readonly disk: DiskOptions | undefined
}

/** Everything about how much is kept, and how much room there is. */
export function createSpaceServices(
  unit: UnitOfWork,
  { clock, events, copies, dataFolder, disk = {} }: Parts,
): SpaceServices {
  const measure = disk.measure ?? (() => diskSpaceOf(dataFolder))
  const monitor = new DiskMonitor(measure, clock, events, disk.limits)
  return { disk: monitor, storage: new StorageService(unit, monitor, copies, dataFolder) }
}
