import { type Clock, iso } from '../clock'
import { FixedWindow } from '../limits/fixed-window'
import type { Person } from '../people/person'
import type { UnitOfWork } from '../unit-of-work'
import { activityOf } from './activity'

/** Failures written down per minute: enough to see that somebody tries, too few to fill a disk. */
const perMinute = { address: 5, hub: 60 }

/** The one key of what is counted for the whole hub. */
const hub = 'hub'

/** Writes failed sign-ins to the audit list, each in a transaction of its own. */
export class FailedSignIns {
  private readonly perAddress: FixedWindow
  private readonly perHub: FixedWindow

  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
  ) {
    this.perAddress = new FixedWindow(clock, { attempts: perMinute.address, window: 60_000 }, '')
    this.perHub = new FixedWindow(clock, { attempts: perMinute.hub, window: 60_000 }, '')
  }

  /** @param person whose name was tried. A name nobody has is not kept: it may be a password typed in the wrong field. */
  async note(person: Person | null, address: string): Promise<void> {
    if (!this.perAddress.allows(address) || !this.perHub.allows(hub)) return
    this.perAddress.charge(address)
    this.perHub.charge(hub)
    await this.unit.write((writers) =>
      writers.activity.append(
        activityOf({ principal: null, address }, 'session.failed', {
          at: iso(this.clock.now()),
          personId: person?.id ?? null,
          subject: person?.username ?? null,
          subjectId: person?.id ?? null,
        }),
      ),
    )
  }
}
