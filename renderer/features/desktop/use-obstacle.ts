import { useQuery } from '@tanstack/react-query'

/** What kept the hub from starting, as the desktop app tells it: no hub is asked, so no network is needed. */
export function useObstacle<Answer>(name: string, ask: (() => Promise<Answer>) | undefined) {
  return useQuery({
    queryKey: ['obstacle', name],
    queryFn: async () => (await ask?.()) ?? null,
    networkMode: 'always',
  }).data
}
