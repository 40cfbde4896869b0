import { createHash } from 'node:crypto'
import type {
  DescriptionStore,
  FoundDescription,
  VersionDescription,
} from '../../domain/saves/blob-store-description'
import { descriptionFile, versionDescription } from './description-schema'
import type { DurableFolder } from './durable-folder'
import type { Files, OpenFile } from './file-port'
import { onDisk } from './storage-errors'
import { Turns } from './turns'

/** Bytes; none that was written is as large, and what is larger is not read into memory. */
const largest = 128 * 1024

const fileName = /^([1-9]\d{0,15})\.json$/

/** Descriptions as files `sidecars/<two hex digits>/<version id>.json`. */
export class FileDescriptionStore implements DescriptionStore {
  private readonly turns = new Turns()

  constructor(
    private readonly files: Files,
    private readonly folder: DurableFolder,
  ) {}

  async describe(description: VersionDescription): Promise<void> {
    const checked = versionDescription.parse(description)
    const text = textOf(checked)
    const path = this.pathOf(checked.versionId)
    await this.turns.take(path, async () => {
      const incoming = await this.folder.begin()
      try {
        await incoming.write(Buffer.from(text, 'utf8'))
        await incoming.finish()
        await this.folder.publish(incoming, path)
      } catch (error) {
        await incoming.discard()
        throw error
      }
    })
  }

  async *descriptions(): AsyncGenerator<FoundDescription> {
    for (const folder of await onDisk(() => this.files.list(this.folder.path))) {
      if (folder.kind !== 'folder' || !/^[0-9a-f]{2}$/.test(folder.name)) continue
      const path = `${this.folder.path}/${folder.name}`
      for (const entry of await onDisk(() => this.files.list(path))) {
        const versionId = Number(fileName.exec(entry.name)?.[1])
        if (entry.kind === 'file' && folderOf(versionId) === folder.name) {
          yield await this.read(`${path}/${entry.name}`, versionId)
        }
      }
    }
  }

  async forget(versionId: number): Promise<void> {
    const path = this.pathOf(versionId)
    await this.turns.take(path, () => this.folder.remove(path))
  }

  private pathOf(versionId: number): string {
    return `${this.folder.path}/${folderOf(versionId)}/${versionId}.json`
  }

  private async read(path: string, versionId: number): Promise<FoundDescription> {
    try {
      const file = await this.files.open(path)
      if (file === null) return { kind: 'damaged', file: path, problem: 'it went away while it was read' }
      try {
        const description = parse(await contentOf(file))
        if (description.versionId !== versionId) throw new Error('it describes another version')
        return { kind: 'description', description }
      } finally {
        await file.close()
      }
    } catch (error) {
      return { kind: 'damaged', file: path, problem: error instanceof Error ? error.message : String(error) }
    }
  }
}

async function contentOf(file: OpenFile): Promise<string> {
  if (file.size > largest) throw new Error(`it is larger than ${largest} bytes`)
  const bytes = Buffer.alloc(file.size)
  const count = await file.read(bytes, 0)
  return bytes.toString('utf8', 0, count)
}

function textOf(description: VersionDescription): string {
  return `${JSON.stringify({ format: 1, digest: digestOf(description), description })}\n`
}

function parse(text: string): VersionDescription {
  const file = descriptionFile.parse(JSON.parse(text))
  if (digestOf(file.description) !== file.digest) throw new Error('its digest does not match')
  return versionDescription.parse(file.description)
}

function digestOf(description: unknown): string {
  return createHash('sha256').update(JSON.stringify(description), 'utf8').digest('hex')
}

/** Spreads the files over 256 folders, for folders of a hundred thousand files are slow on some disks. */
function folderOf(versionId: number): string {
  return (versionId % 256).toString(16).padStart(2, '0')
}
