import { activityKeptDays, type ActivityKind } from '../../../shared/api/activity'
import { type Clock, iso } from '../clock'
import type { Principal } from '../identity/principal'
import type { UnitOfWork } from '../unit-of-work'
import type { Activity } from './activity'

const day = 86_400_000

/** The audit list: who did or tried what, and from where. */
export class ActivityService {
  private cancel: () => void = () => undefined

  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    /** Told of a failed clearing that nobody waits for. */
    private readonly report: (error: unknown) => void,
  ) {}

  /** Forgets what is too old, now and then once a day until {@link stop}. */
  async start(): Promise<void> {
    await this.forgetOld()
    this.daily()
  }

  stop(): void {
    this.cancel()
  }

  /** Newest first: everything for an owner; for others what they did, or what was about their things. */
  list(
    principal: Principal,
    query: {
      readonly limit: number
      readonly before?: number | undefined
      readonly kind?: ActivityKind | undefined
    },
  ): Promise<Activity[]> {
    return this.unit.read.activity.list({
      personId: principal.person.role === 'admin' ? 'all' : principal.person.id,
      kind: query.kind ?? null,
      before: query.before ?? null,
      limit: query.limit,
    })
  }

  private async forgetOld(): Promise<void> {
    const before = iso(this.clock.now() - activityKeptDays * day)
    await this.unit.write((writers) => writers.activity.deleteBefore(before))
  }

  private daily(): void {
    this.cancel = this.clock.after(day, () => {
      this.forgetOld().catch((error: unknown) => this.report(error))
      this.daily()
    })
  }
}
