import { type Clock, iso } from '../clock'
import type { EventLog } from '../events/event-log'
import type { Random } from '../random'
import type { UnitOfWork } from '../unit-of-work'
import { addAlias, addNamedGame, platformFor } from './game-records'
import { decide } from './known-names'
import type { LibraryWriter } from './library-store'
import { type ImportedLine, type ImportRequest, readLines } from './name-lines'
import { NewIds } from './new-ids'

/** Games without a file on this computer, by their names on the devices (design section 8). */
export class ImportGames {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly events: EventLog,
  ) {}

  /** What {@link store} would do; nothing is stored. @throws Malformed for a platform that cannot be one. */
  preview(request: ImportRequest): Promise<ImportedLine[]> {
    return decide(this.unit.read.library, readLines(request))
  }

  /** Adds what is new, and other names to what is known. @throws Malformed for a platform that cannot be one. */
  async store(request: ImportRequest): Promise<ImportedLine[]> {
    const lines = readLines(request)
    const stored = await this.unit.write(async ({ library }) => {
      const decided = await decide(library, lines)
      const ids = new NewIds(library, this.random)
      const at = iso(this.clock.now())
      const result: ImportedLine[] = []
      for (const line of decided) result.push(await storeLine(library, ids, at, line))
      return result
    })
    if (stored.some(({ outcome }) => outcome === 'new' || outcome === 'alias')) {
      this.events.publish({ type: 'library', id: 'games', state: 'changed' })
    }
    return stored
  }
}

async function storeLine(
  library: LibraryWriter,
  ids: NewIds,
  at: string,
  line: ImportedLine,
): Promise<ImportedLine> {
  const { fileName, platform, outcome, gameId } = line
  if (fileName === null || platform === null) return line
  if (outcome === 'alias' && gameId !== null) {
    await addAlias(library, ids, { gameId, name: fileName, createdAt: at })
    await library.touch(gameId, at)
  }
  if (outcome !== 'new') return line
  const platformId = await platformFor(library, ids, platform, at)
  return { ...line, gameId: await addNamedGame(library, ids, { platformId, fileName, at }) }
}
