import { say } from '../../../shared/sentences/say'
import { NotFound } from '../errors'
import type { UnitOfWork } from '../unit-of-work'
import { crc32 } from './crc32'
import { partsOf } from './file-names'
import type { GameFile, ListedGame } from './game'
import { LibraryUnavailable, type LibraryFiles, type OpenedFile } from './library-files'
import { StoredZip, type ZipEntry } from './stored-zip'

/** What a client downloads as a game. */
export type Content =
  | { readonly kind: 'file'; readonly name: string; readonly file: OpenedFile }
  | { readonly kind: 'zip'; readonly name: string; readonly zip: StoredZip }

/** The bytes of games (clients.md 5.5). */
export class GameContent {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly files: LibraryFiles,
  ) {}

  /**
   * One file as it is, several as a stored zip with a playlist. Names and paths of requests have no part in it.
   * @param fileIds only these files of the game; null for all.
   * @throws NotFound saying why there is nothing to send.
   */
  async ofGame(id: number, fileIds: readonly number[] | null): Promise<Content> {
    // Nobody's notes are wanted: ids of persons begin with 1.
    const game = await this.unit.read.library.game(id, 0)
    if (!game) throw new NotFound(say('game.unknown', { id }))
    const chosen = fileIds === null ? game.files : game.files.filter((file) => fileIds.includes(file.id))
    const [only, ...more] = chosen
    const root = await this.rootOf(game)
    if (!only) throw new NotFound('None of these files belongs to this game')
    if (more.length > 0) return { kind: 'zip', ...(await this.zip(root, game, chosen)) }
    const name = only.path.slice(only.path.lastIndexOf('/') + 1)
    return { kind: 'file', name, file: await this.open(root, placeOf(game, only)) }
  }

  /** One file, by its own id. @throws NotFound */
  async ofFile(fileId: number): Promise<Content> {
    const gameId = await this.unit.read.library.gameIdOfFile(fileId)
    if (gameId === null) throw new NotFound(`File with id '${fileId}' not found`)
    return this.ofGame(gameId, [fileId])
  }

  private async rootOf(game: ListedGame): Promise<string> {
    if (game.origin === 'name') {
      throw new NotFound(say('game.nameOnly', { name: game.name }))
    }
    const folders = await this.unit.read.library.folders()
    const folder = folders.find(({ id }) => id === game.folderId)
    if (!folder || game.missingAt !== null) throw new NotFound(say('game.fileMissing', { name: game.name }))
    return folder.path
  }

  private async open(root: string, path: string): Promise<OpenedFile> {
    try {
      return await this.files.open(root, path)
    } catch (error) {
      if (error instanceof LibraryUnavailable) throw new NotFound(error.message)
      throw error
    }
  }

  private async zip(
    root: string,
    game: ListedGame,
    files: readonly GameFile[],
  ): Promise<{ name: string; zip: StoredZip }> {
    const entries: ZipEntry[] = []
    for (const file of files) entries.push(await this.entry(root, game, file))
    const playlist = playlistOf(game, files)
    return {
      name: `${partsOf(game.fsName, game.isFolder).stem}.zip`,
      zip: new StoredZip(playlist ? [...entries, playlist] : entries),
    }
  }

  /** Sizes are those of now, not of the last scan: the answer's length is computed from them. */
  private async entry(root: string, game: ListedGame, file: GameFile): Promise<ZipEntry> {
    const path = placeOf(game, file)
    const seen = await this.open(root, path)
    await seen.close()
    const isAsHashed = seen.sizeBytes === file.sizeBytes && seen.modifiedAt === file.modifiedAt
    const open = () => this.open(root, path)
    return {
      name: file.path,
      sizeBytes: seen.sizeBytes,
      modifiedAt: Date.parse(seen.modifiedAt),
      crc: isAsHashed && file.hashes ? Number.parseInt(file.hashes.crc, 16) : null,
      async *read() {
        const opened = await open()
        yield* opened.read(0, seen.sizeBytes)
      },
    }
  }
}

function placeOf(game: ListedGame, file: GameFile): string {
  const place = game.relativePath ?? ''
  return game.isFolder ? `${place}/${file.path}` : place
}

/** The discs in their order, for players that need a list of them; none if the game brings its own. */
function playlistOf(game: ListedGame, files: readonly GameFile[]): ZipEntry | null {
  const paths = files.map(({ path }) => path)
  if (paths.some((path) => /\.m3u$/i.test(path))) return null
  const sheets = paths.filter((path) => /\.cue$/i.test(path))
  const text = (sheets.length > 0 ? sheets : paths).map((path) => `${path}\n`).join('')
  const bytes = new TextEncoder().encode(text)
  return {
    name: `${game.fsName}.m3u`,
    sizeBytes: bytes.length,
    modifiedAt: Date.parse(game.updatedAt),
    crc: crc32(bytes),
    async *read() {
      yield await Promise.resolve(bytes)
    },
  }
}
