import { say } from '../../../shared/sentences/say'
import { importLimits } from '../../../shared/api/import'
import type { Random } from '../../domain/random'
import { type ImportSource, ImportUnavailable } from '../../domain/import/import-source'
import type { ByteSource } from '../../domain/saves/blob-store'
import { ContentTooLarge } from '../../domain/saves/blob-store-errors'
import type { Files } from '../blobs/file-port'
import { onDisk } from '../blobs/storage-errors'
import { filesOfArchive } from './import-archive'

/** In the data folder; what is in it is gone after the next start. */
const folder = 'imports'

/** Archives that were sent to be imported: in the data folder while somebody looks at them. */
export class ImportArchives {
  constructor(
    private readonly files: Files,
    private readonly random: Random,
  ) {}

  /** @throws ImportUnavailable, ContentTooLarge, and whatever the stream throws; nothing stays then. */
  async keep(bytes: ByteSource, name: string): Promise<ImportSource> {
    const path = `${folder}/${this.random.uuid()}.zip`
    const remove = async () => {
      await this.files.remove(path).catch(() => false)
    }
    try {
      await this.write(path, bytes)
      return await this.open(path, name, remove)
    } catch (error) {
      await remove()
      throw error
    }
  }

  /** Removes what earlier starts left. */
  async sweep(): Promise<void> {
    for (const { name, kind } of await this.files.list(folder)) {
      if (kind === 'file') await this.files.remove(`${folder}/${name}`).catch(() => false)
    }
  }

  private async write(path: string, bytes: ByteSource): Promise<void> {
    await onDisk(() => this.files.makeFolder(folder))
    const file = await onDisk(() => this.files.create(path))
    try {
      let size = 0
      for await (const piece of bytes) {
        size += piece.length
        if (size > importLimits.zip) throw new ContentTooLarge(importLimits.zip)
        await onDisk(() => file.write(piece))
      }
    } finally {
      await file.close()
    }
  }

  private async open(path: string, name: string, remove: () => Promise<void>): Promise<ImportSource> {
    const file = await this.files.open(path)
    if (!file) throw new ImportUnavailable(say('import.archiveGone'))
    const close = async () => {
      await file.close()
      await remove()
    }
    try {
      return { name, ...(await filesOfArchive(file)), close }
    } catch (error) {
      await close()
      throw error
    }
  }
}
