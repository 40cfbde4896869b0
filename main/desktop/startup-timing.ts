import type { DesktopLog } from './log'

const milestones = ['window_created', 'page_loaded', 'first_content', 'hub_ready'] as const
export type Milestone = (typeof milestones)[number]

/** Notes how long after the start of the process each milestone came, and logs them together when all are there. */
export class StartupTiming {
  private readonly reached = new Map<Milestone, number>()

  /** @param processStart epoch milliseconds */
  constructor(
    private readonly processStart: number,
    private readonly now: () => number,
    private readonly log: DesktopLog,
  ) {}

  mark(milestone: Milestone): void {
    if (this.reached.has(milestone)) return
    this.reached.set(milestone, Math.round(this.now() - this.processStart))
    if (this.reached.size < milestones.length) return
    this.log.info({ event: 'startup', milliseconds: Object.fromEntries(this.reached) }, 'started')
  }
}
