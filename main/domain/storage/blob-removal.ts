import type { Job, JobHandle, JobRegistry } from '../jobs/job-registry'
import type { BlobStore } from '../saves/blob-store'
import type { UnitOfWork } from '../unit-of-work'

/** Jobs that copy what is stored. */
const copying = ['backup', 'move']

/** Takes the files of contents away that no row needs any more, in the order they were given. */
export class BlobRemoval {
  private readonly waiting = new Set<string>()

  constructor(
    private readonly unit: UnitOfWork,
    private readonly blobs: BlobStore,
    private readonly jobs: JobRegistry,
  ) {}

  /** Whether copies are being made of the contents: nothing is taken away then. */
  get isHeldUp(): boolean {
    return copying.some((kind) => this.jobs.running(kind) !== null)
  }

  /** As a job, also one that runs already; null for nothing to do. What a crash leaves, the daily collection finds. */
  start(contents: readonly string[]): Job | null {
    for (const sha256 of contents) this.waiting.add(sha256)
    // While a backup is made everything stays: the daily collection takes it later.
    if (this.waiting.size === 0 || this.isHeldUp) return null
    return this.jobs.start('free-space', (handle) => this.drain(handle))
  }

  /** One content, if still no row needs it. @returns whether it was taken away. */
  async remove(sha256: string): Promise<boolean> {
    const isWanted = () => this.unit.read.saves.isReferenced(sha256)
    return (await this.blobs.remove(sha256, isWanted)) === 'removed'
  }

  private async drain(handle: JobHandle): Promise<void> {
    let done = 0
    for (const sha256 of this.waiting) {
      if (handle.signal.aborted || this.isHeldUp) return
      this.waiting.delete(sha256)
      await this.remove(sha256)
      done += 1
      handle.progress(done, done + this.waiting.size)
    }
  }
}
