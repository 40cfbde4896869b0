import type { Clock } from '../clock'
import type { JobHandle } from '../jobs/job-registry'
import type { BlobStore } from '../saves/blob-store'
import type { DescriptionStore } from '../saves/blob-store-description'
import type { UnitOfWork } from '../unit-of-work'
import type { BlobRemoval } from './blob-removal'
import { collectionOffUntil } from './storage-service'

/** Milliseconds a content must have been found unneeded before it is taken away. */
const guard = 24 * 60 * 60 * 1000

const page = 2_000

/** The setting that remembers since when contents were found unneeded: `<sha256> <milliseconds>` a line. */
const setting = 'unneeded_contents'

/** Contents remembered at most: more are found at the next run. */
const mostRemembered = 20_000

interface CollectionParts {
  readonly unit: UnitOfWork
  readonly blobs: BlobStore
  readonly descriptions: DescriptionStore
  readonly removal: BlobRemoval
  readonly clock: Clock
  /** Told why nothing can be judged now. */
  readonly warn: (message: string) => void
}

/**
 * Takes contents away that nothing knows any more: no row, no side-car of a version without a row, no backup that is
 * being made (design section 6). Each is found twice, a day apart, before it goes.
 */
export class Collection {
  constructor(private readonly parts: CollectionParts) {}

  async run(handle: Pick<JobHandle, 'signal' | 'progress'>): Promise<void> {
    if (await this.isOff()) return
    const unneeded = await this.unneeded(handle)
    if (unneeded === null) return
    const since = await this.remember(unneeded)
    const due = [...since].filter(([, at]) => this.parts.clock.now() - at >= guard).map(([sha256]) => sha256)
    let done = 0
    for (const sha256 of due) {
      if (handle.signal.aborted || this.parts.removal.isHeldUp) return
      await this.parts.removal.remove(sha256)
      done += 1
      handle.progress(done, due.length)
    }
  }

  private async isOff(): Promise<boolean> {
    const { unit, removal, clock } = this.parts
    const until = await unit.read.settings.get(collectionOffUntil)
    return removal.isHeldUp || (until !== null && clock.now() < Date.parse(until))
  }

  /** Null when that cannot be known now. */
  private async unneeded({ signal }: Pick<JobHandle, 'signal'>): Promise<Set<string> | null> {
    const found = new Set<string>()
    let names: string[] = []
    const judge = async () => {
      for (const sha256 of await this.parts.unit.read.storage.unneeded(names)) found.add(sha256)
      names = []
    }
    for await (const sha256 of this.parts.blobs.list()) {
      if (signal.aborted) return null
      names.push(sha256)
      if (names.length === page) await judge()
    }
    await judge()
    return found.size === 0 ? found : this.withoutDescribed(found)
  }

  /** What a side-car describes of which there is no row is somebody's save: after a restore, say. */
  private async withoutDescribed(found: Set<string>): Promise<Set<string> | null> {
    let described: { id: number; sha256: string | null }[] = []
    const unreadable: number[] = []
    const judge = async () => {
      const known = new Set(await this.parts.unit.read.storage.knownVersions(described.map(({ id }) => id)))
      for (const { id, sha256 } of described) {
        if (known.has(id)) continue
        if (sha256 === null) unreadable.push(id)
        else found.delete(sha256)
      }
      described = []
    }
    for await (const each of this.parts.descriptions.descriptions()) {
      described.push(
        each.kind === 'description'
          ? { id: each.description.versionId, sha256: each.description.sha256 }
          : { id: Number(/(\d+)\.json$/.exec(each.file)?.[1]), sha256: null },
      )
      if (described.length === page) await judge()
    }
    await judge()
    if (unreadable.length === 0) return found
    this.parts.warn('a damaged description may name any content: none is taken for unused')
    return null
  }

  /** Since when each of these is known to be unneeded. A moment to come was noted by a clock that was wrong. */
  private async remember(unneeded: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
    const { unit, clock } = this.parts
    const now = clock.now()
    const stored = await unit.read.settings.get(setting)
    const before = new Map(
      (stored ?? '').split('\n').flatMap((line): [string, number][] => {
        const [sha256 = '', at = ''] = line.split(' ')
        return /^\d+$/.test(at) ? [[sha256, Number(at)]] : []
      }),
    )
    const since = new Map(
      [...unneeded]
        .slice(0, mostRemembered)
        .map((sha256) => [sha256, Math.min(before.get(sha256) ?? now, now)]),
    )
    const text = [...since].map(([sha256, at]) => `${sha256} ${at}`).join('\n')
    if (text !== (stored ?? '')) await unit.write(({ settings }) => settings.set(setting, text))
    return since
  }
}
