import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { syncFile, syncFolder } from '../sync-to-disk'
import type { FileKind, Files, NewFile, OpenFile } from './file-port'

/** Windows has no such flag, and makes links for administrators only. */
const noFollow = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW

/**
 * The files of a data folder; only its owner may look inside. On macOS Node's fsync asks the drive to empty its own
 * cache too (F_FULLFSYNC, in libuv); elsewhere that is up to the system.
 */
export function nodeFiles(folder: string): Files {
  const full = (path: string) => join(folder, path)
  return {
    async makeFolder(path) {
      await mkdir(full(path), { mode: 0o700 }).catch((error: unknown) => {
        if (!hasCode(error, 'EEXIST')) throw error
      })
    },
    syncFolder: (path) => syncFolder(full(path)),
    syncFile: (path) => syncFile(full(path)),
    create: async (path) => newFile(await open(full(path), 'wx', 0o600)),
    open: (path) => openFile(full(path)),
    async kindOf(path) {
      const found = await orNull(lstat(full(path)))
      return found && kindOf(found)
    },
    rename: (from, to) => rename(full(from), full(to)),
    async remove(path) {
      return (await orNull(unlink(full(path)).then(() => true))) ?? false
    },
    async list(path) {
      const entries = await orNull(readdir(full(path), { withFileTypes: true }))
      return (entries ?? []).map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
    },
  }
}

function kindOf(found: Pick<Stats, 'isFile' | 'isDirectory'>): FileKind {
  if (found.isFile()) return 'file'
  return found.isDirectory() ? 'folder' : 'other'
}

function newFile(handle: FileHandle): NewFile {
  return {
    async write(bytes) {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done)
        done += bytesWritten
      }
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  }
}

async function openFile(path: string): Promise<OpenFile | null> {
  const handle = await orNull(open(path, constants.O_RDONLY | noFollow))
  if (handle === null) return null
  try {
    const { size } = await handle.stat()
    return {
      size,
      async read(target, position) {
        let done = 0
        while (done < target.length) {
          const { bytesRead } = await handle.read(target, done, target.length - done, position + done)
          if (bytesRead === 0) break
          done += bytesRead
        }
        return done
      },
      async stream(start, end) {
        if (start < end) return handle.createReadStream({ start, end: end - 1 })
        // Node's own stream takes no empty range.
        await handle.close()
        return Readable.from([])
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function orNull<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
