import { QueryClient } from '@tanstack/react-query'
import { Unreachable } from './refusal'

/** Freshness comes from the event stream, so nothing goes stale by age and nothing is asked again on a timer. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        // The hub may be on this very machine: whether the browser thinks it is online says nothing about it.
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => error instanceof Unreachable && failures < 2,
        retryDelay: (failures) => 400 * 2 ** failures,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
