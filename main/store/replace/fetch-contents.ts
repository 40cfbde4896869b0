import type { BlobStore } from '../../domain/saves/blob-store'
import type { StoreLog } from '../store-options'

/**
 * Takes every content from a backup that is not here, or not whole.
 * @returns how many came.
 */
export async function fetchContents(from: BlobStore, to: BlobStore, log: StoreLog): Promise<number> {
  let copied = 0
  for await (const sha256 of from.list()) {
    if ((await to.verify(sha256)) === 'intact') continue
    const found = await from.get(sha256)
    if (found === null) continue
    const stored = await to.put(found.stream, { limit: found.size })
    stored.release()
    if (stored.sha256 === sha256) copied += 1
    else {
      if (stored.isNew) await to.remove(stored.sha256)
      log.warn({ content: sha256.slice(0, 12) }, 'a content of the backup is damaged and was left out')
    }
  }
  return copied
}
