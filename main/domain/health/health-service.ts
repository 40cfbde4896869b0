import { say } from '../../../shared/sentences/say'
import type { HealthPart } from '../../../shared/api/health'
import { type Clock, iso } from '../clock'
import type { DiskMonitor } from '../storage/disk-monitor'
import type { DiskState } from '../storage/disk-space'
import type { CareReport, StorageCare } from '../storage/storage-care'
import type { UnitOfWork } from '../unit-of-work'

/** Milliseconds by which the clock may be behind the newest save before it is said. */
const tolerance = 5 * 60_000

const fine: HealthPart = { state: 'ok', code: null, problem: null, what_to_do: null }

export interface HealthReport extends CareReport {
  readonly disk: { readonly part: HealthPart; readonly state: DiskState }
  readonly clock: HealthPart
}

/** Whether what the hub stands on is well, each part with what to do (own.md). */
export class HealthService {
  private isDatabaseWell = true

  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly disk: DiskMonitor,
    private readonly care: Pick<StorageCare, 'report'>,
  ) {}

  /** Without trying anything again: for whoever is not let in. */
  async isWell(): Promise<boolean> {
    const { database, backup } = await this.care.report()
    const isCaredFor = database.state !== 'bad' && backup.state !== 'bad'
    return this.isDatabaseWell && this.disk.lastLevel !== 'full' && isCaredFor
  }

  async report(): Promise<HealthReport> {
    const [state, database, clock, care] = await Promise.all([
      this.disk.look(),
      this.checkDatabase(),
      this.checkClock(),
      this.care.report(),
    ])
    return {
      disk: { part: diskPart(state), state },
      database: database.state === 'ok' ? care.database : database,
      backup: care.backup,
      clock,
    }
  }

  /** A transaction without a change begins and ends as one with a change does. */
  private async checkDatabase(): Promise<HealthPart> {
    try {
      await this.unit.write(() => Promise.resolve())
      this.isDatabaseWell = true
      return fine
    } catch {
      this.isDatabaseWell = false
      return {
        state: 'bad',
        code: 'database-unwritable',
        problem: say('health.unwritable'),
        what_to_do: say('health.unwritable.do'),
      }
    }
  }

  private async checkClock(): Promise<HealthPart> {
    const now = this.clock.now()
    const newest = await this.unit.read.storage.lastArrivedAt(null).catch(() => null)
    if (newest === null || Date.parse(newest) - now <= tolerance) return fine
    return {
      state: 'warning',
      code: 'clock-behind',
      problem: `The clock of this computer says ${iso(now)}, but a save arrived at ${newest}. Nothing is lost by that.`,
      what_to_do:
        'Let this computer set its date and time by itself; times in the lists are right from then on.',
    }
  }
}

function diskPart({ level }: DiskState): HealthPart {
  switch (level) {
    case 'ok':
      return fine
    case 'low':
      return {
        state: 'warning',
        code: 'disk-low',
        problem:
          'The disk of the data folder is getting full. Everything is kept, and new saves are still taken.',
        what_to_do:
          'Free some space on that disk, empty the recycle bin, or choose to keep fewer old versions.',
      }
    case 'full':
      return {
        state: 'bad',
        code: 'disk-full',
        problem:
          'The disk of the data folder is nearly full. Everything is kept, but no new saves are taken.',
        what_to_do:
          'Free some space on that disk, empty the recycle bin, or choose to keep fewer old versions.',
      }
    case 'unknown':
      return {
        state: 'unknown',
        code: 'disk-unknown',
        problem: 'The system does not tell how much space is left on the disk of the data folder.',
        what_to_do: 'Check from time to time that the disk is connected and has space left.',
      }
  }
}
