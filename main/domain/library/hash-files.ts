import { type Clock, iso } from '../clock'
import type { JobHandle } from '../jobs/job-registry'
import type { UnitOfWork } from '../unit-of-work'
import type { Hashes } from './game'
import { LibraryUnavailable, type LibraryFiles } from './library-files'
import type { UnhashedFile } from './library-store'

const pageSize = 50
/** Bytes read before what was found out is stored: a cancelled or killed hub reads no more than these again. */
const mostBytes = 1024 ** 3

/** Hashes what was not hashed yet. Where it was stopped it goes on the next time, because what is known is stored. */
export async function hashFiles(
  unit: UnitOfWork,
  files: LibraryFiles,
  clock: Clock,
  handle: JobHandle,
): Promise<void> {
  const total = await unit.read.library.countUnhashed()
  let done = 0
  let after = 0
  handle.progress(done, total)
  for (;;) {
    const page = await unit.read.library.unhashedFiles(after, pageSize)
    if (page.length === 0) return
    let known: [UnhashedFile, Hashes][] = []
    let bytes = 0
    const store = async () => {
      const at = iso(clock.now())
      const storing = known
      known = []
      bytes = 0
      if (storing.length === 0) return
      await unit.write(async ({ library }) => {
        for (const [file, hashes] of storing) await library.setHashes(file, hashes, at)
      })
    }
    for (const file of page) {
      if (handle.signal.aborted) break
      const hashes = await hashOf(files, file, handle)
      if (hashes) known.push([file, hashes])
      bytes += file.sizeBytes
      if (bytes >= mostBytes) await store()
      done += 1
      after = file.id
      handle.progress(done, Math.max(done, total))
    }
    await store()
    if (handle.signal.aborted) return
  }
}

async function hashOf(files: LibraryFiles, file: UnhashedFile, handle: JobHandle): Promise<Hashes | null> {
  try {
    return await files.hash(file.root, file.path, handle.signal)
  } catch (error) {
    if (handle.signal.aborted) return null
    if (!(error instanceof LibraryUnavailable)) throw error
    handle.problem(error.message)
    return null
  }
}
