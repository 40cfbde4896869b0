import { createHash } from 'node:crypto'

/** The bytes of one save, as a handheld has them on its card. */
export interface Content {
  readonly bytes: Buffer
  readonly md5: string
  readonly sha256: string
  readonly isBlank: boolean
}

/** Bytes: a size at which a blank save is known by its hash. */
const size = 512

export const blank = contentOf(Buffer.alloc(size))

/** Progress nobody else has: each name gives other bytes. */
export function progress(name: string): Content {
  return contentOf(Buffer.alloc(size, `${name} `))
}

export function contentOf(bytes: Buffer): Content {
  return {
    bytes,
    md5: createHash('md5').update(bytes).digest('hex'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    isBlank: bytes.every((byte) => byte === 0),
  }
}
