import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const run = promisify(execFile)

export interface SmallDisk {
  readonly folder: string
  /** Makes it one that may only be read, as the system does with a failing disk. */
  fail(): Promise<void>
}

/** A real filesystem of so many MiB in a file of `folder`, until the test ends; null where nobody may mount one. */
export async function smallDisk(folder: string, mebibytes: number): Promise<SmallDisk | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const image = join(folder, 'disk.image')
  const mounted = join(folder, 'disk')
  await mkdir(mounted)
  await writeFile(image, Buffer.alloc(mebibytes * 1024 * 1024))
  await run('mkfs.ext4', ['-q', '-b', '1024', '-m', '0', image])
  try {
    await run('mount', ['-o', 'loop', image, mounted])
  } catch {
    return null
  }
  onTestFinished(async () => {
    await run('umount', [mounted])
  })
  return {
    folder: mounted,
    fail: async () => {
      await run('mount', ['-o', 'remount,abort', mounted])
    },
  }
}
