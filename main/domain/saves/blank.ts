import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { atMost } from '../limits/at-most'

/** Tells while bytes pass by whether all of them are 00, or all FF: a save that was never written (design section 7). */
export class BlankDetector {
  private blank = true
  private first: number | null = null

  add(bytes: Uint8Array): void {
    if (!this.blank) return
    for (const byte of bytes) {
      this.first ??= byte
      if (byte !== this.first || (byte !== 0x00 && byte !== 0xff)) {
        this.blank = false
        return
      }
    }
  }

  /** True of no bytes at all: nothing is in them. */
  get isBlank(): boolean {
    return this.blank
  }
}

/** MD5 of no bytes, which is also the content hash of an archive without files (wire.md 6.9). */
export const emptyContentHash = 'd41d8cd98f00b204e9800998ecf8427e'

/**
 * Content hashes of blank saves: of each power of two from 512 bytes to 1 MiB the MD5 of that many 00, then of FF.
 * A constant table, so that a client's negotiation never makes the hub compute.
 */
export const blankContentHashes: ReadonlySet<string> = new Set([
  emptyContentHash,
  'bf619eac0cdf3f68d496ea9344137e8b',
  '0f343b0931126a20f133d67c2b018a3b',
  'c99a74c555371a433d121f551d6c6398',
  '620f0b67a91f7f74151bc5be745b7110',
  '0829f71740aab1ab98b33eae21dee122',
  'ce338fe6899778aacfc28414f2d9498b',
  'bb7df04e1b0a2570657527a7e108ae23',
  'fcd6bcb56c1689fcef28b57c22475bad',
  '0dfbe8aa4c20b52e1b8bf3cb6cbdf193',
  'ec87a838931d4d5d2e94a04644788a55',
  '59071590099d21dd439896592338bf95',
  'b6d81b360a5672d80c27430f39153e2c',
  'de03fe65a6765caa8c91343acc62cffc',
  '9a8918b11878da506f761bc1c9c4ce17',
  'e0deebd3c3f560212af17c68b9344bae',
  '6ae59e64850377ee5470c854761551ea',
  '84d04c9d6cc8ef35bf825d51a5277699',
  '92ab673d915a94dcf187720e8ac0d608',
  '3df7b33399422731e8e5615785c0536d',
  'ecb99e6ffea7be1e5419350f725da86b',
  '41d2e2c0c0edfccf76fa1c3e38bc1cf2',
  '09a1d434dbd7197e7c3af8a7c28ca38b',
  '38eb11b49b828dc070270680a8a37845',
  '2fdd6851b32ae931637d4845c037b550',
])

/** Bytes. A blank save above this is found blank at upload only. */
const largestComputed = 16 * 1024 * 1024

const hashesBySize = new LRUCache<number, readonly string[]>(atMost(4_096))

/** Bytes: the sizes the constant table has. */
const tabled = { smallest: 512, largest: 1024 * 1024 }

/**
 * Whether a client's hash names a blank save, without its bytes.
 * @param headSize bytes of the line's head, whose size a blank save usually shares; never a size the client names.
 */
export function isBlankContentHash(contentHash: string, headSize: number): boolean {
  return blankContentHashes.has(contentHash) || blankHashesOfSize(headSize).includes(contentHash)
}

function blankHashesOfSize(size: number): readonly string[] {
  const isTabled = size >= tabled.smallest && size <= tabled.largest && Number.isInteger(Math.log2(size))
  if (isTabled || size > largestComputed) return []
  const known = hashesBySize.get(size)
  if (known) return known
  const hashes = [0x00, 0xff].map((value) => hashOfUniform(value, size))
  hashesBySize.set(size, hashes)
  return hashes
}

function hashOfUniform(value: number, size: number): string {
  return createHash('md5').update(new Uint8Array(size).fill(value)).digest('hex')
}
