import { createCipheriv, createHash } from 'node:crypto'
import type { BlobStore, ByteSource, RandomAccess } from '../../../main/domain/saves/blob-store'
import type { VersionDescription } from '../../../main/domain/saves/blob-store-description'
import { systemRandom } from '../../../main/platform/system-random'
import type { Files } from '../../../main/store/blobs/file-port'
import { openBlobStore } from '../../../main/store/blobs/open-blob-store'

export const mebibyte = 1024 * 1024

export function openOn(files: Files) {
  return openBlobStore(files, systemRandom)
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function md5(bytes: Uint8Array | string): string {
  return createHash('md5').update(bytes).digest('hex')
}

/** Bytes that look random and are the same at every run. */
export function someBytes(seed: number | string, size: number): Buffer {
  const key = createHash('sha256').update(String(seed)).digest().subarray(0, 16)
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size))
}

/** Numbers from 0 to before 1 that are the same at every run (a linear congruential generator). */
export function seeded(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export async function bytesOf(source: ByteSource): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The bytes of a content as the store gives them. */
export async function readBack(blobs: BlobStore, name: string): Promise<Buffer | null> {
  const found = await blobs.get(name)
  return found && bytesOf(found.stream)
}

export async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** A file that is only in memory. */
export function inMemory(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    read(target, position) {
      const part = bytes.subarray(position, position + target.length)
      target.set(part)
      return Promise.resolve(part.length)
    },
    close: () => Promise.resolve(),
  }
}

export function aDescription(change: Partial<VersionDescription> = {}): VersionDescription {
  return {
    versionId: 1_234_567,
    person: { id: 2_000_001, name: 'robin' },
    game: { id: 3_000_001, platform: 'gba', name: 'Golden Sun', fileName: 'Golden Sun (USA).gba' },
    kind: 'save',
    key: 'autosave',
    sequence: 3,
    parentId: 1_234_566,
    origin: { deviceId: 'd5', deviceName: 'Pocket' },
    arrivedAt: '2026-01-02T12:00:00.000Z',
    claimedAt: null,
    sha256: 'a'.repeat(64),
    contentHash: 'b'.repeat(32),
    hashRule: 1,
    size: 32_768,
    fileName: 'Golden Sun [2026-01-02_12-00-00].srm',
    emulator: 'mgba',
    pinned: false,
    note: null,
    state: 'head',
    ...change,
  }
}
