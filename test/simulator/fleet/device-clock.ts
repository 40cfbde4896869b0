/** How a handheld's clock goes wrong. */
export type ClockModel = 'right' | 'frozen-1970' | 'reset-at-boot' | 'year-ahead' | 'wrong-zone' | 'drifting'

export const clockModels = [
  'right',
  'frozen-1970',
  'reset-at-boot',
  'year-ahead',
  'wrong-zone',
  'drifting',
] as const satisfies readonly ClockModel[]

const hour = 3_600_000
const year = 365 * 24 * hour

/** What a handheld without a battery for its clock starts with. */
const factory = Date.parse('2019-01-01T00:00:00Z')

/** The time as one handheld tells it. */
export class DeviceClock {
  private bootedAt: number

  constructor(
    readonly model: ClockModel,
    /** Milliseconds since the epoch, by a clock that is right. */
    private readonly truth: () => number,
  ) {
    this.bootedAt = truth()
  }

  reboot(): void {
    this.bootedAt = this.truth()
  }

  now(): number {
    const now = this.truth()
    switch (this.model) {
      case 'right':
        return now
      case 'frozen-1970':
        return 0
      case 'reset-at-boot':
        return factory + (now - this.bootedAt)
      case 'year-ahead':
        return now + year
      case 'wrong-zone':
        return now - 9 * hour
      case 'drifting':
        return now + (now - this.bootedAt) * 0.05
    }
  }
}
