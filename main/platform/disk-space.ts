import { statfs } from 'node:fs/promises'
import type { DiskSpace } from '../domain/storage/disk-space'

/** The space on the disk of a folder; null where the system does not tell. */
export async function diskSpaceOf(folder: string): Promise<DiskSpace | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return blocks === 0 ? null : { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch {
    return null
  }
}
