import { LRUCache } from 'lru-cache'
import { atMost } from '../limits/at-most'
import { say } from '../../../shared/sentences/say'
import { contentBounds } from '../../../shared/api/version-contents'
import { Gone, NotFound } from '../errors'
import type { UnitOfWork } from '../unit-of-work'
import type { ArchivedFile, ListArchive } from './archive-listing'
import type { BlobStore } from './blob-store'
import { byteDifferences, type DifferentRow, type FileDifference, fileDifferences } from './differences'
import type { Version } from './save-line'
import { ownVersion } from './version-service'

export interface ContentPreview {
  readonly sizeBytes: number
  /** Of an archive; null of anything else. */
  readonly files: readonly ArchivedFile[] | null
  readonly start: Uint8Array
}

/** How two contents differ, as far as they were looked at. */
export interface ContentComparison {
  readonly kind: 'same' | 'bytes' | 'archive'
  readonly comparedBytes: number
  readonly changedBytes: number
  readonly rows: readonly DifferentRow[]
  readonly rowCount: number
  readonly files: readonly FileDifference[]
  readonly sameFiles: number
}

/** A comparison in one line of a list. */
export interface ContentChange {
  readonly kind: 'first' | 'unknown' | ContentComparison['kind']
  readonly changedBytes: number | null
  readonly added: number
  readonly removed: number
  readonly changed: number
}

export interface VersionWithChange extends ContentChange {
  readonly versionId: number
  readonly againstId: number | null
  /** Bytes; negative where it became smaller. */
  readonly grownBy: number
  readonly screenshotId: number | null
}

/** What a content was seen to be; the bytes of an archive are not needed to compare it with another one. */
interface Look {
  readonly bytes: Uint8Array
  readonly files: readonly ArchivedFile[] | null
}

const nothingChanged = { changedBytes: null, added: 0, removed: 0, changed: 0 } as const
const rememberedChanges = 5_000

/** Looks into versions for people: never further than bounds that no upload can stretch. */
export class VersionContents {
  /** By the two contents, which never change. */
  private readonly known = new LRUCache<string, ContentChange>(atMost(rememberedChanges))

  constructor(
    private readonly unit: UnitOfWork,
    private readonly blobs: BlobStore,
    private readonly listArchive: ListArchive,
  ) {}

  /** @throws NotFound, Gone. */
  async preview(personId: number, id: number): Promise<ContentPreview> {
    const version = await this.own(personId, id)
    const look = await this.look(version, contentBounds.preview)
    if (look === null) throw gone()
    return { sizeBytes: version.sizeBytes, files: look.files, start: look.bytes }
  }

  /** How a version differs from another one. @throws NotFound, Gone. */
  async compare(personId: number, id: number, withId: number): Promise<ContentComparison> {
    const [version, other] = [await this.own(personId, id), await this.own(personId, withId)]
    const comparison = await this.compared(other, version, contentBounds.compare)
    if (comparison === null) throw gone()
    return comparison
  }

  /** What each version of a page changed, newest first. @throws NotFound also for somebody else's line. */
  async changes(
    personId: number,
    lineId: number,
    { before, limit }: { readonly before: number | null; readonly limit: number },
  ): Promise<VersionWithChange[]> {
    const { saves } = this.unit.read
    const line = await saves.line(lineId)
    if (line?.personId !== personId) throw new NotFound(say('line.unknown', { id: lineId }))
    const versions = await saves.versions(lineId, { before, limit: limit + 1 })
    const page = versions.slice(0, limit)
    const screenshots = await saves.screenshots(page.map(({ id }) => id))
    const pictures = new Map(screenshots.map(({ id, versionId }) => [versionId, id]))
    const changes: VersionWithChange[] = []
    for (const [place, version] of page.entries()) {
      const former = versions[place + 1] ?? null
      changes.push({
        versionId: version.id,
        againstId: former?.id ?? null,
        grownBy: former === null ? 0 : version.sizeBytes - former.sizeBytes,
        screenshotId: pictures.get(version.id) ?? null,
        ...(await this.change(former, version)),
      })
    }
    return changes
  }

  private async change(former: Version | null, version: Version): Promise<ContentChange> {
    if (former === null) return { kind: 'first', ...nothingChanged }
    if (former.sha256 === version.sha256) return { kind: 'same', ...nothingChanged }
    const key = `${former.sha256} ${version.sha256}`
    const known = this.known.get(key)
    if (known) return known
    const change = await this.freshChange(former, version)
    // What cannot be read now may be readable later.
    if (change.kind !== 'unknown') this.known.set(key, change)
    return change
  }

  private async freshChange(former: Version, version: Version): Promise<ContentChange> {
    const bound = contentBounds.compareInList
    const comparison = await this.compared(former, version, bound)
    if (comparison === null) return { kind: 'unknown', ...nothingChanged }
    if (comparison.kind === 'archive') {
      const count = (change: FileDifference['change']) =>
        comparison.files.filter((file) => file.change === change).length
      const files = { added: count('added'), removed: count('removed'), changed: count('changed') }
      return { kind: 'archive', changedBytes: null, ...files }
    }
    const isWhole = Math.max(former.sizeBytes, version.sizeBytes) <= bound
    if (!isWhole) return { kind: 'unknown', ...nothingChanged }
    return { ...nothingChanged, kind: 'bytes', changedBytes: comparison.changedBytes }
  }

  /** Null when the bytes of one are not there. */
  private async compared(was: Version, is: Version, bound: number): Promise<ContentComparison | null> {
    const none = { comparedBytes: 0, changedBytes: 0, rows: [], rowCount: 0, files: [], sameFiles: 0 }
    if (was.sha256 === is.sha256) return { ...none, kind: 'same' }
    const [former, latter] = [await this.look(was, bound), await this.look(is, bound)]
    if (former === null || latter === null) return null
    if (former.files !== null && latter.files !== null) {
      const { files, same } = fileDifferences(former.files, latter.files)
      return { ...none, kind: 'archive', files, sameFiles: same }
    }
    const { changed, rows, rowCount } = byteDifferences(former.bytes, latter.bytes, contentBounds)
    const comparedBytes = Math.max(former.bytes.length, latter.bytes.length)
    return { ...none, kind: 'bytes', comparedBytes, changedBytes: changed, rows, rowCount }
  }

  private async look(version: Version, bound: number): Promise<Look | null> {
    const file = version.bytesDroppedAt === null ? await this.blobs.open(version.sha256) : null
    if (file === null) return null
    try {
      const bytes = new Uint8Array(Math.min(bound, file.size))
      const count = await file.read(bytes, 0)
      return { bytes: bytes.subarray(0, count), files: await this.listArchive(file) }
    } finally {
      await file.close()
    }
  }

  private async own(personId: number, id: number): Promise<Version> {
    return ownVersion(await this.unit.read.saves.version(id), personId, id).version
  }
}

function gone(): Gone {
  return new Gone(say('version.notHere'))
}
