import { say } from '../../../shared/sentences/say'
import { type Clock, iso } from '../clock'
import { NotFound } from '../errors'
import type { UnitOfWork } from '../unit-of-work'
import type {
  GamePage,
  GameProps,
  GameQuery,
  Hashes,
  ListedGame,
  NoteWithAuthor,
  OverviewPage,
  OverviewQuery,
  Platform,
  PlatformWithCounts,
} from './game'
import type { LibraryReader, LibraryWriter } from './library-store'

type PropsChange = Partial<Omit<GameProps, 'personId' | 'gameId'>>
type NoteChange = Partial<Pick<NoteWithAuthor, 'title' | 'content' | 'isPublic'>>

/** The games of the household, as clients ask for them. */
export class LibraryService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  platforms(): Promise<PlatformWithCounts[]> {
    return this.unit.read.library.platforms()
  }

  /** @throws NotFound */
  async platform(id: number): Promise<PlatformWithCounts> {
    const platform = await this.unit.read.library.platform(id)
    if (!platform) throw new NotFound(say('platform.unknown', { id }))
    return platform
  }

  /** Also one without games; null for a slug the library never had. */
  platformBySlug(slug: string): Promise<Platform | null> {
    return this.unit.read.library.platformBySlug(slug)
  }

  games(query: GameQuery): Promise<GamePage> {
    return this.unit.read.library.games(query)
  }

  overview(query: OverviewQuery): Promise<OverviewPage> {
    return this.unit.read.library.overview(query)
  }

  gameIds(): Promise<number[]> {
    return this.unit.read.library.gameIds()
  }

  /** @throws NotFound */
  game(id: number, personId: number): Promise<ListedGame> {
    return gameIn(this.unit.read.library, id, personId)
  }

  /** @throws NotFound also when no hash is given. */
  async gameByHashes(hashes: Partial<Hashes>, personId: number): Promise<ListedGame> {
    const id = await this.unit.read.library.gameIdByHashes(hashes)
    if (id === null) throw new NotFound('No game with a file of this hash found')
    return this.game(id, personId)
  }

  /** Own notes and public ones. */
  notes(gameId: number, personId: number): Promise<NoteWithAuthor[]> {
    return this.unit.read.library.notes(gameId, personId)
  }

  /** @throws NotFound for an unknown game. */
  async addNote(
    gameId: number,
    author: { readonly id: number; readonly username: string },
    note: Required<NoteChange>,
  ): Promise<NoteWithAuthor> {
    const at = iso(this.clock.now())
    const made = { gameId, personId: author.id, ...note, createdAt: at, updatedAt: at }
    const id = await this.unit.write(async ({ library }) => {
      await gameIn(library, gameId, author.id)
      return library.insertNote(made)
    })
    return { ...made, id, username: author.username }
  }

  /** Changes what is present in `change`. @throws NotFound also for somebody else's note. */
  changeNote(gameId: number, noteId: number, personId: number, change: NoteChange): Promise<NoteWithAuthor> {
    return this.unit.write(async ({ library }) => {
      const notes = await library.notes(gameId, personId)
      const note = notes.find((each) => each.id === noteId && each.personId === personId)
      if (!note) throw new NotFound(`Note with id '${noteId}' not found`)
      const changed = { ...note, ...change, updatedAt: iso(this.clock.now()) }
      await library.updateNote(changed)
      return changed
    })
  }

  /** What a person notes down about a game; only what is present in `change` changes. @throws NotFound */
  setProps(gameId: number, personId: number, change: PropsChange): Promise<GameProps> {
    return this.unit.write(({ library }) => changeProps(library, gameId, personId, () => change))
  }
}

/**
 * Changes what a person notes down about a game, as a part of a transaction.
 * @param change told what is noted down now.
 * @throws NotFound
 */
export async function changeProps(
  library: LibraryWriter,
  gameId: number,
  personId: number,
  change: (props: GameProps) => PropsChange,
): Promise<GameProps> {
  const { props } = await gameIn(library, gameId, personId)
  const before = props ?? blankProps(gameId, personId)
  const changed = { ...before, ...change(before) }
  await library.saveProps(changed)
  return changed
}

function blankProps(gameId: number, personId: number): GameProps {
  return {
    personId,
    gameId,
    rating: 0,
    difficulty: 0,
    completion: 0,
    status: null,
    backlogged: false,
    nowPlaying: false,
    hidden: false,
    lastPlayed: null,
  }
}

async function gameIn(library: LibraryReader, id: number, personId: number): Promise<ListedGame> {
  const game = await library.game(id, personId)
  if (!game) throw new NotFound(say('game.unknown', { id }))
  return game
}
