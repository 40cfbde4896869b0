import { say } from '../../../shared/sentences/say'
import type { Clock } from '../clock'
import { NoRoom } from '../errors'
import type { EventLog } from '../events/event-log'
import {
  type DiskLevel,
  type DiskLimits,
  type DiskState,
  diskStateOf,
  type MeasureDisk,
  usualDiskLimits,
} from './disk-space'

/** Milliseconds between two looks at the disk while nobody uploads. */
const lookEvery = 600_000

/** Watches the disk of the data folder, says so long before it is full, and keeps uploads from filling it. */
export class DiskMonitor {
  private level: DiskLevel = 'unknown'
  private timer: () => void = () => undefined
  private looking: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly measure: MeasureDisk,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly limitsOf: (totalBytes: number) => DiskLimits = usualDiskLimits,
  ) {}

  /** Looks now, and every ten minutes until {@link stop}. */
  async start(): Promise<void> {
    await this.look()
    this.later()
  }

  async stop(): Promise<void> {
    this.timer()
    await this.looking
  }

  /** As it was when the system was asked last. */
  get lastLevel(): DiskLevel {
    return this.level
  }

  /** Asks the system now. A `health` event tells of another level than before. */
  async look(): Promise<DiskState> {
    const looking = this.measure().then((space) => diskStateOf(space, this.limitsOf))
    this.looking = looking.catch(() => undefined)
    const state = await looking
    if (state.level !== this.level) {
      this.level = state.level
      this.events.publish({ type: 'health', id: 'disk' })
    }
    return state
  }

  /**
   * Whether an upload may come. What frees space, and reading, never asks.
   * @param bytes what it says it has; 0 when it does not.
   * @throws NoRoom
   */
  async assertRoom(bytes: number): Promise<void> {
    const { level, space, limits } = await this.look()
    if (space === null || limits === null) return
    if (level === 'full') {
      throw new NoRoom(say('disk.nearlyFull'))
    }
    if (space.freeBytes - bytes < limits.refuseBelow) {
      throw new NoRoom(say('disk.tooLarge'))
    }
  }

  private later(): void {
    this.timer = this.clock.after(lookEvery, () => {
      this.looking = this.look().catch(() => undefined)
      this.later()
    })
  }
}
