import type { BlobStore } from '../../domain/saves/blob-store'
import type { DescriptionStore } from '../../domain/saves/blob-store-description'
import type { Random } from '../../domain/random'
import { DurableFolder } from './durable-folder'
import { FileBlobStore } from './file-blob-store'
import { FileDescriptionStore } from './file-description-store'
import type { Files } from './file-port'

/**
 * The contents of a data folder and their descriptions. Only the process that holds the folder's lock may open them:
 * what another start left unfinished is swept. Works in a folder that may only be read, for reading.
 */
export async function openBlobStore(
  files: Files,
  random: Random,
): Promise<{ blobs: BlobStore; descriptions: DescriptionStore }> {
  const start = Buffer.from(random.bytes(8)).toString('hex')
  const blobs = new DurableFolder(files, 'blobs', start)
  const sidecars = new DurableFolder(files, 'sidecars', start)
  await blobs.sweep()
  await sidecars.sweep()
  return {
    blobs: new FileBlobStore(files, blobs),
    descriptions: new FileDescriptionStore(files, sidecars),
  }
}
