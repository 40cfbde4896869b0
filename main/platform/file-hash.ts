import { createHash } from 'node:crypto'
import { crc32 } from '../domain/library/crc32'
import type { Hashes } from '../domain/library/game'
import { openInside } from './folder-reader'

/** Reads a file of a folder to its end. @throws LibraryUnavailable */
export async function hashInside(root: string, relativePath: string, signal?: AbortSignal): Promise<Hashes> {
  const file = await openInside(root, relativePath)
  const md5 = createHash('md5')
  const sha1 = createHash('sha1')
  let crc = 0
  try {
    for await (const chunk of file.read(0, file.sizeBytes)) {
      signal?.throwIfAborted()
      md5.update(chunk)
      sha1.update(chunk)
      crc = crc32(chunk, crc)
    }
  } finally {
    await file.close()
  }
  return { crc: crc.toString(16).padStart(8, '0'), md5: md5.digest('hex'), sha1: sha1.digest('hex') }
}
