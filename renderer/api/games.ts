import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { libraryOverview, type OverviewChoice, type OverviewOrder } from '../../shared/api/library-overview'
import { listPlatforms } from '../../shared/api/platforms'
import { call } from './call'
import { useMe } from './queries'

/** Which games are looked at, and whose saves of them. */
export interface GamesFilter {
  readonly search: string
  readonly platform: number | undefined
  readonly show: OverviewChoice
  readonly order: OverviewOrder
  /** Somebody else of the household, for an owner. */
  readonly person: number | undefined
}

/** Games asked for at once. */
export const gamesPage = 50

/** The games of one page of the list, by its place; the former answer stays in sight until the new one is there. */
export function useGames({ search, platform, show, order, person }: GamesFilter, place: number) {
  return useQuery({
    queryKey: ['games', 'overview', { search, platform, show, order, person }, place],
    queryFn: ({ signal }) =>
      call(libraryOverview, {
        signal,
        query: {
          search,
          platform_id: platform,
          show,
          order,
          person,
          limit: gamesPage,
          offset: place * gamesPage,
        },
      }),
    placeholderData: keepPreviousData,
  })
}

/** Platforms that have games. */
export function usePlatforms() {
  const isKnown = useMe().data !== undefined
  return useQuery({
    queryKey: ['library', 'platforms'],
    queryFn: ({ signal }) => call(listPlatforms, { signal }),
    enabled: isKnown,
  })
}
