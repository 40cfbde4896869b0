import { useQuery } from '@tanstack/react-query'
import { getHome } from '../../shared/api/home'
import { getStorage } from '../../shared/api/storage'
import { call } from './call'
import { useMayManage, useMe } from './queries'

/** An owner looks at everybody's things, everybody else at their own. */
function useWhose() {
  const known = useMe().data !== undefined
  const mayManage = useMayManage()
  return { known, key: mayManage ? 'all' : 'self', query: mayManage ? { person: 'all' as const } : {} }
}

/** What Home says first: how many games have saves, and which save came last. */
export function useHome() {
  const { known, key, query } = useWhose()
  return useQuery({
    queryKey: ['home', key],
    queryFn: ({ signal }) => call(getHome, { signal, query }),
    enabled: known,
  })
}

/** How much is kept and where, the disk, the copies. */
export function useStorage() {
  const { known, key, query } = useWhose()
  return useQuery({
    queryKey: ['storage', key],
    queryFn: ({ signal }) => call(getStorage, { signal, query }),
    enabled: known,
  })
}
