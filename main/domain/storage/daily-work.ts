import { type Clock, iso } from '../clock'
import type { UnitOfWork } from '../unit-of-work'

/** Milliseconds: a start is not made slower by what can wait. */
const firstLookAfter = 5 * 60_000
/** A computer that sleeps makes a longer timer late by its sleep. */
const lookEvery = 60 * 60_000
const day = 24 * 60 * 60_000

interface DailyParts {
  readonly unit: UnitOfWork
  readonly clock: Clock
  /** The name of the setting that remembers the last run. */
  readonly setting: string
  /** Begins the work; false when it cannot be done now and is tried at the next look. */
  readonly begin: () => Promise<boolean>
  readonly warn: (error: unknown) => void
}

/** Work that is done once a day, also by a hub that is never on for a day. */
export class DailyWork {
  private timer: () => void = () => undefined
  private looking: Promise<void> = Promise.resolve()

  constructor(private readonly parts: DailyParts) {}

  start(): void {
    this.after(firstLookAfter)
  }

  async stop(): Promise<void> {
    this.timer()
    await this.looking
  }

  private after(delay: number): void {
    this.timer = this.parts.clock.after(delay, () => {
      this.looking = this.looking.then(() => this.look()).catch((error: unknown) => this.parts.warn(error))
      this.after(lookEvery)
    })
  }

  private async look(): Promise<void> {
    const { unit, clock, setting, begin } = this.parts
    const last = await unit.read.settings.get(setting)
    const age = last === null ? Number.POSITIVE_INFINITY : clock.now() - Date.parse(last)
    // A run in a time to come was noted by a clock that was wrong.
    if (age >= 0 && age < day) return
    if (await begin()) await unit.write(({ settings }) => settings.set(setting, iso(clock.now())))
  }
}
