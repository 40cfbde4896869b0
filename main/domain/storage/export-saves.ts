import { exportManifestName } from '../../../shared/api/export'
import { type Clock, iso } from '../clock'
import { partsOf } from '../library/file-names'
import { StoredZip, type ZipEntry } from '../library/stored-zip'
import type { BlobStore, ByteStream } from '../saves/blob-store'
import { splitName } from '../saves/save-names'
import type { UnitOfWork } from '../unit-of-work'
import { PortablePaths } from './portable-names'
import type { ExportChoice, ExportedVersion } from './stored-sizes'

/** The order of the archive, and of the list of what could not be put into it. */
interface Planned {
  readonly path: string
  readonly version: ExportedVersion
}

/** Saves as files that people and emulators understand, with a description that lets them come back exactly. */
export class ExportSaves {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
  ) {}

  /** Everything chosen as one archive, whose size is known before its first byte. Memory does not grow with it. */
  async zip(choice: ExportChoice): Promise<StoredZip> {
    const planned = plan(await this.unit.read.storage.exported(choice))
    const there: Planned[] = []
    const missing: Planned[] = []
    for (const each of planned) {
      const isThere = await this.blobs.has(each.version.sha256)
      ;(isThere ? there : missing).push(each)
    }
    const now = this.clock.now()
    const manifest = new TextEncoder().encode(
      JSON.stringify({
        format: 'roost-export',
        version: 1,
        exported_at: iso(now),
        files: there.map(described),
        missing: missing.map(described),
      }),
    )
    return new StoredZip([
      bytesEntry(exportManifestName, manifest, now),
      ...there.map((each) => this.entry(each)),
    ])
  }

  private entry({ path, version }: Planned): ZipEntry {
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

/** `<person>/<platform>/<game>/<slot>/<file>`; earlier ones in `history`, under the moment they arrived. */
function plan(versions: readonly ExportedVersion[]): Planned[] {
  const paths = new PortablePaths()
  paths.file('', exportManifestName)
  return versions.map((version) => {
    const person = paths.folder('', version.username, String(version.personId))
    const platform = paths.folder(person, version.platform, version.platform)
    const { stem } = partsOf(version.gameFileName, version.isFolder)
    const game = paths.folder(platform, stem, String(version.gameId))
    const place = paths.folder(
      game,
      placeOf(version),
      `${version.kind} ${version.kind === 'save' ? version.key : ''}`,
    )
    if (version.isHead) return { path: paths.file(place, headName(version, stem)), version }
    const past = paths.folder(place, 'history', 'history')
    const moment = version.arrivedAt.slice(0, 19).replaceAll(':', '-').replace('T', '_')
    return { path: paths.file(past, `${moment} ${version.fileName}`), version }
  })
}

function placeOf({ kind, key }: ExportedVersion): string {
  if (kind === 'save') return key
  return kind === 'state' ? 'states' : 'files'
}

/** In a slot the name an emulator looks for; others keep the name their program gave them. */
function headName({ kind, fileName }: ExportedVersion, stem: string): string {
  return kind === 'save' ? `${stem}${splitName(fileName).ending}` : fileName
}

function described({ path, version }: Planned) {
  return {
    path,
    person: version.username,
    platform: version.platform,
    game: version.gameName,
    game_file_name: version.gameFileName,
    kind: version.kind,
    key: version.key,
    file_name: version.fileName,
    sha256: version.sha256,
    content_hash: version.contentHash,
    size_bytes: version.sizeBytes,
    arrived_at: version.arrivedAt,
    is_head: version.isHead,
    device: version.deviceName,
    emulator: version.emulator,
    note: version.note,
  }
}
