import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  getImport,
  type ImportLook,
  importLook,
  lookAtImport,
  lookAtImportZip,
} from '../../shared/api/import'
import { getJob } from '../../shared/api/jobs'
import { call } from './call'
import { refusalFrom, UnexpectedAnswer, Unreachable } from './refusal'

export type ImportOutcome = keyof ImportLook['counts']
export type ImportPerson = number | 'all' | undefined
export type ImportSource =
  | { readonly kind: 'zip'; readonly file: File }
  | { readonly kind: 'folder' | 'retroarch'; readonly path: string }

/** What an import would do; nothing is stored. */
export function lookAt(source: ImportSource, person: ImportPerson): Promise<ImportLook> {
  return source.kind === 'zip'
    ? sendZip(source.file, person)
    : call(lookAtImport, { body: { source: { kind: source.kind, path: source.path }, person } })
}

async function sendZip(file: File, person: ImportPerson): Promise<ImportLook> {
  const { method, path } = lookAtImportZip
  const body = new FormData()
  body.append('file', file, file.name)
  const query = person === undefined ? '' : `?person=${person}`
  let response: Response
  try {
    response = await fetch(`${path}${query}`, { method, body, cache: 'no-store', redirect: 'error' })
  } catch (cause) {
    throw new Unreachable('The hub did not answer', { cause })
  }
  if (!response.ok) throw await refusalFrom(response)
  const answer = importLook.safeParse(await response.json().catch(() => undefined))
  if (answer.success) return answer.data
  throw new UnexpectedAnswer('The answer is not what was agreed', { cause: answer.error })
}

/** How many files one page of an import shows. */
export const filesPerPage = 25

/** A page of the files of an import. */
export function useImportFiles(id: string, outcome: ImportOutcome | 'all', offset: number) {
  return useQuery({
    queryKey: ['import', id, outcome, offset],
    queryFn: ({ signal }) =>
      call(getImport, {
        signal,
        params: { id },
        query: { offset, limit: filesPerPage, ...(outcome === 'all' ? {} : { outcome }) },
      }),
    placeholderData: (previous) => previous,
  })
}

/** A job by its id, asked for until it has ended. */
export function useJob(id: string) {
  return useQuery({
    queryKey: ['jobs', 'one', id],
    queryFn: ({ signal }) => call(getJob, { signal, params: { id } }),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'running' ? false : 1_000),
  })
}

/** What came of an import whose job has ended. */
export function useImportResult(id: string, hasEnded: boolean) {
  return useQuery({
    queryKey: ['import', id, 'result'],
    queryFn: ({ signal }) => call(getImport, { signal, params: { id }, query: { offset: 0, limit: 1 } }),
    enabled: hasEnded,
  })
}

/** A change that moves saves: everything that tells of them asks again. */
export function useMovingSaves<Input, Answer>(move: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: move, onSettled: () => queries.invalidateQueries() })
}
