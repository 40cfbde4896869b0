import type { RunningHub } from '../hub'
import { stopWithin } from './shutdown'

/**
 * A hub that starts when told, so that loading its libraries does not hold up the first paint; whoever needs it waits
 * for `running`.
 */
export class LateHub {
  /** Settles with the hub, or with why it could not start; pending until {@link start}. */
  readonly running: Promise<RunningHub>
  private begin: () => void = () => undefined
  private begun = false

  constructor(startHub: () => Promise<RunningHub>) {
    this.running = new Promise<void>((resolve) => {
      this.begin = resolve
    }).then(startHub)
  }

  /** Starts it; again has no effect. */
  start(): void {
    this.begun = true
    this.begin()
  }

  /**
   * @param longest milliseconds, if it shall not have its ten seconds
   * @returns whether it stopped in the time it has; at once if it was never started.
   */
  stop(longest?: number): Promise<boolean> {
    return stopWithin(this.begun ? this.running : null, longest)
  }
}
