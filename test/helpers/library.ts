import type { FolderWatcher } from '../../main/domain/library/library-files'
import { hashInside } from '../../main/platform/file-hash'
import type { FileHasher } from '../../main/platform/hash-thread'

/** Hashes as the real one does, without a thread: that needs a built file, and has a test of its own. */
export const sameThreadHasher: FileHasher = {
  hash: hashInside,
  close: () => Promise.resolve(),
}

/** A watcher whose changes are the test's own. */
export class TestWatcher implements FolderWatcher {
  private readonly watched = new Map<string, { change: () => void; fault: (error: unknown) => void }>()

  watch(root: string, onChange: () => void, onFault: (error: unknown) => void): () => Promise<void> {
    this.watched.set(root, { change: onChange, fault: onFault })
    return () => {
      this.watched.delete(root)
      return Promise.resolve()
    }
  }

  get roots(): string[] {
    return [...this.watched.keys()]
  }

  /** Something changed in every watched folder. */
  change(): void {
    for (const { change } of this.watched.values()) change()
  }

  fail(error: Error): void {
    for (const { fault } of this.watched.values()) fault(error)
  }
}
