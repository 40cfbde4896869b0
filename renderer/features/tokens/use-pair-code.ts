import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import {
  type ClientToken,
  listClientTokens,
  pairClientToken,
  pairingCodeStatus,
} from '../../../shared/api/client-tokens'
import { call } from '../../api/call'
import { isRefusal } from '../../api/refusal'
import { serverNow } from '../../api/server-clock'
import { useNow } from '../../components/use-now'

const askEvery = 3_000

interface PairCode {
  readonly code: string
  readonly until: number
  readonly lifetime: number
  /** The end of the secret the token had: exchanging the code changes it. */
  readonly lastFour: string | null
}

export type CodeState = 'live' | 'claimed' | 'expired'

async function tokenNow(id: number): Promise<ClientToken | undefined> {
  return (await call(listClientTokens, {})).find((token) => token.id === id)
}

async function makeCode(id: number): Promise<PairCode> {
  const before = await tokenNow(id)
  const { code, expires_in } = await call(pairClientToken, { params: { id } })
  const lifetime = expires_in * 1_000
  return { code, lifetime, until: serverNow() + lifetime, lastFour: before?.last_four ?? null }
}

/** A code that is gone was claimed only if the token has another secret since; all else is no proof (W-79). */
async function stateOf(id: number, { code, lastFour }: PairCode): Promise<CodeState> {
  try {
    await call(pairingCodeStatus, { params: { code } })
    return 'live'
  } catch (error) {
    if (!isRefusal(error, 404)) throw error
    const token = await tokenNow(id)
    return token !== undefined && token.last_four !== lastFour ? 'claimed' : 'expired'
  }
}

/** A one-minute code for a token, and what has become of it. */
export function usePairCode(token: ClientToken, onClaimed: () => void) {
  const queries = useQueryClient()
  const { mutate, data: made, error, isPending } = useMutation({ mutationFn: () => makeCode(token.id) })
  useEffect(() => mutate(), [mutate])
  const now = useNow(500)
  const left = made ? Math.max(0, made.until - now) : 0
  const status = useQuery({
    queryKey: ['pair-code', made?.code ?? ''],
    queryFn: () => (made ? stateOf(token.id, made) : ('live' as const)),
    enabled: made !== undefined && !isPending,
    retry: false,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data === undefined || state.data === 'live' ? askEvery : false),
    refetchIntervalInBackground: true,
  })
  const { refetch, data: state } = status
  const isOver = made !== undefined && left === 0
  useEffect(() => {
    if (isOver) void refetch()
  }, [isOver, refetch])
  const claimed = useRef(onClaimed)
  useEffect(() => {
    claimed.current = onClaimed
  }, [onClaimed])
  useEffect(() => {
    if (state !== 'claimed') return
    void queries.invalidateQueries({ queryKey: ['tokens'] })
    claimed.current()
  }, [state, queries])
  return {
    made: isPending ? undefined : made,
    left,
    state: state ?? 'live',
    /** The hub cannot be asked right now. */
    isBlind: status.failureCount > 0 && state !== 'claimed',
    error,
    again: () => mutate(),
  } as const
}
