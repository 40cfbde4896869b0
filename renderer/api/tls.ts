import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import {
  changeTls,
  getTls,
  type TlsSetting,
  type TlsView,
  useMadeCertificate,
  useOwnCertificate,
} from '../../shared/api/tls'
import { call } from './call'
import { useMayManage } from './queries'

const tlsKey = ['network', 'tls']

/** Whether HTTPS is on, and what its certificate is; for those who may know. */
export function useTls() {
  return useQuery({
    queryKey: tlsKey,
    queryFn: ({ signal }) => call(getTls, { signal }),
    enabled: useMayManage(),
  })
}

export type CertificatePair = z.input<typeof useOwnCertificate.body>

/** What a change makes of it stands at once; the addresses follow. */
function useTlsChange<Input>(change: (input: Input) => Promise<TlsView>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (now) => {
      queries.setQueryData(tlsKey, now)
      void queries.invalidateQueries({ queryKey: ['health'] })
      void queries.invalidateQueries({ queryKey: ['network', 'view'] })
    },
  })
}

export function useChangeTls() {
  return useTlsChange((body: TlsSetting) => call(changeTls, { body }))
}

/** Takes a certificate of the household's own; null goes back to the one the hub makes. */
export function useChangeCertificate() {
  return useTlsChange((pair: CertificatePair | null) =>
    pair === null ? call(useMadeCertificate, {}) : call(useOwnCertificate, { body: pair }),
  )
}
