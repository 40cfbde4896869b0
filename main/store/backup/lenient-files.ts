import type { Files } from '../blobs/file-port'

/** What filesystems answer that have no fsync of a folder, such as those of other machines and of memory cards. */
const unsupported = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EBADF'])

/** Files of a disk that may not be able to make a folder's names durable: a backup there is better than none. */
export function lenientFiles(files: Files): Files {
  return {
    makeFolder: (path) => files.makeFolder(path),
    syncFile: (path) => files.syncFile(path),
    create: (path) => files.create(path),
    open: (path) => files.open(path),
    kindOf: (path) => files.kindOf(path),
    rename: (from, to) => files.rename(from, to),
    remove: (path) => files.remove(path),
    list: (path) => files.list(path),
    async syncFolder(path) {
      await files.syncFolder(path).catch((error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : ''
        if (!unsupported.has(code)) throw error
      })
    },
  }
}
