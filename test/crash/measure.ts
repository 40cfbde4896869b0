import { createHash } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { systemRandom } from '../../main/platform/system-random'
import { nodeFiles } from '../../main/store/blobs/node-files'
import { openBlobStore } from '../../main/store/blobs/open-blob-store'
import { syncFolder } from '../../main/store/sync-to-disk'
import { mebibyte, someBytes } from '../unit/blobs/fixture'

/** For a process of its own: says by how many bytes its resident memory grew during one put of `size` bytes. */
export async function growthOfOnePut(folder: string, size: number): Promise<void> {
  const { blobs } = await openBlobStore(nodeFiles(folder), systemRandom)
  const put = (bytes: number, seed: string, seen: () => void) =>
    blobs.put(arriving(bytes, seed, seen), { limit: size })
  // What Node itself takes when it first hashes and writes is not the put's.
  for (let time = 0; time < 4; time += 1) await put(8 * mebibyte, `warm ${time}`, () => undefined)
  const before = process.memoryUsage.rss()
  let most = before
  await put(size, 'measured', () => {
    most = Math.max(most, process.memoryUsage.rss())
  })
  process.stdout.write(`${most - before}\n`)
}

/** Bytes as a request brings them: each piece is a new one. */
function* arriving(size: number, seed: string, seen: () => void): Generator<Buffer> {
  const piece = someBytes(seed, 65_536)
  for (let sent = 0; sent < size; sent += piece.length) {
    const copy = Buffer.from(piece)
    copy.writeUInt32LE(sent / piece.length, 0)
    yield copy
    seen()
  }
}

/** For a process of its own: says how many durable puts of 32 KiB a second the store does, and how many bare steps do. */
export async function comparePuts(folder: string, count: number): Promise<void> {
  const { blobs } = await openBlobStore(nodeFiles(join(folder)), systemRandom)
  const store = async (bytes: Buffer) => {
    const stored = await blobs.put([bytes], { limit: mebibyte })
    stored.release()
  }
  const bare = await bareSteps(join(folder, 'bare'))
  const rates = { store: 0, bare: 0 }
  // In turns, so that a disk or a neighbour that is busy for a while slows both.
  for (let turn = 0; turn < 4; turn += 1) {
    rates.bare += await rateOf(bare, count / 4, `bare ${turn}`)
    rates.store += await rateOf(store, count / 4, `store ${turn}`)
  }
  process.stdout.write(`${JSON.stringify({ store: rates.store / 4, bare: rates.bare / 4 })}\n`)
}

/** Write, two hashes, fsync, rename, fsync of the folder: nothing less is a durable put. */
async function bareSteps(folder: string) {
  for (let byte = 0; byte < 256; byte += 1) {
    await mkdir(join(folder, byte.toString(16).padStart(2, '0')), { recursive: true })
  }
  return async (bytes: Buffer) => {
    const name = createHash('sha256').update(bytes).digest('hex')
    createHash('md5').update(bytes).digest('hex')
    const temporary = join(folder, `${name}.part`)
    const file = await open(temporary, 'wx')
    await file.write(bytes)
    await file.sync()
    await file.close()
    const target = join(folder, name.slice(0, 2))
    await rename(temporary, join(target, name))
    await syncFolder(target)
  }
}

async function rateOf(put: (bytes: Buffer) => Promise<void>, count: number, seed: string): Promise<number> {
  const contents = Array.from({ length: count }, (_, index) => someBytes(`${seed} ${index}`, 32_768))
  const started = performance.now()
  const caller = async () => {
    for (let next = contents.pop(); next !== undefined; next = contents.pop()) await put(next)
  }
  await Promise.all(Array.from({ length: 8 }, caller))
  return count / ((performance.now() - started) / 1000)
}
