import { say } from '../../../shared/sentences/say'
import type { KnownActor } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { Conflict, Malformed, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { UnitOfWork } from '../unit-of-work'
import { appendVersion, assertBytes, binVersions, reviveVersions } from './line-changes'
import { noteOfLine } from './save-activity'
import type { LineCounts, SaveLine, ShownMark, Version, VersionOfLine } from './save-line'
import { splitName } from './save-names'
import { VersionsByLine } from './versions-by-line'

export interface LineView {
  readonly line: SaveLine
  readonly counts: Pick<LineCounts, 'versions' | 'openConflicts'>
  readonly marks: readonly ShownMark[]
}

/** The history of saves, as people see it (own.md): nothing of it is ever gone. */
export class VersionService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
  ) {}

  /** By ascending id. */
  async lines(personId: number, gameId: number | null): Promise<LineView[]> {
    const lines = await this.unit.read.saves.lines(personId, gameId)
    const ids = lines.map(({ id }) => id)
    const [counts, marks] = await Promise.all([
      this.unit.read.saves.counts(ids),
      this.unit.read.saves.marks(ids),
    ])
    const countsOf = new Map(counts.map((count) => [count.lineId, count]))
    const marksOf = new Map<number, ShownMark[]>()
    for (const mark of marks) marksOf.set(mark.lineId, [...(marksOf.get(mark.lineId) ?? []), mark])
    return lines.map((line) => ({
      line,
      counts: countsOf.get(line.id) ?? { versions: 0, openConflicts: 0 },
      marks: marksOf.get(line.id) ?? [],
    }))
  }

  /** Newest first. @throws NotFound also for somebody else's line. */
  async versions(
    personId: number,
    lineId: number,
    page: { before: number | null; limit: number },
  ): Promise<VersionOfLine[]> {
    const line = await this.unit.read.saves.line(lineId)
    if (line?.personId !== personId) throw new NotFound(say('line.unknown', { id: lineId }))
    const versions = await this.unit.read.saves.versions(lineId, page)
    return versions.map((version) => ({ version, line }))
  }

  /** Any version whose bytes are kept. @throws NotFound, Gone. */
  async readable(personId: number, id: number): Promise<Version> {
    const { version } = ownVersion(await this.unit.read.saves.version(id), personId, id)
    assertBytes(version)
    return version
  }

  /**
   * Makes an earlier content the head, as a new version.
   * @param head the version the person saw as the head; null for a line without one.
   * @throws NotFound, Gone, Conflict if the head moved.
   */
  async restore(
    personId: number,
    id: number,
    head: number | null,
    actor: KnownActor,
  ): Promise<VersionOfLine> {
    const now = this.clock.now()
    const restored = await this.unit.write(async (writers) => {
      const { version, line } = ownVersion(await writers.saves.version(id), personId, id)
      assertBytes(version)
      if (line.headVersionId !== head) throw new Conflict(say('head.moved'))
      const said = {
        content: version,
        fileName: await restoredName(version, line, (name) => writers.saves.hasName(line.id, name)),
        emulator: version.emulator,
        originDeviceId: null,
        parentId: head,
        state: 'live',
      } as const
      await noteOfLine(writers, actor, 'save.restored', line, iso(now))
      return appendVersion(writers, line.id, said, now)
    })
    this.publish(personId, restored.lineId, 'restored')
    return ownVersion(await this.unit.read.saves.version(restored.id), personId, restored.id)
  }

  /** Pins a version or notes something about it. @throws NotFound */
  async change(
    personId: number,
    id: number,
    change: { readonly pinned?: boolean | undefined; readonly note?: string | null | undefined },
  ): Promise<VersionOfLine> {
    const changed = await this.unit.write(async ({ saves }) => {
      ownVersion(await saves.version(id), personId, id)
      await saves.updateVersion(id, {
        ...(change.pinned === undefined ? {} : { pinned: change.pinned }),
        ...(change.note === undefined ? {} : { note: change.note === '' ? null : change.note }),
      })
      return ownVersion(await saves.version(id), personId, id)
    })
    this.publish(personId, changed.line.id, 'changed')
    return changed
  }

  /** Puts versions into the recycle bin, all or none. @throws NotFound, Malformed. */
  async remove(personId: number, ids: readonly number[], actor: KnownActor): Promise<VersionOfLine[]> {
    const at = iso(this.clock.now())
    const lineIds = await this.unit.write(async (writers) => {
      const byLine = new VersionsByLine()
      for (const id of ids) {
        const found = ownVersion(await writers.saves.version(id), personId, id)
        if (found.version.state !== 'live') {
          throw new Malformed(say('version.notOfLine', { id }))
        }
        byLine.add(found.line, [id])
      }
      for (const { line, versionIds } of byLine.all()) {
        await binVersions(writers, line.id, versionIds, at)
        await noteOfLine(writers, actor, 'save.deleted', line, at)
      }
      return byLine.lineIds()
    })
    for (const lineId of lineIds) this.publish(personId, lineId, 'deleted')
    return this.all(personId, ids)
  }

  /** What was deleted last comes first. */
  bin(personId: number, limit: number): Promise<VersionOfLine[]> {
    return this.unit.read.saves.deleted(personId, limit)
  }

  /** Names of games, by their ids. */
  async gameNames(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const games = await this.unit.read.saves.games([...new Set(ids)])
    return new Map(games.map(({ id, name }) => [id, name]))
  }

  /** Takes versions out of the recycle bin, all or none. @throws NotFound, Malformed, Gone. */
  async unbin(personId: number, ids: readonly number[], actor: KnownActor): Promise<VersionOfLine[]> {
    const at = iso(this.clock.now())
    const restored = await this.unit.write(async (writers) => {
      const byLine = new VersionsByLine()
      for (const id of ids) {
        const found = ownVersion(await writers.saves.version(id), personId, id)
        if (found.version.state !== 'deleted') {
          throw new Malformed(say('version.notInBin', { id }))
        }
        assertBytes(found.version)
        byLine.add(found.line, [id])
      }
      for (const { line, versionIds } of byLine.all()) {
        await reviveVersions(writers, line.id, versionIds)
        await noteOfLine(writers, actor, 'save.restored', line, at)
      }
      return byLine.lineIds()
    })
    for (const lineId of restored) this.publish(personId, lineId, 'restored')
    return this.all(personId, ids)
  }

  private async all(personId: number, ids: readonly number[]): Promise<VersionOfLine[]> {
    const versions: VersionOfLine[] = []
    for (const id of ids) versions.push(ownVersion(await this.unit.read.saves.version(id), personId, id))
    return versions
  }

  private publish(personId: number, lineId: number, state: 'restored' | 'changed' | 'deleted'): void {
    this.events.publish({ type: 'save', id: String(lineId), state }, { personId })
  }
}

/** What own.md calls the state of a version. */
export function shownState({
  version,
  line,
}: VersionOfLine): 'head' | 'past' | Exclude<Version['state'], 'live'> {
  if (version.state !== 'live') return version.state
  return line.headVersionId === version.id ? 'head' : 'past'
}

/** The name it had, with a number before its tag's end while that name is taken; a slotless file keeps its own. */
async function restoredName(
  version: Version,
  line: SaveLine,
  isTaken: (name: string) => Promise<boolean>,
): Promise<string> {
  // A slotless file is found by the name of its head, and may have been renamed since.
  if (line.kind === 'file') return line.key
  if (line.kind === 'state') return version.fileName
  const { stem, ending } = splitName(version.fileName)
  const base = stem.replace(/(\[\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)(?:-\d+)?\]$/, '$1')
  const isTagged = base !== stem
  for (let place = 2; ; place += 1) {
    const name = isTagged ? `${base}-${place}]${ending}` : `${stem}-${place}${ending}`
    if (!(await isTaken(name))) return name
  }
}

/** A version of this person. @throws NotFound for any other. */
export function ownVersion(found: VersionOfLine | null, personId: number, id: number): VersionOfLine {
  if (found?.line.personId !== personId) throw new NotFound(say('version.unknown', { id }))
  return found
}
