import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Random } from '../../domain/random'
import type { BlobStore, RandomAccess } from '../../domain/saves/blob-store'
import type { DescriptionStore } from '../../domain/saves/blob-store-description'
import type { BackupManifest, BackupTarget, CopiedFile } from '../../domain/storage/backup-target'
import { DurableFolder } from '../blobs/durable-folder'
import type { Files } from '../blobs/file-port'
import { piecesOf, sha256Of } from '../blobs/measure'
import { openBlobStore } from '../blobs/open-blob-store'

const count = z.number().int().nonnegative()

const manifestSchema: z.ZodType<BackupManifest> = z.object({
  hubId: z.string().min(1),
  takenAt: z.iso.datetime({ precision: 3 }),
  database: z.object({
    file: z.string().regex(/^[0-9TZ.-]+\.sqlite$/),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    sizeBytes: count,
  }),
  contents: count,
  sizeBytes: count,
  lacking: count,
})

/** As side-cars are: `digest` is the SHA-256 of the JSON text of `manifest`. */
const manifestFile = z.object({ format: z.literal(1), digest: z.string(), manifest: z.unknown() })

/** Bytes; none that was written is as large. */
const largest = 64 * 1024

/** `blobs/`, `sidecars/`, `databases/<moment>.sqlite` and, when all of them are there, `manifests/<moment>.json`. */
export class FolderBackup implements BackupTarget {
  private constructor(
    private readonly files: Files,
    readonly contents: BlobStore,
    readonly descriptions: DescriptionStore,
    private readonly databases: DurableFolder,
    private readonly listings: DurableFolder,
  ) {}

  static async open(files: Files, random: Random): Promise<FolderBackup> {
    const { blobs, descriptions } = await openBlobStore(files, random)
    const start = Buffer.from(random.bytes(8)).toString('hex')
    const databases = new DurableFolder(files, 'databases', start)
    const listings = new DurableFolder(files, 'manifests', start)
    await databases.sweep()
    await listings.sweep()
    return new FolderBackup(files, blobs, descriptions, databases, listings)
  }

  async putDatabase(source: RandomAccess, takenAt: string): Promise<CopiedFile> {
    const file = `${stampOf(takenAt)}.sqlite`
    const path = `databases/${file}`
    const hash = createHash('sha256')
    const incoming = await this.databases.begin()
    try {
      for await (const piece of piecesOf(source)) {
        hash.update(piece)
        await incoming.write(piece)
      }
      await incoming.finish()
      await this.databases.publish(incoming, path)
    } catch (error) {
      await incoming.discard()
      throw error
    }
    const copied = { file, sha256: hash.digest('hex'), sizeBytes: source.size }
    if ((await this.hashOf(path)) !== copied.sha256) {
      throw new Error('the copy of the database reads back differently from what was written')
    }
    return copied
  }

  async putManifest(manifest: BackupManifest): Promise<void> {
    const file = { format: 1, digest: digestOf(manifest), manifest }
    const incoming = await this.listings.begin()
    try {
      await incoming.write(Buffer.from(`${JSON.stringify(file)}\n`, 'utf8'))
      await incoming.finish()
      await this.listings.publish(incoming, `manifests/${stampOf(manifest.takenAt)}.json`)
    } catch (error) {
      await incoming.discard()
      throw error
    }
  }

  async manifests(): Promise<BackupManifest[]> {
    const entries = await this.files.list('manifests')
    const names = entries.filter(({ kind, name }) => kind === 'file' && name.endsWith('.json'))
    const read = await Promise.all(names.map(({ name }) => this.read(`manifests/${name}`)))
    return read
      .filter((manifest) => manifest !== null)
      .sort((one, other) => (one.takenAt < other.takenAt ? 1 : -1))
  }

  /** The manifest goes first: what has none is no backup. One whose manifest is damaged stays as long as its elders. */
  async keepNewest(newest: number): Promise<void> {
    const all = await this.manifests()
    for (const { takenAt } of all.slice(newest)) {
      await this.listings.remove(`manifests/${stampOf(takenAt)}.json`)
    }
    const oldest = all[Math.min(newest, all.length) - 1]?.database.file ?? ''
    for (const { name, kind } of await this.files.list('databases')) {
      if (kind === 'file' && name.endsWith('.sqlite') && name < oldest) {
        await this.databases.remove(`databases/${name}`)
      }
    }
  }

  /** One that is damaged is none: an earlier one is used instead. */
  private async read(path: string): Promise<BackupManifest | null> {
    try {
      const file = await this.files.open(path)
      if (file === null) return null
      try {
        if (file.size > largest) return null
        const bytes = Buffer.alloc(file.size)
        await file.read(bytes, 0)
        const { digest, manifest } = manifestFile.parse(JSON.parse(bytes.toString('utf8')))
        return digestOf(manifest) === digest ? manifestSchema.parse(manifest) : null
      } finally {
        await file.close()
      }
    } catch {
      return null
    }
  }

  private async hashOf(path: string): Promise<string | null> {
    const file = await this.files.open(path)
    if (file === null) return null
    try {
      return await sha256Of(file)
    } finally {
      await file.close()
    }
  }
}

/** A moment as part of a file's name on any system. */
function stampOf(moment: string): string {
  return moment.replaceAll(':', '-')
}

function digestOf(manifest: unknown): string {
  return createHash('sha256').update(JSON.stringify(manifest), 'utf8').digest('hex')
}
