import { queryOptions, useQuery } from '@tanstack/react-query'
import { pending } from '../../shared/api/device-authorization'
import { listDevices } from '../../shared/api/devices'
import { getHealth } from '../../shared/api/health'
import { listPairing } from '../../shared/api/pairing'
import { listUsers, me } from '../../shared/api/users'
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

function useMayManage(): boolean {
  return useMe().data?.oauth_scopes.includes('users.read') ?? false
}

/** The people this person may act for; only themselves unless they own the hub. */
export function usePeople() {
  const mayManage = useMayManage()
  const self = useMe().data
  const everybody = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => call(listUsers, { signal }),
    enabled: mayManage,
  })
  return everybody.data ?? (self ? [self] : [])
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
