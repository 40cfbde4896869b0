import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { nodeFiles } from '../../../main/store/blobs/node-files'
import { openOn } from './fixture'

/** A folder that goes when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'roost-blobs-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

/** A store in a folder of its own, on the real disk. */
export async function realStore() {
  const folder = await temporaryFolder()
  return { folder, ...(await openOn(nodeFiles(folder))) }
}
