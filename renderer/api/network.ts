import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { diagnoseNetwork, dismissAddressChange, getNetwork } from '../../shared/api/network'
import { allowHost, forgetHost, getNetworkHosts } from '../../shared/api/network-hosts'
import { call } from './call'
import { useMayManage, useMe } from './queries'

/** Where the hub is found, and whether its address changed. */
export function useNetwork() {
  return useQuery({
    queryKey: ['network', 'view'],
    queryFn: ({ signal }) => call(getNetwork, { signal }),
    enabled: useMe().data !== undefined,
  })
}

/** Why a handheld may not reach the hub; looked at anew whenever the page is opened or something happens. */
export function useDiagnosis() {
  return useQuery({
    queryKey: ['network', 'diagnosis'],
    queryFn: ({ signal }) => call(diagnoseNetwork, { signal }),
    enabled: useMayManage(),
    staleTime: 0,
  })
}

/** Everybody who had to be told of the new address was told. */
export function useDismissAddressChange() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => call(dismissAddressChange, {}),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['network'] }),
  })
}

/** Names of its own that the hub answers to, and those it refused. */
export function useNetworkHosts() {
  return useQuery({
    queryKey: ['network', 'hosts'],
    queryFn: ({ signal }) => call(getNetworkHosts, { signal }),
    enabled: useMayManage(),
  })
}

export function useAllowHost() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => call(allowHost, { body: { name } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['network'] }),
  })
}

export function useForgetHost() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => call(forgetHost, { params: { name } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['network'] }),
  })
}
