import { StorageFailed, StorageFull, StorageReadOnly } from '../../domain/saves/blob-store-errors'

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const readOnly = new Set(['EROFS', 'EACCES', 'EPERM'])

/** Runs file operations; what the system refuses leaves as one of three errors that a person understands. */
export async function onDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw asStorageError(error)
  }
}

function asStorageError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  if (!('syscall' in error)) return error
  if (full.has(error.code)) return new StorageFull({ cause: error })
  if (readOnly.has(error.code)) return new StorageReadOnly({ cause: error })
  return new StorageFailed({ cause: error })
}
