import { queryOptions, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type ActivityKind, listActivity } from '../../shared/api/activity'
import { listAllClientTokens, listClientTokens } from '../../shared/api/client-tokens'
import { pending } from '../../shared/api/device-authorization'
import { type Device, getDevice, listDevices } from '../../shared/api/devices'
import { getHealth } from '../../shared/api/health'
import { listPairing } from '../../shared/api/pairing'
import { getUser, listSessions, listUsers, me, removalPreview, type User } from '../../shared/api/users'
import { call } from './call'
import { isRefusal } from './refusal'

/** The first word of each key is what the event stream invalidates by. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => call(me, { signal }),
})

const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => call(getHealth, { signal }),
})

function pairingQuery(person: number | undefined) {
  return queryOptions({
    queryKey: ['pairing', 'open', person ?? 'self'],
    queryFn: ({ signal }) => call(listPairing, { signal, query: { person } }),
  })
}

function pendingQuery(code: string, person: number | undefined) {
  return queryOptions({
    queryKey: ['pairing', 'code', code, person ?? 'self'],
    queryFn: ({ signal }) => call(pending, { signal, params: { user_code: code }, query: { person } }),
  })
}

/** Who is signed in. */
export function useMe() {
  return useQuery(meQuery)
}

/** A person is known and the hub has not said otherwise since; a hub that is silent for a while changes nothing. */
export function useSignedIn(): boolean {
  const { data, error } = useMe()
  return data !== undefined && !isRefusal(error, 401)
}

export function useHealth() {
  return useQuery(healthQuery)
}

/** Open requests, as this person, or another of the household, could decide them. */
export function usePairing(person?: number) {
  return useQuery({ ...pairingQuery(person), placeholderData: (previous) => previous })
}

/**
 * One request by the code on its screen. A code that was refused is not tried again by itself: every wrong try
 * counts against a limit (W-22).
 */
export function usePending(code: string, person: number | undefined, enabled: boolean) {
  return useQuery({
    ...pendingQuery(code, person),
    enabled: (query) => enabled && !isRefusal(query.state.error),
  })
}

/** An owner, who sees and changes what is not theirs too. */
export function useMayManage(): boolean {
  return useMe().data?.oauth_scopes.includes('users.read') ?? false
}

/** Everybody of the household; asked for only by those who may know. */
export function useEverybody() {
  return useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => call(listUsers, { signal }),
    enabled: useMayManage(),
  })
}

/** The people this person may act for; only themselves unless they own the hub. */
export function usePeople(): readonly User[] {
  const self = useMe().data
  const everybody = useEverybody().data
  return useMemo(() => everybody ?? (self ? [self] : []), [everybody, self])
}

/** The devices this person may see: the owner sees everybody's. */
export function useDevices() {
  const self = useMe().data
  const mayManage = useMayManage()
  return useQuery({
    queryKey: ['devices', mayManage ? 'all' : 'self'],
    queryFn: ({ signal }) =>
      call(listDevices, { signal, query: mayManage ? { person: 'all' as const } : {} }),
    enabled: self !== undefined,
  })
}

/** One device; shown from the list while the hub is asked for it. */
export function useDevice(id: string) {
  const queries = useQueryClient()
  return useQuery({
    queryKey: ['devices', 'one', id],
    queryFn: ({ signal }) => call(getDevice, { signal, params: { id } }),
    placeholderData: () =>
      queries
        .getQueriesData<Device[]>({
          queryKey: ['devices'],
          predicate: ({ queryKey }) => queryKey[1] !== 'one',
        })
        .flatMap(([, devices]) => devices ?? [])
        .find((device) => device.id === id),
  })
}

/** Own tokens; an owner may see everybody's. */
export function useTokens(whose: 'mine' | 'everybody') {
  return useQuery({
    queryKey: ['tokens', whose],
    queryFn: ({ signal }) => call(whose === 'mine' ? listClientTokens : listAllClientTokens, { signal }),
  })
}

/** One person: oneself, or as an owner anybody. */
export function usePerson(id: number) {
  const self = useMe().data
  const isSelf = self?.id === id
  const other = useQuery({
    queryKey: ['people', id],
    queryFn: ({ signal }) => call(getUser, { signal, params: { id } }),
    enabled: self !== undefined && !isSelf,
  })
  return isSelf ? { data: self, error: null, isSelf } : { data: other.data, error: other.error, isSelf }
}

/** Browsers and phones signed in as this person. */
export function useSessions(person: number) {
  return useQuery({
    queryKey: ['people', person, 'sessions'],
    queryFn: ({ signal }) => call(listSessions, { signal, params: { id: person } }),
  })
}

/** What removing this person would mean; asked afresh each time it is looked at. */
export function useRemovalPreview(person: number) {
  return useQuery({
    queryKey: ['people', person, 'removal'],
    queryFn: ({ signal }) => call(removalPreview, { signal, params: { id: person } }),
    staleTime: 0,
    gcTime: 0,
  })
}

const activityPage = 100

/** The audit list, newest first, page by page. */
export function useActivity(kind: ActivityKind | undefined) {
  return useInfiniteQuery({
    queryKey: ['activity', kind ?? 'all'],
    queryFn: ({ signal, pageParam }) =>
      call(listActivity, { signal, query: { limit: activityPage, before: pageParam, kind } }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => (last.length < activityPage ? undefined : last.at(-1)?.id),
    // What happens elsewhere is not all told by the event stream.
    staleTime: 0,
  })
}
