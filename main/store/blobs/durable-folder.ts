import type { Files, NewFile } from './file-port'
import { onDisk } from './storage-errors'

/** A file that is being written under a name nobody reads. */
export interface IncomingFile {
  readonly path: string
  write(bytes: Uint8Array): Promise<void>
  /** Makes its bytes durable and closes it. */
  finish(): Promise<void>
  /** Takes it away, as far as the disk lets us: the next start sweeps what stays. */
  discard(): Promise<void>
}

const incomingName = /^[0-9a-f]{16}-\d+\.part$/

/**
 * A folder of the data folder in which a file is either there whole and durable, or not at all: written under
 * `incoming/`, fsynced, renamed, and the folder of its new name fsynced.
 */
export class DurableFolder {
  private readonly settled = new Map<string, Promise<void>>()
  private count = 0

  /** @param start 16 hex digits that no earlier start had: what an earlier one left unfinished is told by them. */
  constructor(
    private readonly files: Files,
    readonly path: string,
    private readonly start: string,
  ) {}

  /**
   * Takes away what earlier starts left unfinished. Nobody sees those files, so one that cannot go, as in a folder that
   * may only be read, waits for another start.
   */
  async sweep(): Promise<void> {
    const entries = await onDisk(() => this.files.list(this.incoming))
    for (const { name, kind } of entries) {
      if (kind !== 'file' || !incomingName.test(name) || name.startsWith(this.start)) continue
      await this.files.remove(`${this.incoming}/${name}`).catch(() => false)
    }
  }

  async begin(): Promise<IncomingFile> {
    return onDisk(async () => {
      await this.settle(this.incoming)
      this.count += 1
      const path = `${this.incoming}/${this.start}-${this.count}.part`
      return this.incomingFile(path, await this.files.create(path))
    })
  }

  /** Gives a finished file its name, in place of a file that has it. */
  async publish(incoming: IncomingFile, path: string): Promise<void> {
    await onDisk(() =>
      this.inFolderOf(path, async (folder) => {
        await this.settle(folder)
        await this.files.rename(incoming.path, path)
        await this.files.syncFolder(folder)
      }),
    )
  }

  /** Makes a file durable that is there: a crash may have come between its rename and the fsync of its folder. */
  async keep(path: string): Promise<void> {
    await onDisk(() =>
      this.inFolderOf(path, async (folder) => {
        await this.settle(folder)
        await this.files.syncFile(path)
        await this.files.syncFolder(folder)
      }),
    )
  }

  /**
   * Takes a file away durably; false when it was not there. Its folder is fsynced even then: an earlier try may have
   * come no further than the name.
   */
  async remove(path: string): Promise<boolean> {
    const folder = folderOf(path)
    return onDisk(async () => {
      const removed = await this.files.remove(path)
      if ((await this.files.kindOf(folder)) === 'folder') await this.files.syncFolder(folder)
      return removed
    })
  }

  private get incoming(): string {
    return `${this.path}/incoming`
  }

  /** Forgets after a failure that the folder is durable: it may be gone, and the next try then makes it again. */
  private async inFolderOf(path: string, work: (folder: string) => Promise<void>): Promise<void> {
    const folder = folderOf(path)
    try {
      await work(folder)
    } catch (error) {
      this.settled.delete(folder)
      throw error
    }
  }

  /** Makes a folder and its name durable, once in this start; all who need it wait for the same fsync. */
  private settle(folder: string): Promise<void> {
    const known = this.settled.get(folder)
    if (known) return known
    const settling = this.makeDurable(folder)
    this.settled.set(folder, settling)
    settling.catch(() => this.settled.delete(folder))
    return settling
  }

  private async makeDurable(folder: string): Promise<void> {
    const parent = folderOf(folder)
    if (parent !== '') await this.settle(parent)
    await this.files.makeFolder(folder)
    await this.files.syncFolder(parent)
  }

  private incomingFile(path: string, file: NewFile): IncomingFile {
    let isOpen = true
    const close = async () => {
      if (!isOpen) return
      isOpen = false
      await file.close()
    }
    return {
      path,
      write: (bytes) => onDisk(() => file.write(bytes)),
      finish: () =>
        onDisk(async () => {
          await file.sync()
          await close()
        }),
      discard: async () => {
        await close().catch(() => undefined)
        await this.files.remove(path).catch(() => false)
      },
    }
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
