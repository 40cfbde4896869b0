import { partsOf } from '../library/file-names'
import type { UnitOfWork } from '../unit-of-work'
import type { SaveGame } from './save-line'

/** A game as names of saves are made from it. */
export interface NamedGame extends SaveGame {
  readonly fileNameNoExt: string
}

/** The household's games, for those who keep saves of them. The one place that knows who may see which (W-36). */
export class GameLookup {
  /** Of games that the store remembers: a name is taken apart once. */
  private readonly names = new WeakMap<SaveGame, NamedGame>()

  constructor(private readonly unit: UnitOfWork) {}

  /** Those of `ids` that {@link visible} would tell of, for those who need no more of many. */
  async existing(_personId: number, ids: readonly number[]): Promise<ReadonlySet<number>> {
    return new Set(await this.unit.read.saves.gameIds(ids))
  }

  /** Those of `ids` that there are, by id. Nothing is hidden from a person of the household so far. */
  async visible(_personId: number, ids: readonly number[]): Promise<ReadonlyMap<number, NamedGame>> {
    const games = await this.unit.read.saves.games(ids)
    return new Map(games.map((game) => [game.id, this.named(game)]))
  }

  private named(game: SaveGame): NamedGame {
    const known = this.names.get(game)
    if (known) return known
    const named = { ...game, fileNameNoExt: partsOf(game.fileName, game.isFolder).stem }
    this.names.set(game, named)
    return named
  }
}
