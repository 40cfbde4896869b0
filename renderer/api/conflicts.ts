import {
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useCallback } from 'react'
import {
  type Conflict,
  decideConflict,
  decideConflicts,
  inboxPage,
  listConflicts,
  listNotices,
  type Notice,
  seeNotice,
} from '../../shared/api/conflicts'
import { call } from './call'
import { usePeople } from './queries'

/** With the person whose save it is: an owner answers for everybody in the house. */
export type Owned<Item> = Item & { readonly person: number }

export type Keep = 'hub' | 'device' | 'both'

interface Listed<Item> {
  /** Newest first. Undefined while not everybody's are known. */
  readonly data: readonly Owned<Item>[] | undefined
  readonly error: unknown
  readonly isFetching: boolean
}

/** One list out of everybody's. */
function useOfEverybody<Item extends { readonly id: number }>(
  key: readonly string[],
  fetch: (person: number, signal: AbortSignal) => Promise<Item[]>,
  enabled: boolean,
): Listed<Item> {
  const people = usePeople()
  return useQueries({
    queries: people.map(({ id }) => ({
      queryKey: [...key, id],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetch(id, signal),
      enabled,
    })),
    combine: useCallback(
      (results: UseQueryResult<Item[]>[]) => {
        const isKnown = results.length > 0 && results.every(({ data }) => data !== undefined)
        const all = results.flatMap(({ data }, index) =>
          (data ?? []).map((item) => ({ ...item, person: people[index]?.id ?? 0 })),
        )
        return {
          data: isKnown ? all.sort((one, other) => other.id - one.id) : undefined,
          isFetching: results.some(({ isFetching }) => isFetching),
          error: results.find(({ error }) => error !== null)?.error ?? null,
        }
      },
      [people],
    ),
  })
}

/** What waits in the inbox, of everybody this person may answer for. */
export function useOpenConflicts(): Listed<Conflict> {
  return useOfEverybody(
    ['conflicts', 'open'],
    (person, signal) =>
      call(listConflicts, { signal, query: { person, state: 'open', limit: inboxPage.most } }),
    true,
  )
}

/** One closed entry, however old it is: the list has it, or nothing. */
export function useClosedConflict(id: number, enabled: boolean): Listed<Conflict> {
  return useOfEverybody(
    ['conflicts', 'closed', String(id)],
    async (person, signal) => {
      const query = { person, state: 'closed', before: id + 1, limit: 1 } as const
      const [entry] = await call(listConflicts, { signal, query })
      return entry?.id === id ? [entry] : []
    },
    enabled,
  )
}

/** The next page of everybody's closed entries, newest first; empty behind the last. */
async function closedBefore(
  people: readonly number[],
  before: number | undefined,
  signal: AbortSignal,
): Promise<Owned<Conflict>[]> {
  const lists = await Promise.all(
    people.map(async (person) => {
      const query = { person, state: 'closed', before, limit: inboxPage.usual } as const
      const entries = await call(listConflicts, { signal, query })
      return entries.map((entry) => ({ ...entry, person }))
    }),
  )
  // Only of the newest of all it is certain that nobody has one between them.
  return lists
    .flat()
    .sort((one, other) => other.id - one.id)
    .slice(0, inboxPage.usual)
}

/** How entries of the inbox ended, page by page. */
export function useClosedConflicts() {
  const people = usePeople().map(({ id }) => id)
  return useInfiniteQuery({
    queryKey: ['conflicts', 'closed', 'list', people],
    queryFn: ({ signal, pageParam }) => closedBefore(people, pageParam, signal),
    enabled: people.length > 0,
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length < inboxPage.usual ? undefined : page.at(-1)?.id),
  })
}

/** What somebody should know of, and nobody has to decide. */
export function useInboxNotices(): Listed<Notice> {
  return useOfEverybody(
    ['conflicts', 'notices'],
    (person, signal) =>
      call(listNotices, { signal, query: { person, state: 'new', limit: inboxPage.usual } }),
    true,
  )
}

/** After something was decided, or turned out to be otherwise: does not wait for the hub's event. */
export function useInboxChanged() {
  const queries = useQueryClient()
  return useCallback(
    () =>
      Promise.all(
        ['conflicts', 'sync', 'saves', 'games'].map((word) =>
          queries.invalidateQueries({ queryKey: [word] }),
        ),
      ),
    [queries],
  )
}

interface Deciding {
  readonly keep: Keep
  readonly entries: readonly [Owned<Conflict>, ...Owned<Conflict>[]]
}

interface DecisionHearer {
  readonly onDecided: (result: { readonly decided: number; readonly left: number }) => void
  readonly onRefused: (error: unknown) => void
}

/** Decides about one entry, or about several of one person; each names the head that was seen. */
export function useDecision({ onDecided, onRefused }: DecisionHearer) {
  const changed = useInboxChanged()
  return useMutation({
    mutationFn: async ({ keep, entries }: Deciding) => {
      const [first, ...more] = entries
      const query = { person: first.person }
      if (more.length === 0) {
        const body = { keep, head: first.head_version_id }
        await call(decideConflict, { params: { id: first.id }, query, body })
        return { decided: 1, left: 0 }
      }
      const decisions = entries.map(({ id, head_version_id: head }) => ({ id, keep, head }))
      const outcomes = await call(decideConflicts, { query, body: { decisions } })
      const decided = outcomes.filter(({ outcome }) => outcome === 'decided').length
      return { decided, left: outcomes.length - decided }
    },
    // Heard also when the entry, and what shows it, is gone by then.
    onSuccess: onDecided,
    onError: onRefused,
    onSettled: changed,
  })
}

export function useSeeNotice() {
  const changed = useInboxChanged()
  return useMutation({
    mutationFn: ({ id, person }: Owned<Notice>) => call(seeNotice, { params: { id }, query: { person } }),
    onSettled: changed,
  })
}
