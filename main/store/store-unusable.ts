import { QueryFailedError } from 'typeorm'
import { say } from '../../shared/sentences/say'

export type StoreUnusableReason =
  | 'locked'
  | 'not-writable'
  | 'network-filesystem'
  | 'newer'
  | 'unknown-migration'
  | 'damaged'
  | 'migration-failed'

/**
 * The data folder cannot be used (cli.md, exit status 4). The message is for the person who started the hub: what
 * happened, what was kept, what to do.
 */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable'

  constructor(
    readonly reason: StoreUnusableReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

const damaged = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR'])
const busy = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED'])
const notWritable = new Set([
  'SQLITE_CANTOPEN',
  'SQLITE_FULL',
  'SQLITE_PERM',
  'SQLITE_READONLY',
  'EACCES',
  'EEXIST',
  'EDQUOT',
  'EIO',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOSPC',
  'ENOTDIR',
  'EPERM',
  'EROFS',
])

/** Says what a system or SQLite error on `path` means for the person; an error of neither kind is given back as it is. */
export function asUnusable(error: unknown, path: string): unknown {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error
  const code = codeOf(cause)
  if (!(cause instanceof Error) || code === null) return error
  if (damaged.has(code)) return damage(path, cause.message, cause)
  if (busy.has(code)) {
    return new StoreUnusable('locked', say('start.inUse', { path, finding: cause.message }), { cause })
  }
  if (notWritable.has(code)) {
    return new StoreUnusable('not-writable', say('start.notWritable', { path, finding: cause.message }), {
      cause,
    })
  }
  return error
}

/** @param finding what is wrong with the database, in a few words. */
export function damage(path: string, finding: string, cause?: Error): StoreUnusable {
  return new StoreUnusable('damaged', say('start.damaged', { path, finding }), cause && { cause })
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
