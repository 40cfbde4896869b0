import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { cancelJob, type Job, listJobs } from '../../shared/api/jobs'
import { call } from './call'
import { useMayManage } from './queries'

/** Long work, running and lately ended, kept up to date by the event stream. */
export function useJobs() {
  return useQuery({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => call(listJobs, { signal }),
    enabled: useMayManage(),
  })
}

/** The newest job of these kinds that the hub still remembers. */
export function useLatestJob(...kinds: readonly string[]): Job | undefined {
  const jobs = useJobs().data ?? []
  // The target's library does not know findLast yet.
  return [...jobs].reverse().find((job) => kinds.includes(job.kind))
}

/** Asks a job to stop; settles when it has. */
export function useCancelJob() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(cancelJob, { params: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
}
