import { useQuery } from '@tanstack/react-query'
import {
  addLibraryFolder,
  importCard,
  importGames,
  type LibraryGroup,
  listLibraryFolders,
  lookAtFolder,
  mostNames,
} from '../../shared/api/library'
import { listPlatforms } from '../../shared/api/platforms'
import type { Job } from '../../shared/api/jobs'
import { call } from './call'
import { useMayManage, useMe } from './queries'

/** The folders games come from, for those who may know. */
export function useLibraryFolders() {
  return useQuery({
    queryKey: ['library', 'folders'],
    queryFn: ({ signal }) => call(listLibraryFolders, { signal }),
    enabled: useMayManage(),
  })
}

/** How many games the hub knows, by platform. */
export function useLibraryPlatforms() {
  return useQuery({
    queryKey: ['library', 'platforms'],
    queryFn: ({ signal }) => call(listPlatforms, { signal }),
    enabled: useMe().data !== undefined,
  })
}

/** How many games the hub knows; undefined until that is known. */
export function useGameCount(): number | undefined {
  return useLibraryPlatforms().data?.reduce((sum, platform) => sum + platform.rom_count, 0)
}

/** Whether this person should be asked which games the household plays: there are none, and they may add some. */
export function useNeedsGames(): boolean {
  const count = useGameCount()
  return useMayManage() && count === 0
}

export type GameSource =
  | { readonly kind: 'folder' | 'card'; readonly path: string }
  | { readonly kind: 'names'; readonly names: readonly string[] }

/** A group's platform by its key, an empty one to leave it out. */
export type Choices = Readonly<Record<string, string>>

export interface Preview {
  readonly groups: readonly LibraryGroup[]
  readonly problems: readonly string[]
  readonly parent: string | null
}

/** What adding from a source would mean; nothing is stored. */
export async function previewGames(
  source: GameSource,
  choices: Choices,
  signal: AbortSignal,
): Promise<Preview> {
  if (source.kind === 'names') {
    const body = { names: source.names.slice(0, mostNames), platforms: choices, preview: true }
    const { groups } = await call(importGames, { signal, body })
    return { groups, problems: [], parent: null }
  }
  const said = Object.keys(choices).length > 0 ? { platforms: choices } : {}
  return call(lookAtFolder, { signal, body: { path: source.path, as: source.kind, ...said } })
}

/** What was added: at once, or by a job that reads the folder. */
export interface Added {
  readonly count: number
  readonly job: Job | null
}

/** Adds from a source, as it was shown. */
export async function addFrom(source: GameSource, choices: Choices, shown: Preview): Promise<Added> {
  if (source.kind === 'names') {
    const body = { names: [...source.names], platforms: choices, preview: false }
    return { count: (await call(importGames, { body })).added, job: null }
  }
  if (source.kind === 'card') {
    const { groups } = await call(importCard, { body: { path: source.path, platforms: choices } })
    return { count: groups.reduce((sum, { added }) => sum + added, 0), job: null }
  }
  // What lies beside the folders is taken only if somebody says for what: the guess that was shown counts as said.
  const beside = shown.groups.find(({ key }) => key === '')?.platform
  const platforms = beside ? { '': beside, ...choices } : choices
  const { job } = await call(addLibraryFolder, { body: { path: source.path, platforms } })
  return { count: shown.groups.reduce((sum, { added }) => sum + added, 0), job }
}
