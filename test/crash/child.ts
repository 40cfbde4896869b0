import { systemRandom } from '../../main/platform/system-random'
import { nodeFiles } from '../../main/store/blobs/node-files'
import { openBlobStore } from '../../main/store/blobs/open-blob-store'
import { aDescription, sha256, someBytes } from '../unit/blobs/fixture'

/** Bytes: most saves are small, some are a memory card. */
const sizes = [0, 100, 8192, 32_768, 131_072, 1_000_000]

/**
 * For a process of its own: stores contents, their descriptions, and the same contents again, four at a time without end,
 * and says so after each. It is to be killed.
 */
export async function storeWithoutEnd(folder: string, round: number): Promise<void> {
  const { blobs, descriptions } = await openBlobStore(nodeFiles(folder), systemRandom)
  // On a pipe this is written when it returns: nothing is said that the parent cannot read after a kill.
  const say = (line: string) => process.stdout.write(`${line}\n`)
  let count = 0
  const work = async () => {
    for (;;) {
      count += 1
      const number = count
      // Every fifth is one that an earlier round may have stored, or was killed while storing.
      const seed = number % 5 === 0 ? `shared ${number % 20}` : `${round} ${number}`
      const bytes = someBytes(seed, sizes[number % sizes.length] ?? 0)
      const stored = await blobs.put(pieces(bytes), { limit: 2_000_000 })
      say(`stored ${sha256(bytes)} ${bytes.length}`)
      stored.release()
      const versionId = round * 100_000 + number
      await descriptions.describe(aDescription({ versionId, sha256: stored.sha256, size: stored.size }))
      say(`described ${versionId} ${stored.sha256}`)
    }
  }
  say('ready')
  await Promise.all([work(), work(), work(), work()])
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += 65_536) yield bytes.subarray(start, start + 65_536)
}
