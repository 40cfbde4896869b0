import type { Writers } from '../unit-of-work'

/** What the hub remembers of the saves a device holds (design section 7). */
export interface SyncMemory {
  /** From now on that memory proves nothing: the device says it starts anew. In the caller's transaction. */
  doubt(writers: Writers, deviceId: string, at: string): Promise<void>
}
