import { Worker } from 'node:worker_threads'
import type { Hashes } from '../domain/library/game'
import { LibraryUnavailable } from '../domain/library/library-files'

export interface HashOrder {
  readonly root: string
  readonly path: string
}

export type HashReply = { readonly hashes: Hashes } | { readonly refused: string }

/** Hashes files; `close` gives back what it holds. */
export interface FileHasher {
  hash(root: string, relativePath: string, signal: AbortSignal): Promise<Hashes>
  close(): Promise<void>
}

/**
 * Hashes on a thread of its own, so that a game of gigabytes does not make the hub deaf. One file at a time: a disk is
 * no faster with two. @param script the built hash-worker.
 */
export function createHashThread(script: string): FileHasher {
  let worker: Worker | null = null
  let turn: Promise<unknown> = Promise.resolve()

  const stop = async () => {
    const stopped = worker
    worker = null
    await stopped?.terminate()
  }

  const order = (root: string, path: string, signal: AbortSignal): Promise<Hashes> => {
    signal.throwIfAborted()
    const asked = (worker ??= started(script))
    return new Promise((resolve, reject) => {
      const end = (finish: () => void) => {
        asked.off('message', onReply).off('error', onFault).off('exit', onExit)
        signal.removeEventListener('abort', onAbort)
        finish()
      }
      const onReply = (reply: HashReply) => {
        end(() => {
          if ('hashes' in reply) resolve(reply.hashes)
          else reject(new LibraryUnavailable(reply.refused))
        })
      }
      const onFault = (error: Error) => {
        worker = null
        end(() => reject(error))
      }
      const onExit = () => onFault(new Error('The thread that hashes has ended'))
      // A thread in the middle of a large file does not listen: it is ended, and the next order starts another.
      const onAbort = () => {
        end(() => reject(new Error('The hashing was cancelled')))
        void stop()
      }
      asked.on('message', onReply).on('error', onFault).on('exit', onExit)
      signal.addEventListener('abort', onAbort)
      asked.postMessage({ root, path } satisfies HashOrder, [])
    })
  }

  return {
    hash(root, relativePath, signal) {
      const result = turn.then(() => order(root, relativePath, signal))
      turn = result.catch(() => undefined)
      return result
    },
    close: stop,
  }
}

function started(script: string): Worker {
  const worker = new Worker(script)
  // It must not keep a hub alive that has nothing else to do.
  worker.unref()
  return worker
}
