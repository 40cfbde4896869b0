import { foldedStem, partsOf, titleKey } from './file-names'
import type { LibraryWriter } from './library-store'
import { foldedNameOf } from './match-games'
import type { NewIds } from './new-ids'

/** What a game's file name says, as it is stored. */
export function describe(fsName: string, isFolder: boolean) {
  const { title: name, regions, languages, tags, revision } = partsOf(fsName, isFolder)
  return {
    fsName,
    isFolder,
    name,
    foldedName: foldedNameOf({ fsName, isFolder }),
    titleKey: titleKey(fsName),
    regions,
    languages,
    tags,
    revision,
  }
}

/** The id of a platform, which is made if there is none. */
export async function platformFor(
  library: LibraryWriter,
  ids: NewIds,
  slug: string,
  at: string,
): Promise<number> {
  const known = await library.platformBySlug(slug)
  if (known) return known.id
  const id = await ids.take('platforms')
  await library.insertPlatform({ id, slug, createdAt: at, updatedAt: at })
  return id
}

/** A game that is known by its name alone. @returns its id. */
export async function addNamedGame(
  library: LibraryWriter,
  ids: NewIds,
  {
    platformId,
    fileName,
    at,
  }: { readonly platformId: number; readonly fileName: string; readonly at: string },
): Promise<number> {
  const id = await ids.take('games')
  await library.insertGames([
    {
      ...describe(fileName, false),
      id,
      platformId,
      origin: 'name',
      folderId: null,
      relativePath: null,
      sizeBytes: 0,
      missingAt: null,
      createdAt: at,
      updatedAt: at,
    },
  ])
  await addAlias(library, ids, { gameId: id, name: fileName, createdAt: at })
  return id
}

/** Another name for a game, unless it has it. */
export async function addAlias(
  library: LibraryWriter,
  ids: NewIds,
  alias: { readonly gameId: number; readonly name: string; readonly createdAt: string },
): Promise<void> {
  const id = await ids.take('game_files')
  await library.insertAlias({ ...alias, id, foldedName: foldedStem(alias.name) })
}
