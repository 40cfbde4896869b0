import type { DiskSpace } from '../../main/domain/storage/disk-space'

/** The disk of a test's hub: the machine's own may be nearly full. */
export class TestDisk {
  freeBytes = 400 * 1024 ** 3
  totalBytes = 500 * 1024 ** 3

  readonly measure = (): Promise<DiskSpace> => {
    const { freeBytes, totalBytes } = this
    return Promise.resolve({ freeBytes, totalBytes })
  }
}
