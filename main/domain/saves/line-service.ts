import { say } from '../../../shared/sentences/say'
import type { KnownActor } from '../activity/activity'
import { type Clock, iso } from '../clock'
import { Conflict, Malformed, NotFound } from '../errors'
import type { EventLog } from '../events/event-log'
import type { UnitOfWork, Writers } from '../unit-of-work'
import type { GameLookup } from './game-lookup'
import { appendVersion, binVersions, liveIds } from './line-changes'
import { noteOfLine } from './save-activity'
import { assertMergeable, bringOver, carryMarks } from './merge-lines'
import type { SaveLine } from './save-line'
import { exactName } from './save-names'
import type { LineView, VersionService } from './version-service'

/** What a person does to a whole line (own.md). Nothing of it is lost, and all of it can be undone. */
export class LineService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly games: GameLookup,
    private readonly versions: VersionService,
  ) {}

  /**
   * Gives a line another name; renaming it back undoes that. A device that goes on under the old name begins a line of
   * that name anew.
   * @throws NotFound; Malformed for a name it cannot have; Conflict when the game has a line of that name.
   */
  async rename(personId: number, id: number, key: string, actor: KnownActor): Promise<LineView> {
    const now = this.clock.now()
    const line = await this.unit.write(async (writers) => {
      const renamed = ownLine(await writers.saves.line(id), personId, id)
      if (renamed.key === key) return renamed
      assertName(renamed, key)
      const { gameId, kind } = renamed
      if (await writers.saves.lineOf({ personId, gameId, kind, key })) {
        throw new Conflict(say('line.taken', { name: key }))
      }
      await writers.saves.renameLine(id, key)
      if (kind === 'file') await renameHead(writers, renamed, key, now)
      await noteOfLine(writers, actor, 'save.renamed', renamed, iso(now))
      return renamed
    })
    this.publish(personId, id, 'changed')
    return this.shown(line)
  }

  /**
   * Puts what a line has into another one of its game. The head of that one stays, unless it has none or a blank one;
   * what comes is kept beside it, to be restored from its history. The emptied line lies in the recycle bin whole: taking
   * it out undoes the merge.
   * @throws NotFound; Malformed for lines that cannot be one; Conflict with an undecided copy, or nothing to merge.
   */
  async merge(personId: number, id: number, intoId: number, actor: KnownActor): Promise<LineView> {
    const now = this.clock.now()
    const gameId = ownLine(await this.unit.read.saves.line(intoId), personId, intoId).gameId
    const game = (await this.games.visible(personId, [gameId])).get(gameId)
    if (!game) throw unknownLine(intoId)
    const line = await this.unit.write(async (writers) => {
      const from = ownLine(await writers.saves.line(id), personId, id)
      const into = ownLine(await writers.saves.line(intoId), personId, intoId)
      await assertMergeable(writers, from, into)
      await bringOver(writers, from, { line: into, game, now })
      await carryMarks(writers, from, into)
      await binVersions(writers, from.id, await liveIds(writers, from.id), iso(now))
      await noteOfLine(writers, actor, 'save.merged', from, iso(now))
      return into
    })
    this.publish(personId, id, 'deleted')
    this.publish(personId, intoId, 'changed')
    return this.shown(line)
  }

  private async shown({ id, personId, gameId }: SaveLine): Promise<LineView> {
    const view = (await this.versions.lines(personId, gameId)).find(({ line }) => line.id === id)
    if (!view) throw unknownLine(id)
    return view
  }

  private publish(personId: number, lineId: number, state: 'changed' | 'deleted'): void {
    this.events.publish({ type: 'save', id: String(lineId), state }, { personId })
  }
}

function ownLine(line: SaveLine | null, personId: number, id: number): SaveLine {
  if (line?.personId !== personId) throw unknownLine(id)
  return line
}

function unknownLine(id: number): NotFound {
  return new NotFound(say('line.unknown', { id }))
}

function assertName({ kind }: SaveLine, key: string): void {
  if (kind === 'state') {
    throw new Malformed(say('line.stateName'))
  }
  if (kind === 'file' && exactName(key) !== key) {
    throw new Malformed(say('line.fileName'))
  }
}

/** Clients find a slotless file by the name of its head, and a version never changes: the head is written anew. */
async function renameHead(writers: Writers, line: SaveLine, key: string, now: number): Promise<void> {
  const head = line.headVersionId === null ? null : await writers.saves.version(line.headVersionId)
  if (!head) return
  const { version } = head
  const said = {
    content: version,
    fileName: key,
    emulator: version.emulator,
    originDeviceId: version.originDeviceId,
    parentId: version.id,
    state: 'live',
  } as const
  await appendVersion(writers, line.id, said, now)
}
