import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, open, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { say } from '../../shared/sentences/say'
import { LibraryUnavailable, type OpenedFile } from '../domain/library/library-files'

/** Bytes read at once. */
const chunkSize = 256 * 1024

/** A link is not opened, and a pipe or a device does not make the hub wait. Windows has neither flag. */
const flags =
  process.platform === 'win32'
    ? constants.O_RDONLY
    : constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** Tells whether `inner` is `outer` or lies in it, by whole path parts: `/a/bc` is not in `/a/b`. */
export function contains(outer: string, inner: string): boolean {
  const path = relative(outer, inner)
  return path === '' || (!isAbsolute(path) && path !== '..' && !path.startsWith(`..${sep}`))
}

/**
 * Opens a plain file of a folder. Links are not followed in its last part, and wherever links in the parts before
 * lead, what was opened must lie in the folder in the end: asked of the system after opening, so that nothing can be
 * changed between asking and opening.
 * @throws LibraryUnavailable
 */
export async function openInside(root: string, relativePath: string): Promise<OpenedFile> {
  const handle = await openHandle(root, relativePath)
  try {
    const seen = await handle.stat({ bigint: true })
    if (!seen.isFile()) throw new LibraryUnavailable(say('file.notFile', { path: relativePath }))
    await assertInside(root, relativePath, handle)
    return {
      sizeBytes: Number(seen.size),
      modifiedAt: modifiedAtOf(seen),
      read: (start, length) => chunks(handle, start, length),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** One rule for all: Node rounds the time of an ordinary answer and cuts that of one in whole numbers. */
export function modifiedAtOf({ mtimeNs }: BigIntStats): string {
  return new Date(Number(mtimeNs / 1_000_000n)).toISOString()
}

async function openHandle(root: string, relativePath: string): Promise<FileHandle> {
  const path = join(root, relativePath)
  if (relativePath.includes('\0') || path === root || !contains(root, path)) {
    throw new LibraryUnavailable(say('file.outside'))
  }
  return open(path, flags).catch((error: unknown) => {
    throw new LibraryUnavailable(say('folder.unreadable', { path: relativePath, code: codeOf(error) }))
  })
}

async function assertInside(root: string, relativePath: string, handle: FileHandle): Promise<void> {
  const place = await realpath(join(root, relativePath))
  const [there, opened] = await Promise.all([stat(place, { bigint: true }), handle.stat({ bigint: true })])
  const isSame = there.ino === opened.ino && there.dev === opened.dev
  if (!isSame || !contains(root, place)) {
    throw new LibraryUnavailable(say('file.notInside', { path: relativePath }))
  }
}

async function* chunks(handle: FileHandle, start: number, length: number): AsyncGenerator<Uint8Array> {
  try {
    let done = 0
    while (done < length) {
      const buffer = Buffer.allocUnsafe(Math.min(chunkSize, length - done))
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, start + done)
      // A broken transfer is seen by the client; a short one that looks whole is not.
      if (bytesRead === 0) throw new Error('A file became shorter while it was read')
      done += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

/** The system's word for what failed, e.g. `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
