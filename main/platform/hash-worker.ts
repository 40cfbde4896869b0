import { parentPort } from 'node:worker_threads'
import { hashInside } from './file-hash'
import type { HashOrder, HashReply } from './hash-thread'

/** The other thread of hash-thread.ts: one order, one reply. */
parentPort?.on('message', ({ root, path }: HashOrder) => {
  hashInside(root, path)
    .then(
      (hashes): HashReply => ({ hashes }),
      (error: unknown): HashReply => ({ refused: error instanceof Error ? error.message : String(error) }),
    )
    .then((reply) => parentPort?.postMessage(reply, []))
    .catch((error: unknown) => {
      throw error
    })
})
