import { useQuery } from '@tanstack/react-query'
import { getMove } from '../../shared/api/move'
import { call } from './call'
import { useMayManage } from './queries'

/** Where the data folder is, whether it can be moved, and what a move left to do. */
export function useMove() {
  return useQuery({
    queryKey: ['storage', 'move'],
    queryFn: ({ signal }) => call(getMove, { signal }),
    enabled: useMayManage(),
  })
}
