import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import {
  type DeviceSyncStatus,
  listHoldings,
  listSessionOperations,
  listSyncStatus,
} from '../../shared/api/sync-status'
import { listSyncSessions } from '../../shared/api/sync'
import { call } from './call'
import { usePeople } from './queries'

/** How sync stands with a device, and whose it is. */
export type DeviceStatus = DeviceSyncStatus & { readonly person: number }

/** Every device of everybody this person may look at. */
export function useSyncStatus() {
  const people = usePeople()
  return useQueries({
    queries: people.map(({ id }) => ({
      queryKey: ['sync', 'status', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call(listSyncStatus, { signal, query: { person: id } }),
    })),
    combine: useCallback(
      (results: UseQueryResult<DeviceSyncStatus[]>[]) => ({
        data:
          results.length > 0 && results.every(({ data }) => data !== undefined)
            ? results.flatMap(({ data }, index) =>
                (data ?? []).map((status) => ({ ...status, person: people[index]?.id ?? 0 })),
              )
            : undefined,
        error: results.find(({ error }) => error !== null)?.error ?? null,
      }),
      [people],
    ),
  })
}

/** Sessions of a device that are shown. */
const recent = 8

export function useSessions(device: string, person: number) {
  return useQuery({
    queryKey: ['sync', 'sessions', device],
    queryFn: ({ signal }) =>
      call(listSyncSessions, { signal, query: { device_id: device, limit: recent, person } }),
  })
}

export function useOperations(session: number, person: number) {
  return useQuery({
    queryKey: ['sync', 'operations', session],
    queryFn: ({ signal }) =>
      call(listSessionOperations, { signal, params: { id: session }, query: { person } }),
  })
}

/** Lines of one answer. */
export const holdingsPage = 100

/** Lines after one, and who holds what of them. */
export function useHoldings(person: number, after: number) {
  return useQuery({
    queryKey: ['sync', 'holdings', person, after],
    queryFn: ({ signal }) => call(listHoldings, { signal, query: { person, after, limit: holdingsPage } }),
  })
}

/** The last thing of a device that was refused, and of which game; null for none. */
export function useLastRefusal(device: string, person: number) {
  return useQuery({
    queryKey: ['sync', 'refusal', device],
    queryFn: ({ signal }) =>
      call(listHoldings, { signal, query: { person, device_id: device, after: 0, limit: 500 } }),
    select: (lines) =>
      lines
        .flatMap((line) => line.devices.flatMap(({ refused }) => (refused ? [{ ...refused, line }] : [])))
        .reduce<{ at: string; reason: string; line: (typeof lines)[number] } | null>(
          (latest, each) => (latest === null || each.at > latest.at ? each : latest),
          null,
        ),
  })
}
