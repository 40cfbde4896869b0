import { useQuery } from '@tanstack/react-query'
import { getPlayTime } from '../../shared/api/play-sessions'
import { call } from './call'

/** Days a chart shows. */
export const chartDays = 30

/** How long a game was played: in all by device, and on each of the last days. */
export function usePlayTime(game: number, person: number | undefined) {
  return useQuery({
    queryKey: ['play', game, person ?? 'self'],
    queryFn: ({ signal }) =>
      call(getPlayTime, {
        signal,
        query: { rom_id: game, person, days: chartDays, utc_offset: -new Date().getTimezoneOffset() },
      }),
    // Nothing tells when somebody played: it is asked again when it is looked at again.
    staleTime: 0,
  })
}
