import { type Clock, iso } from '../clock'
import type { Random } from '../random'
import type { BlobStore } from '../saves/blob-store'
import type { DescriptionStore, VersionDescription } from '../saves/blob-store-description'
import { lineFor, settleHead } from '../saves/line-changes'
import type { SaveLine, Version } from '../saves/save-line'
import type { UnitOfWork, Writers } from '../unit-of-work'
import { DescribedOwners } from './described-owners'

export interface AdoptionParts {
  /** The database that is not in use yet. */
  readonly unit: UnitOfWork
  readonly blobs: BlobStore
  readonly descriptions: DescriptionStore
  readonly clock: Clock
  readonly random: Random
}

export interface Adoption {
  readonly versions: number
  /** Versions whose bytes are not there. */
  readonly withoutBytes: number
  /** In words for a person; the first hundred. */
  readonly problems: readonly string[]
}

/**
 * `aside`: what the database does not know comes back beside what it knows, as side versions. `as-described`: everything
 * comes back as it was, for there is nothing else.
 */
export type AdoptionMode = 'aside' | 'as-described'

type Described = VersionDescription

/** Lines written in one transaction. */
const batch = 100
const mostProblems = 100

/** Gives versions that are described beside their bytes, and that the database does not know, a row of a new id. */
export async function adoptDescriptions(parts: AdoptionParts, mode: AdoptionMode): Promise<Adoption> {
  const problems: string[] = []
  const tell = (text: string) => {
    if (problems.length < mostProblems) problems.push(text)
  }
  const lines = await unknownByLine(parts, tell)
  const adopter = new Adopter(parts, mode, tell)
  for (let start = 0; start < lines.length; start += batch) {
    const some = lines.slice(start, start + batch)
    // One line that the database refuses keeps none of the others out.
    if ((await problemOf(() => adopter.adoptAll(some))) === null) continue
    for (const line of some) {
      const problem = await problemOf(() => adopter.adoptAll([line]))
      if (problem !== null) tell(`${nameOf(line)}: it could not be brought back (${problem})`)
    }
  }
  return { versions: adopter.versions, withoutBytes: adopter.withoutBytes, problems }
}

async function problemOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function nameOf([first]: readonly Described[]): string {
  return first ? `${first.game.name} (${first.game.platform}), ${first.key} of ${first.person.name}` : ''
}

/** By line, each in the order of its versions. What was adopted before is described twice, then the newer one counts. */
async function unknownByLine(
  { unit, descriptions }: AdoptionParts,
  tell: (text: string) => void,
): Promise<Described[][]> {
  const known = await unit.read.contents.versionIds()
  const newest = new Map<string, Described>()
  for await (const found of descriptions.descriptions()) {
    if (found.kind === 'damaged') {
      tell(`The description ${found.file} cannot be read (${found.problem}); it was left as it is`)
      continue
    }
    const { description } = found
    if (known.has(description.versionId)) continue
    const { sha256, arrivedAt, origin } = description
    const key = JSON.stringify([lineKeyOf(description), sha256, arrivedAt, origin?.deviceId])
    const other = newest.get(key)
    if (!other || other.versionId < description.versionId) newest.set(key, description)
  }
  const lines = new Map<string, Described[]>()
  for (const description of newest.values()) {
    const key = JSON.stringify([
      description.person.id,
      description.game.id,
      description.kind,
      description.key,
    ])
    const line = lines.get(key)
    if (line) line.push(description)
    else lines.set(key, [description])
  }
  return Array.from(lines.values(), (line) =>
    line.sort((one, other) => one.sequence - other.sequence || one.versionId - other.versionId),
  )
}

function lineKeyOf({ person, game, kind, key }: Described): string[] {
  return [person.name, game.platform, game.fileName, kind, key]
}

class Adopter {
  versions = 0
  withoutBytes = 0
  private owners: DescribedOwners
  private readonly newIds = new Map<number, number>()

  constructor(
    private readonly parts: AdoptionParts,
    private readonly mode: AdoptionMode,
    private readonly tell: (text: string) => void,
  ) {
    this.owners = new DescribedOwners(parts)
  }

  /** In one transaction: all of them, or none. */
  async adoptAll(lines: readonly (readonly Described[])[]): Promise<void> {
    const before = { versions: this.versions, withoutBytes: this.withoutBytes }
    try {
      await this.parts.unit.write(async (writers) => {
        for (const line of lines) await this.adopt(writers, line)
      })
    } catch (error) {
      // Whatever was noted of rows that are not there now must not be used.
      Object.assign(this, before)
      this.owners = new DescribedOwners(this.parts)
      for (const { versionId } of lines.flat()) this.newIds.delete(versionId)
      throw error
    }
  }

  private async adopt(writers: Writers, described: readonly Described[]): Promise<void> {
    const [first] = described
    if (!first) return
    const now = iso(this.parts.clock.now())
    const personId = await this.owners.person(writers, first.person)
    const gameId = await this.owners.game(writers, first.game)
    const line = await lineFor(writers, { personId, gameId, kind: first.kind, key: first.key }, now)
    let { lastSequence, lastUpdatedAt } = line
    const all = await writers.saves.versions(line.id, { before: null, limit: Number.MAX_SAFE_INTEGER })
    const there = new Set(all.map((version) => arrivalOf(version)))
    let head: Version | null = null
    for (const description of described) {
      if (there.has(arrivalOf(description))) continue
      const version = await this.insert(writers, { ...line, lastSequence, lastUpdatedAt }, description)
      lastSequence = version.sequence
      lastUpdatedAt = version.updatedAt
      if (description.state === 'head') head = version
    }
    await writers.saves.updateLine(line.id, { lastSequence, lastUpdatedAt })
    if (this.mode !== 'as-described') return
    if (head) await writers.saves.updateLine(line.id, { headVersionId: head.id })
    else await settleHead(writers, line.id)
  }

  private async insert(writers: Writers, line: SaveLine, description: Described): Promise<Version> {
    const now = this.parts.clock.now()
    const content = await this.parts.blobs.contentHash(description.sha256)
    if (content === null) this.missing(description)
    const arrived = this.mode === 'as-described' ? Date.parse(description.arrivedAt) : now
    const earliest = line.lastUpdatedAt === null ? 0 : Date.parse(line.lastUpdatedAt) + 1
    const { parentId } = description
    const version = await writers.saves.insertVersion({
      lineId: line.id,
      sequence: Math.max(line.lastSequence + 1, this.mode === 'as-described' ? description.sequence : 0),
      sha256: description.sha256,
      contentHash: description.contentHash,
      hashRule: description.hashRule,
      sizeBytes: description.size,
      fileName: description.fileName,
      emulator: description.emulator,
      originDeviceId: await this.owners.device(writers, line.personId, description.origin),
      arrivedAt: description.arrivedAt,
      claimedAt: description.claimedAt,
      updatedAt: iso(Math.max(arrived, earliest)),
      parentId: parentId === null ? null : await this.parentIn(writers, parentId),
      state: this.stateOf(description),
      hidden: false,
      blank: content?.isBlank ?? false,
      pinned: description.pinned,
      note: description.note === '' ? null : description.note,
      isPublic: false,
      deletedAt: description.state === 'deleted' ? iso(now) : null,
      bytesDroppedAt: null,
    })
    const { picture } = description
    if (picture) {
      const { size: sizeBytes, ...said } = picture
      await writers.saves.insertScreenshot({ ...said, sizeBytes, versionId: version.id })
    }
    this.newIds.set(description.versionId, version.id)
    this.versions += 1
    return version
  }

  private stateOf({ state }: Described): Version['state'] {
    if (state === 'deleted') return 'deleted'
    // What was held waited for a decision in an inbox that is gone: beside the others it can at least be chosen.
    if (this.mode === 'aside' || state === 'held') return 'side'
    return state === 'side' ? 'side' : 'live'
  }

  private async parentIn(writers: Writers, parentId: number): Promise<number | null> {
    const adopted = this.newIds.get(parentId)
    if (adopted !== undefined) return adopted
    return (await writers.saves.version(parentId)) ? parentId : null
  }

  private missing({ game, person, arrivedAt }: Described): void {
    this.withoutBytes += 1
    this.tell(
      `${game.name} (${game.platform}), save of ${person.name} from ${arrivedAt}: its bytes are not here. ` +
        'They were pruned, or are lost; a backup may have them.',
    )
  }
}

/** What tells one arrival from another, whatever its id: one that was adopted before is not adopted again. */
function arrivalOf({ sha256, arrivedAt }: Pick<Version, 'sha256' | 'arrivedAt'>): string {
  return `${sha256} ${arrivedAt}`
}
