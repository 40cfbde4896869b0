import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { getRom } from '../../shared/api/roms'
import { compareVersions, listVersionChanges, versionPreview } from '../../shared/api/version-contents'
import { listLines, listVersions } from '../../shared/api/versions'
import { listBin } from '../../shared/api/bin'
import { call } from './call'

/** Versions asked for at once, and drawn or left out as one. */
export const versionsPage = 50

/** Versions of a line that are shown before somebody asks for all of them. */
export const newestVersions = 6

export function useGame(id: number) {
  return useQuery({
    queryKey: ['library', 'game', id],
    queryFn: ({ signal }) => call(getRom, { signal, params: { id } }),
  })
}

/** The lines of a game, for oneself or the person an owner looks at. */
export function useLines(game: number, person: number | undefined) {
  return useQuery({
    queryKey: ['saves', 'lines', game, person ?? 'self'],
    queryFn: ({ signal }) => call(listLines, { signal, query: { rom_id: game, person } }),
  })
}

/** Which versions: the newest few, those of one page of the line, page 0 holding the oldest, or a single one. */
export type VersionsPage = 'newest' | number

function pageQuery(page: VersionsPage | { readonly sequence: number }) {
  if (page === 'newest') return { limit: newestVersions }
  return typeof page === 'object'
    ? { limit: 1, before: page.sequence + 1 }
    : // The borders stay where they are when a version arrives: only the page of the newest changes.
      { limit: versionsPage, before: (page + 1) * versionsPage + 1 }
}

/** Versions of a line, newest first. */
export function useVersions(line: number, person: number | undefined, page: VersionsPage) {
  return useQuery({
    queryKey: ['saves', 'versions', line, person ?? 'self', page],
    queryFn: async ({ signal }) => {
      const versions = await call(listVersions, {
        signal,
        params: { id: line },
        query: { ...pageQuery(page), person },
      })
      if (page === 'newest') return versions
      return versions.filter(({ sequence }) => sequence > page * versionsPage)
    },
  })
}

/** What the same versions changed, by their ids; it takes a little longer, because the hub looks into them. */
export function useChanges(
  line: number,
  person: number | undefined,
  page: VersionsPage | { readonly sequence: number },
) {
  return useQuery({
    queryKey: ['saves', 'changes', line, person ?? 'self', page],
    queryFn: ({ signal }) =>
      call(listVersionChanges, { signal, params: { id: line }, query: { ...pageQuery(page), person } }),
    select: byVersion,
  })
}

function byVersion<Change extends { readonly version_id: number }>(changes: readonly Change[]) {
  return new Map(changes.map((change) => [change.version_id, change]))
}

/** What is in a version. Contents never change, so it is asked once. */
export function usePreview(id: number, person: number | undefined) {
  return useQuery({
    queryKey: ['contents', 'preview', id, person ?? 'self'],
    queryFn: ({ signal }) => call(versionPreview, { signal, params: { id }, query: { person } }),
  })
}

export function useComparison(id: number, other: number, person: number | undefined) {
  return useQuery({
    queryKey: ['contents', 'comparison', id, other, person ?? 'self'],
    queryFn: ({ signal }) =>
      call(compareVersions, { signal, params: { id }, query: { with: other, person } }),
  })
}

/** Most entries of the bin that are shown. */
export const binLimit = 1_000

export function useBin(person: number | undefined) {
  return useQuery({
    queryKey: ['saves', 'bin', person ?? 'self'],
    queryFn: ({ signal }) => call(listBin, { signal, query: { limit: binLimit, person } }),
  })
}

/** After something was done to saves: does not wait for the hub's event. */
export function useSavesChanged() {
  const queries = useQueryClient()
  return useCallback(
    () => Promise.all(['saves', 'games'].map((word) => queries.invalidateQueries({ queryKey: [word] }))),
    [queries],
  )
}
