import { exportManifestName } from '../../../shared/api/export'
import { say } from '../../../shared/sentences/say'
import { type Clock, iso } from '../clock'
import { NotFound } from '../errors'
import { StoredZip, type ZipEntry } from '../library/stored-zip'
import type { BlobStore, ByteStream } from '../saves/blob-store'
import type { UnitOfWork } from '../unit-of-work'
import { describedFile, manifestBytes, planExport, type PlannedExport } from './plan-export'
import type { ExportChoice } from './stored-sizes'

/** Saves as files that people and emulators understand, with a description that lets them come back exactly. */
export class ExportSaves {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Everything chosen as one archive, whose size is known before its first byte. Memory does not grow with it.
   * @throws NotFound for a game that nobody has.
   */
  async zip(choice: ExportChoice): Promise<StoredZip> {
    await assertGame(this.unit, choice)
    const planned = planExport(await this.unit.read.storage.exported(choice))
    const there: PlannedExport[] = []
    const missing: PlannedExport[] = []
    for (const each of planned) {
      const isThere = await this.blobs.has(each.version.sha256)
      ;(isThere ? there : missing).push(each)
    }
    const now = this.clock.now()
    const manifest = manifestBytes(iso(now), there.map(describedFile), missing.map(describedFile))
    return new StoredZip([
      bytesEntry(exportManifestName, manifest, now),
      ...there.map((each) => this.entry(each)),
    ])
  }

  private entry({ path, version }: PlannedExport): ZipEntry {
    const { blobs } = this
    return {
      name: path,
      sizeBytes: version.sizeBytes,
      modifiedAt: Date.parse(version.updatedAt),
      crc: null,
      async *read() {
        const found = await blobs.get(version.sha256)
        if (!found) throw new Error('A content that was there when the export began is gone')
        yield* endingWith(found.stream)
      },
    }
  }
}

/** An empty export would look like a game without saves. @throws NotFound */
export async function assertGame(unit: UnitOfWork, { gameId }: Pick<ExportChoice, 'gameId'>): Promise<void> {
  if (gameId === null || (await unit.read.saves.gameIds([gameId])).length > 0) return
  throw new NotFound(say('game.unknown', { id: gameId }))
}

/** Whoever stops in between leaves no file open. */
async function* endingWith(stream: ByteStream): AsyncGenerator<Uint8Array> {
  try {
    yield* stream
  } finally {
    stream.destroy()
  }
}

function bytesEntry(name: string, bytes: Uint8Array, modifiedAt: number): ZipEntry {
  return {
    name,
    sizeBytes: bytes.length,
    modifiedAt,
    crc: null,
    async *read() {
      yield await Promise.resolve(bytes)
    },
  }
}
