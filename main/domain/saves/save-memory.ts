import type { SyncMemory } from '../devices/sync-memory'

/** The marks of a device: after it starts anew they prove nothing until it shows what it holds (design section 7). */
export const saveMemory: SyncMemory = {
  async doubt({ saves, sync }, deviceId, at) {
    await saves.doubtMarks(deviceId)
    await sync.startDoubt(deviceId, at)
  },
}
