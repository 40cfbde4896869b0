import {
  close as closeLater,
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  fsync,
  open,
  openSync,
  read,
  type Stats,
  write,
} from 'node:fs'
import { lstat, mkdir, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { syncFile } from '../sync-to-disk'
import type { FileKind, Files, NewFile, OpenFile } from './file-port'

/** Windows has no such flag, and makes links for administrators only. */
const noFollow = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW

const closeFile = promisify(closeLater)
const readFrom = promisify(read)
const writeTo = promisify(write)
const syncTo = promisify(fsync)

function openAs(path: string, flags: string | number, mode?: number): Promise<number> {
  return new Promise((resolve, reject) => {
    open(path, flags, mode, (error, file) => (error ? reject(error) : resolve(file)))
  })
}

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
    create: async (path) => newFile(await openAs(full(path), 'wx', 0o600)),
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

/**
 * As the one for folders of any place, but what the system has at hand is not asked for in the pool of threads, where a
 * turn takes longer: the name in the folder was just made, and closing what was fsynced has nothing to write.
 */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    await syncTo(folder)
  } finally {
    closeSync(folder)
  }
}

function newFile(file: number): NewFile {
  let isSynced = false
  return {
    async write(bytes) {
      isSynced = false
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await writeTo(file, bytes, done, bytes.length - done, null)
        done += bytesWritten
      }
    },
    async sync() {
      await syncTo(file)
      isSynced = true
    },
    async close() {
      if (isSynced) closeSync(file)
      else await closeFile(file)
    },
  }
}

async function openFile(path: string): Promise<OpenFile | null> {
  const file = await orNull(openAs(path, constants.O_RDONLY | noFollow))
  if (file === null) return null
  try {
    // The system has just read it to open the file.
    const { size } = fstatSync(file)
    return openedFile(file, size)
  } catch (error) {
    closeSync(file)
    throw error
  }
}

function openedFile(file: number, size: number): OpenFile {
  let isOpen = true
  const close = () => {
    if (isOpen) closeSync(file)
    isOpen = false
    return Promise.resolve()
  }
  return {
    size,
    async read(target, position) {
      let done = 0
      while (done < target.length) {
        const { bytesRead } = await readFrom(file, target, done, target.length - done, position + done)
        if (bytesRead === 0) break
        done += bytesRead
      }
      return done
    },
    async stream(start, end) {
      if (start < end) {
        // It closes the file, and only once.
        isOpen = false
        return createReadStream('', { fd: file, start, end: end - 1 })
      }
      // Node's own stream takes no empty range.
      await close()
      return Readable.from([])
    },
    close,
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
